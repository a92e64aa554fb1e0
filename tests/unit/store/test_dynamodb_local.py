import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from uuid import uuid4

import boto3
import pytest

from tests.unit.store.contract import StoreContract
from tests.unit.store.seat_contract import RoundsContract, SeatContract
from tests.unit.store.table import create_table
from threshold.store.dynamodb import DynamoDBStore
from threshold.store.rounds import DynamoDBRounds
from threshold.store.seats import DynamoDBSeats

HOME = Path(__file__).parents[3] / ".tools/dynamodb-local"
pytestmark = pytest.mark.dynamodb_local


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def client():
    if not (HOME / "DynamoDBLocal.jar").is_file() or not shutil.which("java"):
        missing = "DynamoDB Local is not here: it needs npm and Java 17"
        if os.environ.get("REQUIRE_DYNAMODB_LOCAL") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    port = free_port()
    java = ["java", "-Djava.library.path=DynamoDBLocal_lib", "-jar", "DynamoDBLocal.jar"]
    server = subprocess.Popen(
        [*java, "-inMemory", "-disableTelemetry", "-port", str(port)],
        cwd=HOME,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 60
        while not listening(port):
            assert server.poll() is None, "DynamoDB Local ended before it listened"
            assert time.monotonic() < deadline, "DynamoDB Local did not listen within a minute"
            time.sleep(0.05)
        yield boto3.client(
            "dynamodb",
            endpoint_url=f"http://127.0.0.1:{port}",
            region_name="us-east-1",
            aws_access_key_id="local",
            aws_secret_access_key="local",
        )
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture(scope="module")
def table(client):
    return create_table(client, "threshold")


class TestDynamoDBStoreOnDynamoDBLocal(StoreContract):
    @pytest.fixture
    def store(self, client, table):
        return DynamoDBStore(client, table)


class TestSeatsOnDynamoDBLocal(SeatContract, RoundsContract):
    @pytest.fixture
    def table(self, client):
        return create_table(client, f"seats-{uuid4().hex}")

    @pytest.fixture
    def store(self, client, table):
        return DynamoDBStore(client, table)

    @pytest.fixture
    def seats(self, client, table):
        return DynamoDBSeats(client, table)

    @pytest.fixture
    def rounds(self, client, table):
        return DynamoDBRounds(client, table)
