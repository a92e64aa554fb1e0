"""The one place where adapters are made: once an environment, when first needed."""

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config

from threshold.assessment.pack_files import load_packs
from threshold.edge.environment import setting
from threshold.edge.queues import SnsAlerts, SqsQueues
from threshold.eligibility.transports.core_mime import CoreMimeTransport
from threshold.intake.life_cycle import Queue
from threshold.program.model import Payer
from threshold.program.shipped import shipped_file, shipped_program
from threshold.record_key import RecordKey
from threshold.store.dynamodb import DynamoDBStore
from threshold.use_cases.assess import Clinic

if TYPE_CHECKING:
    from threshold.eligibility.transports.port import PayerTransport

_PATIENCE = Config(connect_timeout=2, read_timeout=5, retries={"mode": "standard"})


@cache
def _client(service: str) -> Any:
    return boto3.client(service, config=_PATIENCE)  # type: ignore[call-overload]


@cache
def store() -> DynamoDBStore:
    """The record store."""
    return DynamoDBStore(_client("dynamodb"), setting("TABLE"))


@cache
def clinic() -> Clinic:
    """The program's configuration and the instruments, as shipped in the layers."""
    return Clinic(shipped_program(), load_packs())


@cache
def record_key() -> RecordKey:
    """The key behind ids and status tokens."""
    return RecordKey(_secret(setting("RECORD_KEY_SECRET")))


@cache
def queues() -> SqsQueues:
    """The work queues this function may send to."""
    urls = {queue: setting(f"{queue.upper()}_QUEUE_URL") for queue in Queue}
    return SqsQueues(_client("sqs"), urls)


@cache
def alerts() -> SnsAlerts:
    """Where staff are alerted."""
    return SnsAlerts(_client("sns"), setting("STAFF_ALERT_TOPIC"))


@cache
def transport(payer: Payer) -> "PayerTransport":
    """The way to a payer, with the credentials the payer gave the program."""
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
