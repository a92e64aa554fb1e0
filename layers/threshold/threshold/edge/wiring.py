"""The one place where adapters are made: once an environment, when first needed.

What one function alone needs is imported where it is made: an import at the top would be paid by
the cold start of every function.
"""

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import botocore.session
from botocore.config import Config

from threshold.edge.environment import setting
from threshold.intake.life_cycle import Queue
from threshold.store.dynamodb import DynamoDBStore

if TYPE_CHECKING:
    from threshold.edge.queues import SnsAlerts, SqsQueues
    from threshold.eligibility.transports.port import PayerTransport
    from threshold.program.model import Payer
    from threshold.record_key import RecordKey
    from threshold.use_cases.assess import Clinic

_PATIENCE = Config(connect_timeout=2, read_timeout=5, retries={"mode": "standard"})


@cache
def _client(service: str) -> Any:
    return botocore.session.get_session().create_client(service, config=_PATIENCE)


@cache
def store() -> DynamoDBStore:
    """The record store."""
    return DynamoDBStore(_client("dynamodb"), setting("TABLE"))


@cache
def clinic() -> "Clinic":
    """The program's configuration and the instruments, as shipped in the layers."""
    from threshold.assessment.pack_files import load_packs
    from threshold.program.shipped import shipped_program
    from threshold.use_cases.assess import Clinic

    return Clinic(shipped_program(), load_packs())


@cache
def record_key() -> "RecordKey":
    """The key behind ids and status tokens."""
    from threshold.record_key import RecordKey

    return RecordKey(_secret(setting("RECORD_KEY_SECRET")))


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
def transport(payer: "Payer") -> "PayerTransport":
    """The way to a payer, with the credentials the payer gave the program."""
    from threshold.eligibility.transports.core_mime import CoreMimeTransport
    from threshold.program.shipped import shipped_file

    secret = f"{setting('PAYER_SECRET_PREFIX')}{payer.transport.credentials}"
    credentials = json.loads(_secret(secret))
    ca_file = payer.transport.ca_file
    return CoreMimeTransport(
        payer.transport.url,
        credentials["user_name"],
        credentials["password"],
        ca_file=shipped_file(ca_file) if ca_file else None,
    )


def _secret(name: str) -> str:
    return str(_client("secretsmanager").get_secret_value(SecretId=name)["SecretString"])


def delay_message(receipt: str, seconds: int) -> None:
    """Let a message of the worker's own queue come back after so many seconds."""
    _client("sqs").change_message_visibility(
        QueueUrl=setting("OWN_QUEUE_URL"), ReceiptHandle=receipt, VisibilityTimeout=seconds
    )
