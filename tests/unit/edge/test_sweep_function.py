"""The sweep as it is started: who waits is looked after, and what is late is counted."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.unit.edge.events import Context
from threshold.intake.change import Step
from threshold.intake.life_cycle import EventKind
from threshold.intake.record import SYSTEM, Tier
from threshold.scheduling.capacity import Notice
from threshold.store.drafts import MemoryDraftStore
from threshold.store.notices import MemoryNotices
from threshold.store.waits import MemoryWaits
from threshold.use_cases.stepping import take


@pytest.fixture
def swept(function, practice, monkeypatch, capsys):
    """Runs the sweep now; returns the metrics that it kept."""
    waits, notices = MemoryWaits(), MemoryNotices()
    now = datetime.now(UTC)
    late = now - timedelta(days=8)
    notices.keep(Notice(late, 9, 10, late + timedelta(days=7)), None)
    for name, port in {
        "drafts": MemoryDraftStore(),
        "queues": None,
        "seats": practice.seats,
        "seating_desk": practice.seating,
        "waits": waits,
        "notices": notices,
    }.items():
        monkeypatch.setattr(f"threshold.edge.wiring.{name}", lambda port=port: port)

    def run():
        capsys.readouterr()
        function("sweep").handler({}, Context())
        lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        return next(line for line in lines if "_aws" in line)

    return run


def test_what_is_owed_and_late_is_counted_for_the_alarms(swept, practice):
    intake_id = practice.waiting()
    owed = Step(EventKind.PASSED_OVER, SYSTEM, practice.now, tier=Tier.P2)
    take(practice.store, intake_id, lambda _: owed)
    counted = swept()
    assert (counted["InterimLate"], counted["NoticeLate"]) == ([1.0], [1.0])
    kinds = [one.kind for one in practice.store.events(intake_id)]
    assert EventKind.CHECK_IN_DUE in kinds
    assert EventKind.RESCREEN_DUE in kinds


def test_whoever_waits_no_more_is_forgotten_before_anybody_is_placed(swept, practice):
    intake_id = practice.waiting()
    gone = Step(EventKind.REVIEW_NEEDED, SYSTEM, practice.now)
    take(practice.store, intake_id, lambda _: gone)
    swept()
    assert practice.seats.waiting() == ()
