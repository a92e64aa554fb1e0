"""What a seat costs of the table: an offer, taking it, and a round in which many wait in vain."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from time import perf_counter

from local.bench.dynamodb import TABLE, Database
from local.bench.journey import travelling
from local.bench.meter import Meter
from local.bench.table import Figure
from local.roster import practice_roster
from threshold.edge import wiring
from threshold.intake.record import PATIENT, Tier
from threshold.intake.submission import Track
from threshold.scheduling.seat import Seat
from threshold.scheduling.seeker import Seeker
from threshold.store.dynamodb import DynamoDBStore
from threshold.store.seats import DynamoDBSeats
from threshold.use_cases.seating.answering_offer import accept_offer
from threshold.use_cases.seating.round import run_round

WAITING, COHORTS = 300, 60
_ANY_VERSION = 10**6


def figures(database: Database) -> list[Figure]:
    """Of one person offered a seat while nobody else waits, and of a round when all is taken."""
    meter, seats = Meter(), DynamoDBSeats(database.client, TABLE)
    with meter.reading(database.client), travelling(database, meter) as traveller:
        for one in seats.waiting():
            seats.stop_waiting(one.intake_id, _ANY_VERSION)
        _open(seats, places=1)
        (schedule,) = [one for one in traveller.travel() if one.function == "schedule"]
        written = sum(one.write for one in schedule.charges)
        rows = _rows("accepted to offered", written, sum(one.read for one in schedule.charges))
        held = _the_offer(seats)
        meter.reset()
        store, now = DynamoDBStore(database.client, TABLE), datetime.now(UTC)
        accept_offer(held.intake_id, held.number, PATIENT, store, seats, now)
        rows += _rows("offered to taken", meter.write, meter.read)
        return [*rows, *_round(seats, meter)]


def _rows(done: str, written: float, read: float) -> list[Figure]:
    return [
        Figure(f"a seat, {done}: written", written, "units"),
        Figure(f"a seat, {done}: read", read, "units", 1),
    ]


def _open(seats: DynamoDBSeats, places: int) -> None:
    """Sixty cohorts and the practice roster's appointments."""
    roster = practice_roster(datetime.now(UTC).date())
    for clinician in roster.clinicians:
        seats.put_clinician(clinician)
    for number in range(COHORTS):
        model = roster.cohorts[number % len(roster.cohorts)]
        seats.put_cohort(replace(model, id=f"cohort-{number}", capacity=places))
    seats.put_slots(roster.slots)


def _the_offer(seats: DynamoDBSeats) -> Seat:
    held = [seat for number in range(COHORTS) for seat in seats.seats_in(f"cohort-{number}")]
    if len(held) != 1:
        raise RuntimeError(f"{len(held)} seats were offered to one person")
    return held[0]


def _round(seats: DynamoDBSeats, meter: Meter) -> Iterator[Figure]:
    """The reads of a round do not grow with how many are placed, so nobody is: in no group's
    language."""
    now = datetime.now(UTC)
    for number in range(WAITING):
        seats.wait(
            Seeker(
                intake_id=f"waiting{number:019}",
                version=5,
                tier=Tier.P6,
                accepted_at=now,
                language="vi",
                tracks=(Track.MENTAL_HEALTH,),
                zone="America/Chicago",
                age=36,
                state="TX",
                payer="99991",
            )
        )
    meter.reset()
    began = perf_counter()
    found = run_round(wiring.seating_desk())
    took = perf_counter() - began
    if found.offered:
        raise RuntimeError("somebody was placed in a round in which nobody fits")
    name = f"a round, {WAITING} waiting, {COHORTS} cohorts"
    yield Figure(f"{name}: read", meter.read, "units", 1)
    yield Figure(f"{name}: written", meter.write, "units")
    yield Figure(f"{name}: time, the table's included", 1000 * took, "ms")
