from datetime import UTC, datetime

import pytest

from threshold.form.draft import Draft
from threshold.form.signing import Shown, Signed
from threshold.store.drafts import DynamoDBDraftStore, MemoryDraftStore

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
SIGNED = {
    "telehealth": Signed(Shown("2026-02", "es", "a" * 64), "Jane Tester", NOW),
    "messages": Signed(Shown("2026-02", "en", "b" * 64), "Jane Tester", NOW, ("text_care",)),
}


@pytest.fixture
def store(on_either):
    return on_either(MemoryDraftStore, DynamoDBDraftStore)


def test_what_was_signed_is_kept_with_its_words_and_its_time(store):
    store.create("key", Draft("en", NOW, NOW, signed=SIGNED))
    assert store.load("key").signed == SIGNED
