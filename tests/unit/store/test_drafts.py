import boto3
import pytest
from moto import mock_aws

from tests.unit.store.draft_contract import NOW, DraftStoreContract, draft
from tests.unit.store.table import create_table
from threshold.form.draft import KEPT_FOR
from threshold.store.drafts import DynamoDBDraftStore, MemoryDraftStore
from threshold.store.tries import DynamoDBTries, MemoryTries


class TestMemoryDraftStore(DraftStoreContract):
    @pytest.fixture
    def drafts(self):
        return MemoryDraftStore()

    @pytest.fixture
    def tries(self):
        return MemoryTries()


class TestDynamoDBDraftStoreOnMoto(DraftStoreContract):
    @pytest.fixture
    def client(self, monkeypatch):
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
        with mock_aws():
            client = boto3.client("dynamodb", region_name="us-east-1")
            create_table(client, "threshold")
            yield client

    @pytest.fixture
    def drafts(self, client):
        return DynamoDBDraftStore(client, "threshold")

    @pytest.fixture
    def tries(self, client):
        return DynamoDBTries(client, "threshold")

    def item(self, client, key):
        pk = {"pk": {"S": f"DRAFT#{key}"}, "sk": {"S": "DRAFT"}}
        return client.get_item(TableName="threshold", Key=pk)["Item"]

    def test_one_expires_and_is_on_no_list(self, client, drafts):
        drafts.create("k", draft())
        item = self.item(client, "k")
        assert int(item["expires_at"]["N"]) == int((NOW + KEPT_FOR).timestamp())
        assert "worklist_pk" not in item

    def test_one_that_staff_have_to_hear_of_is_on_a_list_of_its_own_and_does_not_expire(
        self, client, drafts
    ):
        drafts.create("k", draft(due_at=NOW))
        item = self.item(client, "k")
        assert item["worklist_pk"]["S"].startswith("waiting_draft#")
        assert "expires_at" not in item

    def test_what_was_said_stands_compressed_and_never_in_a_key(self, client, drafts):
        drafts.create("k", draft(due_at=NOW))
        assert "Jane" not in str(self.item(client, "k"))

    def test_a_count_has_its_time(self, client, tries):
        tries.add("k", 1, NOW)
        pk = {"pk": {"S": "TRIES#k"}, "sk": {"S": "TRIES"}}
        item = client.get_item(TableName="threshold", Key=pk)["Item"]
        assert item["expires_at"]["N"] == str(int(NOW.timestamp()))
