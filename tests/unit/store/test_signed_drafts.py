from datetime import UTC, datetime

import boto3
import pytest
from moto import mock_aws

from tests.unit.store.table import create_table
from threshold.form.draft import Draft
from threshold.form.signing import Shown, Signed
from threshold.store.drafts import DynamoDBDraftStore, MemoryDraftStore

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
SIGNED = {
    "telehealth": Signed(Shown("2026-02", "es", "a" * 64), "Jane Tester", NOW),
    "messages": Signed(Shown("2026-02", "en", "b" * 64), "Jane Tester", NOW, ("text_care",)),
}


@pytest.fixture(params=["memory", "moto"])
def store(request, monkeypatch):
    if request.param == "memory":
        yield MemoryDraftStore()
        return
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    with mock_aws():
        client = boto3.client("dynamodb", region_name="us-east-1")
        yield DynamoDBDraftStore(client, create_table(client, "threshold"))


def test_what_was_signed_is_kept_with_its_words_and_its_time(store):
    store.create("key", Draft("en", NOW, NOW, signed=SIGNED))
    assert store.load("key").signed == SIGNED
