"""How people wait, and the notice of capacity, as they are kept."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import NOW
from tests.unit.store.conftest import dynamodb, on_either
from threshold.errors import Conflict
from threshold.scheduling.capacity import Notice
from threshold.scheduling.waiting import Wait
from threshold.store.notices import DynamoDBNotices, MemoryNotices
from threshold.store.waits import DynamoDBWaits, MemoryWaits

__all__ = ["dynamodb", "on_either"]

WAIT = Wait("a", 4, waits=True, accepted_at=NOW, since=NOW, interim_by=NOW)
NOTICE = Notice(NOW, 18, 20, NOW + timedelta(days=7))


@pytest.fixture
def waits(on_either):
    return on_either(MemoryWaits, DynamoDBWaits)


@pytest.fixture
def notices(on_either):
    return on_either(MemoryNotices, DynamoDBNotices)


def test_everybodys_wait_is_found_the_last_of_each(waits):
    waits.keep(WAIT)
    waits.keep(replace(WAIT, intake_id="b"))
    waits.keep(replace(WAIT, version=5, asked_at=NOW, paused=True))
    found = sorted(waits.all(), key=lambda one: one.intake_id)
    assert found == [
        replace(WAIT, version=5, asked_at=NOW, paused=True),
        replace(WAIT, intake_id="b"),
    ]


def test_what_is_forgotten_is_not_found_until_it_is_kept_again(waits):
    waits.keep(WAIT)
    waits.forget("a")
    waits.forget("never-kept")
    assert waits.all() == ()
    waits.keep(WAIT)
    assert waits.all() == (WAIT,)


def test_the_last_notice_is_the_one_that_is_found(notices):
    assert notices.last() is None
    notices.keep(NOTICE, None)
    given = NOTICE.given("sam", NOW)
    notices.keep(given, NOTICE)
    assert notices.last() == given


@pytest.mark.parametrize("before", [None, replace(NOTICE, ended=True)])
def test_a_notice_replaces_only_the_one_that_was_read(notices, before):
    notices.keep(NOTICE, None)
    with pytest.raises(Conflict):
        notices.keep(NOTICE.given("sam", NOW), before)
    assert notices.last() == NOTICE
