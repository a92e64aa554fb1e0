import boto3
import pytest
from moto import mock_aws

from tests.clinic import RECORD_KEY
from tests.unit.store.staff_contract import (
    MINUTE,
    NOW,
    SESSION,
    ClaimsContract,
    KeptFormsContract,
    SessionsContract,
)
from tests.unit.store.table import create_table
from threshold.staff.claims import LEASE, claimed
from threshold.staff.sessions import REMEMBERED
from threshold.store.claims import DynamoDBClaims, MemoryClaims
from threshold.store.kept_forms import DynamoDBKeptForms, MemoryKeptForms
from threshold.store.sessions import DynamoDBSessions, MemorySessions


class TestInMemory(SessionsContract, ClaimsContract, KeptFormsContract):
    @pytest.fixture
    def sessions(self):
        return MemorySessions()

    @pytest.fixture
    def claims(self):
        return MemoryClaims()

    @pytest.fixture
    def kept(self):
        return MemoryKeptForms()


class TestOnMoto(SessionsContract, ClaimsContract, KeptFormsContract):
    @pytest.fixture
    def client(self, monkeypatch):
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
        with mock_aws():
            client = boto3.client("dynamodb", region_name="us-east-1")
            create_table(client, "threshold")
            yield client

    @pytest.fixture
    def sessions(self, client):
        return DynamoDBSessions(client, "threshold")

    @pytest.fixture
    def claims(self, client):
        return DynamoDBClaims(client, "threshold", lambda name: RECORD_KEY.digest("name", name))

    @pytest.fixture
    def kept(self, client):
        return DynamoDBKeptForms(client, "threshold")

    def items(self, client):
        return client.scan(TableName="threshold")["Items"]

    def test_a_session_outlasts_its_end_by_a_day(self, client, sessions):
        sessions.begin("k", SESSION)
        (item,) = self.items(client)
        assert int(item["expires_at"]["N"]) == int((SESSION.ends_at + REMEMBERED).timestamp())

    def test_a_claim_goes_with_its_lease_and_no_name_stands_in_a_key(self, client, claims):
        claims.take(claimed("i", "cleo@example.test", NOW))
        (item,) = self.items(client)
        assert int(item["expires_at"]["N"]) == int((NOW + LEASE).timestamp())
        keys = [item[name]["S"] for name in ("pk", "sk", "worklist_pk", "worklist_sk")]
        assert keys[:2] == ["INTAKE#i", "CLAIM"]
        assert not [key for key in keys if "cleo" in key]

    def test_what_was_let_go_is_on_no_list(self, client, claims):
        claims.take(claimed("i", "cleo", NOW))
        claims.let_go("i", "cleo", NOW + MINUTE)
        (item,) = self.items(client)
        assert "worklist_pk" not in item

    def test_what_was_written_stands_compressed_and_goes_with_its_time(self, client, kept):
        kept.keep("k", {"reason": ["Tester"]}, NOW + MINUTE)
        (item,) = self.items(client)
        assert "Tester" not in str(item)
        assert int(item["expires_at"]["N"]) == int((NOW + MINUTE).timestamp())
