"""A table as the template makes it, on Amazon's DynamoDB Local or, where that is not, on moto."""

import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from moto import mock_aws

from local.aws import REGION, bare_environment, client
from local.bench.template import read_template, table_properties
from local.processes import running, wait_until

_HOME = Path(__file__).parents[2] / ".tools/dynamodb-local"
_START_SECONDS = 60
TABLE = "threshold"
DYNAMODB_LOCAL = "DynamoDB Local"


@dataclass(frozen=True, slots=True)
class Database:
    """A client, whose table is there, and whose server it is."""

    client: Any
    server: str


@contextmanager
def running_dynamodb(state_dir: Path) -> Iterator[Database]:
    """A table of our own until the block is left."""
    with _dynamodb_local(state_dir) if _has_dynamodb_local() else _moto() as database:
        database.client.create_table(TableName=TABLE, **table_properties(read_template()))
        yield database


def _has_dynamodb_local() -> bool:
    return (_HOME / "DynamoDBLocal.jar").is_file() and shutil.which("java") is not None


@contextmanager
def _dynamodb_local(state_dir: Path) -> Iterator[Database]:
    port = _free_port()
    java = ["java", "-Djava.library.path=DynamoDBLocal_lib", "-jar", "DynamoDBLocal.jar"]
    server = [*java, "-inMemory", "-disableTelemetry", "-port", str(port)]
    command = ["sh", "-c", 'cd "$0" && exec "$@"', str(_HOME), *server]
    log = state_dir / "dynamodb-local.log"
    with running(command, log, bare_environment()) as process:
        wait_until(lambda: _listens(port), process, log, _START_SECONDS)
        yield Database(client("dynamodb", f"http://127.0.0.1:{port}"), DYNAMODB_LOCAL)


@contextmanager
def _moto() -> Iterator[Database]:
    with mock_aws():
        yield Database(boto3.client("dynamodb", region_name=REGION), "moto")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
