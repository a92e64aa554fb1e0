"""The one place where adapters are made: once an environment, when first needed.

What one function alone needs is imported where it is made: an import at the top would be paid by
the cold start of every function.
"""

from functools import cache
from time import monotonic
from typing import TYPE_CHECKING, Any

import botocore.session
from botocore.config import Config

from threshold.edge.environment import Misdeployed, setting
from threshold.intake.life_cycle import Queue
from threshold.store.dynamodb import DynamoDBStore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from threshold.console.queue import WaitingRoom
    from threshold.console_pages.site import ConsoleSite
    from threshold.edge.mail import SesMail
    from threshold.edge.queues import SnsAlerts, SqsQueues
    from threshold.edge.work_queues import SqsWorkQueues
    from threshold.eligibility.transports.board import PayerBoard
    from threshold.eligibility.transports.port import PayerTransport
    from threshold.eligibility.transports.sign_in import KeptSecret
    from threshold.intake.submission import Submission
    from threshold.program.model import Payer
    from threshold.program.roster import Roster
    from threshold.program.roster_entries import File
    from threshold.program.roster_rules import Limits
    from threshold.record_key import RecordKey
    from threshold.store.accesses import DynamoDBAccessLog
    from threshold.store.drafts import DynamoDBDraftStore
    from threshold.store.failures import DynamoDBFailures
    from threshold.store.journeys import DynamoDBJourneys
    from threshold.store.notices import DynamoDBNotices
    from threshold.store.photos import S3PhotoStore
    from threshold.store.seats import DynamoDBSeats
    from threshold.store.trail import DynamoDBTrail
    from threshold.store.waits import DynamoDBWaits
    from threshold.use_cases.announce import Listener
    from threshold.use_cases.assess import Clinic
    from threshold.use_cases.form_desk import FormDesk
    from threshold.use_cases.roster_keeping import RosterDesk
    from threshold.use_cases.seating.desk import SeatingDesk
    from threshold.use_cases.telling import PostOffice
    from threshold.web.pages.form_site import FormSite

_PATIENCE = Config(connect_timeout=2, read_timeout=5, retries={"mode": "standard"})


@cache
def _client(service: str) -> Any:
    return botocore.session.get_session().create_client(service, config=_PATIENCE)


@cache
def store() -> DynamoDBStore:
    """The record store."""
    return DynamoDBStore(_client("dynamodb"), setting("TABLE"))


@cache
def journeys() -> "DynamoDBJourneys":
    """How far each intake came, for the measures."""
    from threshold.store.journeys import DynamoDBJourneys

    return DynamoDBJourneys(_client("dynamodb"), setting("TABLE"))


def measure(image: dict[str, Any]) -> None:
    """Keep how far an intake came by an event, given as the stream has it."""
    from threshold.store.items import event_of
    from threshold.use_cases.measuring import measure

    measure(event_of(image), store(), journeys())


@cache
def waits() -> "DynamoDBWaits":
    """How people wait for a seat."""
    from threshold.store.waits import DynamoDBWaits

    return DynamoDBWaits(_client("dynamodb"), setting("TABLE"))


@cache
def notices() -> "DynamoDBNotices":
    """The notice of capacity that is owed to the State."""
    from threshold.store.notices import DynamoDBNotices

    return DynamoDBNotices(_client("dynamodb"), setting("TABLE"))


@cache
def clinic() -> "Clinic":
    """The program's configuration and the instruments, as shipped in the layers."""
    from threshold.assessment.pack_files import load_packs
    from threshold.assessment.texts import Licence, ListedFile, institution_texts
    from threshold.program.shipped import shipped_folder, shipped_program
    from threshold.use_cases.assess import Clinic

    program = shipped_program()
    licences = [
        Licence(
            one.pack,
            one.evidence,
            {tongue: ListedFile(text.file, text.sha256) for tongue, text in one.texts.items()},
        )
        for one in program.licences
    ]
    return Clinic(program, institution_texts(load_packs(), licences, shipped_folder()))


@cache
def record_key() -> "RecordKey":
    """The key behind ids and status tokens."""
    from threshold.record_key import RecordKey

    return RecordKey(_secret(setting("RECORD_KEY_SECRET")))


@cache
def form_site() -> "FormSite":
    """The pages of the patient's form."""
    from threshold.web.pages.form_site import FormSite

    return FormSite(form_desk())


@cache
def form_desk() -> "FormDesk":
    """What filling in the form works with."""
    import secrets
    from datetime import UTC, datetime

    from threshold.assessment.pack_files import load_battery
    from threshold.store.tries import DynamoDBTries
    from threshold.use_cases.form_desk import FormDesk
    from threshold.web.pages.consents import shown_by

    return FormDesk(
        drafts=drafts(),
        photos=card_photos,
        seats=seats,
        tries=DynamoDBTries(_client("dynamodb"), setting("TABLE")),
        store=store(),
        accesses=access_log(),
        clinic=clinic(),
        battery=load_battery(),
        record_key=record_key(),
        checked=_checked_submission,
        shown=shown_by(clinic().program),
        below=secrets.randbelow,
        now=lambda: datetime.now(UTC),
        report=_report,
    )


@cache
def drafts() -> "DynamoDBDraftStore":
    """Forms half filled in."""
    from threshold.store.drafts import DynamoDBDraftStore

    return DynamoDBDraftStore(_client("dynamodb"), setting("TABLE"))


def hand_over(due: "Sequence[str]") -> int:
    """Hand over the forms that are due; returns how many could not be."""
    from threshold.use_cases.handing_over import hand_over_due

    return hand_over_due(due, form_desk())


def _report(error: Exception) -> None:
    from threshold.edge.telemetry import count, log_failure

    count("FormFailed")
    log_failure(error)


@cache
def card_photos() -> "S3PhotoStore":
    """Where photos of insurance cards are kept."""
    import os

    from threshold.store.photos import S3PhotoStore

    credentials, bucket = botocore.session.get_session().get_credentials(), setting("CARD_PHOTOS")
    if credentials is None:
        raise Misdeployed("the function has no credentials")
    elsewhere = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
    url = f"{elsewhere.rstrip('/')}/{bucket}" if elsewhere else setting("CARD_PHOTOS_URL")
    return S3PhotoStore(credentials, setting("AWS_REGION"), bucket, url)


def _checked_submission(text: str) -> "Submission":
    from threshold.web.submission_form import read_submission

    return read_submission(text, clinic().packs)


@cache
def access_log() -> "DynamoDBAccessLog":
    """Where reads by staff are written down."""
    from threshold.store.accesses import DynamoDBAccessLog

    return DynamoDBAccessLog(_client("dynamodb"), setting("TABLE"))


@cache
def trail() -> "DynamoDBTrail":
    """Where it is written down what staff did that belongs to no one intake."""
    from threshold.store.trail import DynamoDBTrail

    return DynamoDBTrail(_client("dynamodb"), setting("TABLE"))


@cache
def seats() -> "DynamoDBSeats":
    """Cohorts, appointments, who waits and who has which seat."""
    from threshold.store.seats import DynamoDBSeats

    return DynamoDBSeats(_client("dynamodb"), setting("TABLE"))


@cache
def seating_desk() -> "SeatingDesk":
    """What seating works with."""
    from datetime import UTC, datetime

    from threshold.program.shipped import shipped_program
    from threshold.store.rounds import DynamoDBRounds
    from threshold.use_cases.seating.desk import SeatingDesk

    return SeatingDesk(
        store=store(),
        seats=seats(),
        rounds=DynamoDBRounds(_client("dynamodb"), setting("TABLE")),
        program=cache(shipped_program),
        clinic=clinic,
        now=lambda: datetime.now(UTC),
    )


@cache
def queues() -> "SqsQueues":
    """The work queues this function may send to."""
    from threshold.edge.queues import SqsQueues

    urls = {queue: setting(f"{queue.upper()}_QUEUE_URL") for queue in Queue}
    return SqsQueues(_client("sqs"), urls)


@cache
def alerts() -> "SnsAlerts":
    """Where staff are alerted."""
    from threshold.edge.queues import SnsAlerts

    return SnsAlerts(_client("sns"), setting("STAFF_ALERT_TOPIC"))


@cache
def listeners() -> "tuple[Listener, ...]":
    """Who hears news of a seat: the bus and, where one is configured, the webhook."""
    import os
    from datetime import UTC, datetime

    from threshold.edge.seat_listeners import EventBus, Webhook

    base_url = setting("PUBLIC_URL")
    bus = EventBus(_client("events"), setting("EVENT_BUS"), base_url)
    url = os.environ.get("WEBHOOK_URL")
    if not url:
        return (bus,)
    from threshold.edge.webhook_door import WebhookDoor
    from threshold.eligibility.transports.sign_in import KeptSecret

    secret = KeptSecret(lambda: _secret(setting("WEBHOOK_SECRET")), monotonic)
    door = WebhookDoor(url, anywhere=setting("REQUIRE_TLS") == "false")
    return (bus, Webhook(door, secret.value, base_url, lambda: datetime.now(UTC)))


@cache
def post_office() -> "PostOffice":
    """How people are told that something waits for them; the program is read where one is."""
    from datetime import UTC, datetime

    from threshold.use_cases.ask_links import path_to
    from threshold.use_cases.telling import PostOffice

    return PostOffice(
        mail=_mail,
        link_to=lambda intake_id, seq: path_to(intake_id, seq, record_key()),
        now=lambda: datetime.now(UTC),
    )


@cache
def _mail() -> "SesMail | None":
    """Where letters are posted; None where no sender is configured."""
    import os

    from threshold.edge.mail import SesMail
    from threshold.program.shipped import shipped_program

    sender = os.environ.get("SENDER_EMAIL")
    if not sender:
        return None
    return SesMail(_client("sesv2"), sender, shipped_program().name, setting("PUBLIC_URL"))


@cache
def console_site(client: str) -> "ConsoleSite":
    """The console's pages. client: the id of the app client by which staff sign in to them."""
    import os
    import secrets
    from datetime import UTC, datetime
    from functools import partial

    from threshold.console_pages.desk import ConsoleDesk, Works
    from threshold.console_pages.site import ConsoleSite
    from threshold.edge.identity import CognitoPool
    from threshold.program.shipped import shipped_program
    from threshold.store.claims import DynamoDBClaims
    from threshold.store.kept_forms import DynamoDBKeptForms
    from threshold.store.sessions import DynamoDBSessions

    issuer, elsewhere = setting("STAFF_POOL_URL"), os.environ.get("AWS_ENDPOINT_URL")
    pages = elsewhere or setting("SIGN_IN_URL")
    pool = f"{elsewhere}/{issuer.rpartition('/')[2]}" if elsewhere else issuer
    table = (_client("dynamodb"), setting("TABLE"))
    return ConsoleSite(
        ConsoleDesk(
            store=store(),
            accesses=access_log(),
            claims=DynamoDBClaims(*table, partial(record_key().digest, "staff name")),
            sessions=DynamoDBSessions(*table),
            kept=DynamoDBKeptForms(*table),
            provider=CognitoPool(pages, issuer, f"{pool}/.well-known/jwks.json", client),
            trail=trail(),
            works=lambda: Works(work_queues(), failures(), payer_board()),
            program=shipped_program(),
            record_key=record_key(),
            clinic=clinic,
            photos=card_photos,
            room=waiting_room,
            roster=roster_desk,
            seats=seats,
            new_value=partial(secrets.token_urlsafe, 32),
            now=lambda: datetime.now(UTC),
        )
    )


def waiting_room() -> "WaitingRoom":
    """Who waits, how, and for which seats."""
    from threshold.console.queue import WaitingRoom

    return WaitingRoom(seats(), waits(), notices(), journeys())


@cache
def roster_desk() -> "RosterDesk":
    """What keeping the roster works with."""
    import secrets
    from datetime import UTC, datetime
    from functools import partial

    from threshold.program.shipped import shipped_program
    from threshold.use_cases.roster_keeping import RosterDesk

    return RosterDesk(
        seats=seats(),
        trail=trail(),
        program=shipped_program(),
        most_in_group=int(setting("MOST_IN_GROUP")),
        read=_read_roster,
        now=lambda: datetime.now(UTC),
        new_value=partial(secrets.token_urlsafe, 32),
    )


def _read_roster(files: "Sequence[File]", limits: "Limits", known: "Roster") -> "Roster":
    from threshold.program.roster_file import read_roster

    return read_roster(files, limits, known)


@cache
def payer_board() -> "PayerBoard":
    """Who may be asked now, and how payers have been."""
    from threshold.edge.payer_health import CountedBoard, DynamoDBHealthStore

    return CountedBoard(DynamoDBHealthStore(_client("dynamodb"), setting("TABLE")))


@cache
def transport(payer: "Payer") -> "PayerTransport":
    """The way to a payer, with the secrets that the payer gave the program."""
    from threshold.eligibility.transports.by_kind import transport_of
    from threshold.eligibility.transports.sign_in import SignedInTransport
    from threshold.program.shipped import shipped_file

    configured = payer.transport
    ca_file = shipped_file(configured.ca_file) if configured.ca_file else None
    names = tuple(filter(None, (configured.credentials, configured.client_certificate)))

    def make(values: tuple[str, ...]) -> "PayerTransport":
        return transport_of(configured, dict(zip(names, values, strict=True)), ca_file)

    return SignedInTransport(tuple(_payer_secret(name) for name in names), make)


@cache
def _payer_secret(name: str) -> "KeptSecret":
    from threshold.eligibility.transports.sign_in import KeptSecret

    return KeptSecret(lambda: _secret(f"{setting('PAYER_SECRET_PREFIX')}{name}"), monotonic)


def _secret(name: str) -> str:
    return str(_client("secretsmanager").get_secret_value(SecretId=name)["SecretString"])


def note_failure(intake_id: str, error: Exception) -> None:
    """Note for staff by what the worker failed on an intake. It is in the log in any case, so that
    it cannot be noted fails nothing more."""
    from datetime import UTC, datetime

    from threshold.edge.telemetry import log_failure, place_of
    from threshold.staff.failures import Failure, Work

    failure = Failure(datetime.now(UTC), type(error).__name__, place_of(error))
    try:
        failures().note(Work(intake_id, setting("POWERTOOLS_SERVICE_NAME")), failure)
    except Exception as another:  # noqa: BLE001 - logged; the first one is what matters
        log_failure(another)


@cache
def failures() -> "DynamoDBFailures":
    """Where failures of workers are noted."""
    from threshold.store.failures import DynamoDBFailures

    return DynamoDBFailures(_client("dynamodb"), setting("TABLE"))


@cache
def work_queues() -> "SqsWorkQueues":
    """The queues and their dead letters, for operations."""
    from threshold.edge.work_queues import SqsWorkQueues
    from threshold.use_cases.operations import GivenUp

    return SqsWorkQueues(
        _client("sqs"),
        lambda: _client("cloudwatch"),
        {queue: setting(f"{queue.upper()}_QUEUE_URL") for queue in Queue},
        {of: setting(f"{of.upper()}_DEAD_LETTER_QUEUE_URL") for of in GivenUp},
    )


def delay_message(receipt: str, seconds: int) -> None:
    """Let a message of the worker's own queue come back after so many seconds."""
    _client("sqs").change_message_visibility(
        QueueUrl=setting("OWN_QUEUE_URL"), ReceiptHandle=receipt, VisibilityTimeout=seconds
    )
