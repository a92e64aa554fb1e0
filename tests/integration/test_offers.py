"""Somebody answers an offer on the deployed template: their page, their seat, their calendar."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import icalendar
import pytest

from tests.cloud import Cloud
from tests.form_filler import hidden
from tests.integration.form_over_http import RemoteFiller
from tests.integration.waiting import wait_for
from tests.seating import CLINICIAN, appointment, cohort, offered, seat, slot
from tests.unit.web.owners import CANDIDATE
from threshold.errors import Conflict
from threshold.intake.change import Step
from threshold.intake.life_cycle import EventKind, Role, Status
from threshold.intake.record import Actor
from threshold.store.dynamodb import DynamoDBStore
from threshold.store.seats import DynamoDBSeats
from threshold.use_cases.stepping import take

CLARA = Actor(Role.CLINICIAN, "clara")
SETTLED = (Status.ACCEPTED, Status.IN_REVIEW)


@pytest.fixture(scope="module")
def store(cloud: Cloud) -> DynamoDBStore:
    return DynamoDBStore(cloud.client("dynamodb"), cloud.outputs.table)


@pytest.fixture(scope="module")
def seats(cloud: Cloud) -> DynamoDBSeats:
    return DynamoDBSeats(cloud.client("dynamodb"), cloud.outputs.table)


@pytest.fixture
def person(cloud: Cloud, store: DynamoDBStore, seats: DynamoDBSeats) -> RemoteFiller:
    """Somebody to whom a seat was offered, if by a clinician's acceptance."""
    person = RemoteFiller(said=CANDIDATE | {"location.state": ("TX",)}).on(cloud)
    person.fill_in()
    person.send()
    intake_id = person.draft.intake_id
    found = wait_for(lambda: store.load(intake_id), lambda one: one.status in SETTLED)
    if found.status is Status.IN_REVIEW:
        step = Step(EventKind.ACCEPTED, CLARA, datetime.now(UTC))
        take(store, intake_id, lambda _: step)
    wait_for(lambda: offer(intake_id, store, seats), bool)
    return person


def offer(intake_id: str, store: DynamoDBStore, seats: DynamoDBSeats) -> bool:
    """Offer them a seat of a group of their own, unless the system writes at this moment."""
    group, place = uuid4().hex, uuid4().hex
    seats.put_cohort(cohort(group, closed=True))
    seats.put_clinician(CLINICIAN)
    seats.put_slots([slot(place, starts_at=appointment().starts_at)])
    held = seat(intake_id, place, group, hold_until=datetime.now(UTC) + timedelta(hours=1))
    try:
        seats.hold([offered(store.load(intake_id))], [held])
    except Conflict:
        return False
    return True


def test_it_is_taken_on_their_page_and_put_into_their_calendar(
    person: RemoteFiller, store: DynamoDBStore, seats: DynamoDBSeats
):
    intake_id = person.draft.intake_id
    page = person.site.ask("GET", "/apply/offer").data.decode()
    press = {"csrf": hidden(page, "csrf"), "number": hidden(page, "number"), "go": "take"}
    for _ in range(2):
        assert person.site.ask("POST", "/apply/offer", press).status == 303
    assert store.load(intake_id).status is Status.SCHEDULED
    taken = seats.seat_of(intake_id)
    assert taken is not None
    assert taken.hold_until is None
    file = person.site.ask("GET", "/apply/calendar.ics")
    assert file.headers["Content-Type"].startswith("text/calendar")
    assert file.headers["Cache-Control"] == "no-store"
    first, *weekly = icalendar.Calendar.from_ical(file.data.decode()).walk("VEVENT")
    assert first["DTSTART"].dt == taken.first.starts_at
    assert all("RRULE" in one for one in weekly)


def test_it_is_let_go_on_their_page_and_they_wait_again(person: RemoteFiller, store: DynamoDBStore):
    page = person.site.ask("GET", "/apply/offer").data.decode()
    press = {"csrf": hidden(page, "csrf"), "number": hidden(page, "number")}
    person.site.ask("POST", "/apply/offer", press | {"go": "decline_other"})
    assert store.load(person.draft.intake_id).status is Status.ACCEPTED
