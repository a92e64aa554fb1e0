import pytest

from tests.unit.store.conftest import TABLE
from tests.unit.store.draft_contract import NOW, DraftStoreContract, draft
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
    def drafts(self, dynamodb):
        return DynamoDBDraftStore(dynamodb, TABLE)

    @pytest.fixture
    def tries(self, dynamodb):
        return DynamoDBTries(dynamodb, TABLE)

    def item(self, dynamodb, key):
        pk = {"pk": {"S": f"DRAFT#{key}"}, "sk": {"S": "DRAFT"}}
        return dynamodb.get_item(TableName=TABLE, Key=pk)["Item"]

    def test_one_expires_and_is_on_no_list(self, dynamodb, drafts):
        drafts.create("k", draft())
        item = self.item(dynamodb, "k")
        assert int(item["expires_at"]["N"]) == int((NOW + KEPT_FOR).timestamp())
        assert "worklist_pk" not in item

    def test_one_that_staff_have_to_hear_of_is_on_a_list_of_its_own_and_does_not_expire(
        self, dynamodb, drafts
    ):
        drafts.create("k", draft(due_at=NOW))
        item = self.item(dynamodb, "k")
        assert item["worklist_pk"]["S"].startswith("waiting_draft#")
        assert "expires_at" not in item

    def test_what_was_said_stands_compressed_and_never_in_a_key(self, dynamodb, drafts):
        drafts.create("k", draft(due_at=NOW))
        assert "Jane" not in str(self.item(dynamodb, "k"))

    def test_a_count_has_its_time(self, dynamodb, tries):
        tries.add("k", 1, NOW)
        pk = {"pk": {"S": "TRIES#k"}, "sk": {"S": "TRIES"}}
        item = dynamodb.get_item(TableName=TABLE, Key=pk)["Item"]
        assert item["expires_at"]["N"] == str(int(NOW.timestamp()))
