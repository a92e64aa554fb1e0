from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.builders import blank
from tests.clinic import CLINIC
from threshold.intake.life_cycle import Status, Worklist
from threshold.use_cases.what_next import Next, next_step

CHICAGO, NEW_YORK = ZoneInfo("America/Chicago"), ZoneInfo("America/New_York")
MONDAY = datetime(2026, 11, 23, 12, tzinfo=CHICAGO)
END_OF_TUESDAY = datetime(2026, 11, 24, 23, 59, 59, tzinfo=CHICAGO)
"""The program's office closes at eight in the evening, in Chicago."""


def step(status, worklist, due_at=None, now=MONDAY, there=CHICAGO, created_at=MONDAY):
    record = blank(status=status, worklist=worklist, due_at=due_at, created_at=created_at)
    return next_step(record, CLINIC.program, there, now)


@pytest.mark.parametrize(
    ("status", "worklist", "kind"),
    [
        (Status.SUBMITTED, Worklist.IN_PROGRESS, Next.CONTACT),
        (Status.ASSESSED, Worklist.IN_PROGRESS, Next.CONTACT),
        (Status.VERIFYING, Worklist.IN_PROGRESS, Next.CONTACT),
        (Status.IN_REVIEW, Worklist.REVIEW, Next.CONTACT),
        (Status.IN_REVIEW, Worklist.VERIFY_BY_PHONE, Next.CONTACT),
        (Status.IN_REVIEW, Worklist.FIX_IT, Next.ASKED),
        (Status.IN_REVIEW, Worklist.CRISIS, Next.SAFETY_CALL),
        (Status.ACCEPTED, Worklist.SCHEDULING, Next.APPOINTMENT),
        (Status.OFFERED, Worklist.SCHEDULING, Next.OFFER),
        (Status.SCHEDULED, None, Next.SET),
        (Status.REFERRED, Worklist.REFERRAL, Next.ELSEWHERE),
        (Status.NOT_SERVED, Worklist.REFERRAL, Next.ELSEWHERE),
        (Status.REFERRED, None, Next.TOLD),
        (Status.WITHDRAWN, None, Next.STOPPED),
    ],
)
def test_what_happens_next_by_where_an_intake_stands(status, worklist, kind):
    assert step(status, worklist).kind is kind


def test_a_doubt_about_the_person_and_one_about_the_plan_look_the_same():
    both = (step(Status.IN_REVIEW, one) for one in (Worklist.REVIEW, Worklist.VERIFY_BY_PHONE))
    assert len(set(both)) == 1


@pytest.mark.parametrize(
    ("due_at", "there", "by"),
    [
        (END_OF_TUESDAY, CHICAGO, "2026-11-24T20:00-06:00"),
        (END_OF_TUESDAY, NEW_YORK, "2026-11-24T21:00-05:00"),
        (END_OF_TUESDAY.replace(tzinfo=NEW_YORK), NEW_YORK, "2026-11-24T21:00-05:00"),
        (MONDAY + timedelta(minutes=15), CHICAGO, "2026-11-23T12:15-06:00"),
        (None, CHICAGO, "2026-11-24T20:00-06:00"),
    ],
)
def test_a_promise_ends_with_the_office_hours_of_its_day(due_at, there, by):
    found = step(Status.IN_REVIEW, Worklist.REVIEW, due_at, there=there).by
    assert (found, found.isoformat(timespec="minutes")) == (datetime.fromisoformat(by), by)


@pytest.mark.parametrize(("hours", "late"), [(20, False), (32, False), (33, True)])
def test_what_was_promised_and_not_done_is_late(hours, late):
    now = MONDAY + timedelta(hours=hours)
    assert step(Status.IN_REVIEW, Worklist.REVIEW, END_OF_TUESDAY, now).late is late


@pytest.mark.parametrize(
    ("status", "worklist"),
    [(Status.IN_REVIEW, Worklist.FIX_IT), (Status.WITHDRAWN, None), (Status.SCHEDULED, None)],
)
def test_nothing_is_promised_where_the_person_has_the_next_word(status, worklist):
    found = step(status, worklist, END_OF_TUESDAY, MONDAY + timedelta(days=30))
    assert (found.by, found.late) == (None, False)
