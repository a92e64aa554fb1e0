"""Answering the one thing that is asked: it is kept, and the case goes on by itself."""

from collections.abc import Mapping
from dataclasses import dataclass

from threshold.eligibility.conversation.playbook import Detail
from threshold.form.amending import amended
from threshold.form.ask_pages import PAYER, RELATIONSHIP, SUBSCRIBER, ask_page
from threshold.form.draft import Value
from threshold.form.fields import Fault, Posted
from threshold.form.page import Page
from threshold.form.said_of import said_of
from threshold.intake.change import Finding, FindingKind, Step
from threshold.intake.identification import person_key
from threshold.intake.life_cycle import EventKind
from threshold.intake.record import PATIENT, IntakeRecord
from threshold.intake.submission import Consent, ConsentKind, PaymentPath, Relationship, Submission
from threshold.use_cases.asked import Ask, NoLongerAsked, answered_now
from threshold.use_cases.filling import read_page
from threshold.use_cases.form_desk import FormDesk
from threshold.use_cases.signing_anew import read_consent
from threshold.use_cases.stepping import take
from threshold.use_cases.what_next import next_business_day

Said = Mapping[str, Value | None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an answer. `given`: it is kept, and the case goes on.

    Without faults and not given, the person said "not now": they wait for our call.
    """

    given: bool
    faults: Mapping[str, Fault]


def answer(question: Ask, posted: Posted, desk: FormDesk) -> Outcome:
    """Keep an answer and let the case go on; nothing is kept of one that cannot be taken.

    What was told before is not taken again: the payer would say the same.

    Raises:
        NoLongerAsked: it was answered already, or something else is asked by now.
        Retryable: others kept writing.
    """
    if question.wants is None:
        raise NoLongerAsked
    page = ask_page(question.wants, of_subscriber=question.of_subscriber, posted=posted)
    if question.wants is Detail.CONSENT:
        consent, faults = read_consent(page, posted, desk)
        return Outcome(bool(consent) and _keep(question, {}, consent, desk), faults)
    said, faults = read_page(page, posted, desk)
    if faults:
        return Outcome(given=False, faults=faults)
    if _keep(question, said, None, desk):
        return Outcome(given=True, faults={})
    return Outcome(given=False, faults={_first(page): Fault.SAME})


def give_consent(question: Ask, consent: Consent, desk: FormDesk) -> bool:
    """Keep a consent signed elsewhere, where it is what is asked for; whether it was."""
    if question.wants is not Detail.CONSENT:
        return False
    if consent.kind is not ConsentKind.TREATMENT_PAYMENT_OPERATIONS:
        return False
    try:
        return _keep(question, {}, consent, desk)
    except NoLongerAsked:
        return False


def _keep(question: Ask, said: Said, consent: Consent | None, desk: FormDesk) -> bool:
    """Keep what was given; False where it was told before."""
    stored: list[bool] = []
    at = desk.now()

    def plan(record: IntakeRecord) -> Step | None:
        before = answered_now(question, record, desk.store)
        if consent is None and _is_told(before, said):
            stored.append(False)
            return None
        stored.append(True)
        after = before if consent else amended(before, {**said, **_follows(before, said)})
        return Step(
            EventKind.DETAILS_GIVEN,
            PATIENT,
            at,
            details={"gave": question.wants or ""},
            findings=(_found(after, consent),),
            due_at=next_business_day(at, desk.clinic.program),
            attempts=0,
            person=person_key(after.person, desk.record_key),
        )

    take(desk.store, question.intake_id, plan)
    return stored[-1]


def _found(after: Submission, consent: Consent | None) -> Finding:
    if consent:
        return Finding(FindingKind.CONSENT, consent, consent.kind)
    return Finding(FindingKind.SUBMISSION, after)


def _follows(before: Submission, said: Said) -> Said:
    """What is said no more, since what was said now takes its place."""
    follows: dict[str, Value | None] = {}
    if said.get("payment.path") not in (None, PaymentPath.INSURANCE):
        follows["payment.card"] = None
    if PAYER in said and not _is_told(before, {PAYER: said[PAYER]}):
        follows["payment.card.payer_id"] = None
    if said.get(RELATIONSHIP) == Relationship.SELF:
        follows[SUBSCRIBER] = None
    return follows


def _is_told(before: Submission, said: Said) -> bool:
    """Whether all of it was told before, however it was spelled then."""
    told = said_of(before)
    return all(_plain(value) == _plain(told.get(name)) for name, value in said.items())


def _plain(value: Value | None) -> str:
    return "".join(char for char in str(value or "").casefold() if char.isalnum())


def _first(page: Page) -> str:
    return page.fields[0].name
