"""Journeys, by the month in which they began."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from tests.builders import NOW
from tests.unit.store.conftest import dynamodb, on_either
from threshold.intake.record import Tier
from threshold.scheduling.journey import Journey
from threshold.store.journeys import DynamoDBJourneys, MemoryJourneys

__all__ = ["dynamodb", "on_either"]

JOURNEY = Journey("a", 1, NOW, "es", "TX", "99991")


@pytest.fixture
def journeys(on_either):
    return on_either(MemoryJourneys, DynamoDBJourneys)


def test_a_journey_is_found_by_its_month(journeys):
    journeys.keep(JOURNEY)
    assert journeys.of("2026-01") == (JOURNEY,)
    assert journeys.of("2026-02") == ()


def test_a_month_is_one_of_utc(journeys):
    evening = datetime(2026, 1, 31, 20, tzinfo=timezone(timedelta(hours=-8)))
    journeys.keep(replace(JOURNEY, submitted_at=evening))
    assert [one.submitted_at.astimezone(UTC).month for one in journeys.of("2026-02")] == [2]


def test_a_later_version_replaces_an_earlier_one_and_never_the_other_way(journeys):
    later = replace(JOURNEY, version=7, tier=Tier.P2, due_at=NOW, seated_at=NOW)
    journeys.keep(JOURNEY)
    journeys.keep(later)
    journeys.keep(JOURNEY)
    journeys.keep(later)
    assert journeys.of("2026-01") == (later,)
