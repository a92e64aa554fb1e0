"""Keeping the roster: imports and changes, each written down before it is made."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest

from tests.clinic import CLINIC
from tests.roster_on_paper import SeatsOnPaper
from tests.rosters import EVENING, FIRST, MORNING, RIVERA, ROSTER
from threshold.errors import Conflict, Retryable, Unknown
from threshold.intake.life_cycle import Role
from threshold.program.roster import Clinician, Cohort, Roster
from threshold.program.roster_entries import File, Unusable
from threshold.program.roster_file import read_roster
from threshold.program.roster_parts import Part
from threshold.program.roster_writing import to_yaml
from threshold.scheduling.ports import Gone
from threshold.scheduling.seat import Appointment, Seat
from threshold.staff.trail import Deed, DeedKind, Subject
from threshold.store.trail import MemoryTrail
from threshold.use_cases.roster_keeping import (
    Broken,
    Keeper,
    Overtaken,
    RosterDesk,
    add,
    add_slots,
    carry_out,
    change,
    fingerprint,
    planned,
    remove_slot,
)

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
LATE = replace(
    EVENING, id="late", sessions=tuple(replace(one, clinician="okafor") for one in EVENING.sessions)
)
SAM = Keeper("sam", frozenset({Role.SUPERVISOR}))


@pytest.fixture
def seats():
    return SeatsOnPaper(ROSTER)


@pytest.fixture
def desk(seats):
    numbers = count()
    return RosterDesk(
        seats,
        MemoryTrail(),
        CLINIC.program,
        12,
        read_roster,
        lambda: NOW,
        lambda: f"{next(numbers):04}",
    )


def deeds(desk: RosterDesk) -> list[Deed]:
    return [*reversed(desk.trail.of(Subject.ROSTER, "2026-01", 50))]


def kinds(desk: RosterDesk) -> list[DeedKind]:
    return [one.kind for one in deeds(desk)]


def files(roster: Roster) -> list[File]:
    return [File("roster.yaml", to_yaml(roster).encode())]


def seated(number: int = 1, cohort: str = "evening-1") -> list[Seat]:
    first = Appointment("first-1", "rivera", FIRST.starts_at, 60)
    return [Seat(f"i{n}", 1, cohort, date(2026, 1, 6), None, first) for n in range(number)]


def test_a_roster_that_is_imported_is_the_roster(desk, seats):
    seats.roster = Roster()
    carry_out(planned(files(ROSTER), desk, close_missing=False), SAM, desk)
    assert seats.roster == ROSTER


def test_importing_twice_writes_nothing_down_and_nothing_else(desk, seats):
    carry_out(planned(files(ROSTER), desk, close_missing=True), SAM, desk)
    assert (seats.writes, deeds(desk)) == (0, [])


def test_planning_stores_nothing(desk, seats):
    smaller = Roster(cohorts=(replace(EVENING, capacity=9),))
    assert planned(files(smaller), desk, close_missing=True)
    assert (seats.writes, deeds(desk)) == (0, [])


def test_an_import_is_written_down_with_how_much_it_changes(desk):
    new = replace(ROSTER, cohorts=(replace(EVENING, capacity=9),))
    carry_out(planned(files(new), desk, close_missing=True), SAM, desk)
    (deed,) = deeds(desk)
    assert (deed.kind, deed.name, deed.roles) == (DeedKind.ROSTER_IMPORTED, "sam", ("supervisor",))
    assert deed.details == {"compacts": "0", "clinicians": "0", "cohorts": "2", "slots": "0"}


def test_what_cannot_be_written_down_is_not_done(desk, seats, monkeypatch):
    def fails(*_: object) -> None:
        raise Retryable("busy")

    monkeypatch.setattr(desk.trail, "write", fails)
    plan = planned(files(replace(ROSTER, cohorts=(MORNING,))), desk, close_missing=True)
    changed = replace(EVENING, capacity=9)
    for act in (
        lambda: carry_out(plan, SAM, desk),
        lambda: change(changed, fingerprint(EVENING), SAM, desk),
        lambda: remove_slot(FIRST, SAM, desk),
        lambda: add_slots([replace(FIRST, id="s", starts_at=NOW + timedelta(days=9))], SAM, desk),
    ):
        with pytest.raises(Retryable):
            act()
    assert seats.writes == 0


def test_compacts_that_the_files_do_not_name_stay(desk, seats):
    other = Roster(compacts={"OTHER": frozenset({"UT"})})
    carry_out(planned(files(other), desk, close_missing=False), SAM, desk)
    assert seats.roster.compacts == {**ROSTER.compacts, **other.compacts}


def test_files_may_name_whom_the_roster_has_already(desk):
    only = Roster(cohorts=(replace(EVENING, capacity=9),))
    assert planned(files(only), desk, close_missing=False)


def test_files_that_take_seats_from_people_are_refused_before_anything_is_stored(desk, seats):
    seats.seats = seated(10)
    small = Roster(cohorts=(replace(EVENING, capacity=9),))
    with pytest.raises(Unusable) as raised:
        planned(files(small), desk, close_missing=False)
    assert raised.value.faults[0].field == "cohorts[0].capacity"


def test_seats_that_are_taken_between_plan_and_import_are_kept(desk, seats):
    smaller = Roster(cohorts=(replace(EVENING, capacity=9),))
    plan = planned(files(smaller), desk, close_missing=False)
    seats.seats = seated(10)
    with pytest.raises(Conflict):
        carry_out(plan, SAM, desk)
    assert seats.roster == ROSTER
    assert kinds(desk) == [DeedKind.ROSTER_IMPORTED, DeedKind.ROSTER_NOT_CHANGED]


def test_a_group_is_changed_and_its_fields_are_written_down_without_what_was_in_them(desk, seats):
    after = replace(EVENING, capacity=9, closed=True)
    change(after, fingerprint(EVENING), SAM, desk)
    assert seats.roster.cohorts[0] == after
    (deed,) = deeds(desk)
    assert deed.details == {"id": "evening-1", "fields": "capacity, closed"}


def test_a_change_of_nothing_is_not_written_down(desk):
    change(RIVERA, fingerprint(RIVERA), SAM, desk)
    assert deeds(desk) == []


def test_who_saw_what_is_not_so_any_more_is_told_and_changes_nothing(desk, seats):
    change(replace(EVENING, capacity=9), fingerprint(EVENING), SAM, desk)
    with pytest.raises(Overtaken):
        change(replace(EVENING, capacity=5), fingerprint(EVENING), SAM, desk)
    assert seats.roster.cohorts[0].capacity == 9


def test_who_is_overtaken_at_the_last_moment_is_told_as_well(desk, seats, monkeypatch):
    put = seats.put_cohort

    def after_another(cohort: Cohort, seen: Cohort | None = None) -> None:
        put(replace(EVENING, capacity=11))
        put(cohort, seen)

    monkeypatch.setattr(seats, "put_cohort", after_another)
    with pytest.raises(Overtaken):
        change(replace(EVENING, capacity=9), fingerprint(EVENING), SAM, desk)
    assert seats.roster.cohorts[0].capacity == 11
    assert kinds(desk) == [DeedKind.COHORT_CHANGED, DeedKind.ROSTER_NOT_CHANGED]


def test_a_change_that_breaks_a_rule_is_not_made(desk, seats):
    with pytest.raises(Broken) as raised:
        change(replace(EVENING, capacity=13), fingerprint(EVENING), SAM, desk)
    assert [(one.part, one.loc) for one in raised.value.breaches] == [(Part.COHORTS, ("capacity",))]
    assert (seats.writes, deeds(desk)) == (0, [])


def test_what_is_not_there_cannot_be_changed(desk):
    other = replace(EVENING, id="other")
    with pytest.raises(Unknown):
        change(other, fingerprint(other), SAM, desk)


def test_a_group_and_a_clinician_are_added_and_written_down_first(desk, seats):
    sol = replace(RIVERA, id="sol")
    add(sol, SAM, desk)
    add(LATE, SAM, desk)
    assert seats.roster.clinicians[-1] == sol
    assert seats.roster.cohorts[-1] == LATE
    assert kinds(desk) == [DeedKind.CLINICIAN_ADDED, DeedKind.COHORT_ADDED]
    assert [deed.details for deed in deeds(desk)] == [{"id": "sol"}, {"id": "late"}]


@pytest.mark.parametrize("entry", [EVENING, RIVERA], ids=["group", "clinician"])
def test_an_id_that_is_taken_is_not_given_twice(desk, seats, entry):
    with pytest.raises(Broken) as raised:
        add(replace(entry, name="Another"), SAM, desk)
    assert [one.loc for one in raised.value.breaches] == [("id",)]
    assert (seats.writes, deeds(desk)) == (0, [])


@pytest.mark.parametrize("made", [LATE, replace(RIVERA, id="sol")], ids=["group", "clinician"])
def test_of_two_who_add_the_same_at_once_the_second_is_told(desk, seats, monkeypatch, made):
    put = seats.add

    def after_another(one: Cohort | Clinician) -> None:
        put(replace(made, name="First"))
        put(one)

    monkeypatch.setattr(seats, "add", after_another)
    with pytest.raises(Broken) as raised:
        add(made, SAM, desk)
    assert [one.loc for one in raised.value.breaches] == [("id",)]
    assert {one.name for one in (*seats.roster.cohorts, *seats.roster.clinicians)} >= {"First"}
    assert kinds(desk)[-1] is DeedKind.ROSTER_NOT_CHANGED


def test_a_group_that_breaks_a_rule_is_not_added(desk, seats):
    with pytest.raises(Broken) as raised:
        add(replace(LATE, capacity=13), SAM, desk)
    assert [(one.part, one.loc) for one in raised.value.breaches] == [(Part.COHORTS, ("capacity",))]
    assert (seats.writes, deeds(desk)) == (0, [])


def test_several_appointments_are_added_at_once(desk, seats):
    more = [replace(FIRST, id=f"s{n}", starts_at=NOW + timedelta(days=9 + n)) for n in range(3)]
    add_slots(more, SAM, desk)
    assert {one.id for one in seats.roster.slots} >= {"s0", "s1", "s2", "first-1"}
    assert deeds(desk)[0].details == {"count": "3", "id": "rivera"}


def test_of_appointments_of_which_one_is_not_ahead_none_is_added(desk, seats):
    slots = [replace(FIRST, id=f"s{n}", starts_at=NOW - timedelta(days=n)) for n in (0, -9)]
    with pytest.raises(Broken) as raised:
        add_slots(slots, SAM, desk)
    assert [one.id for one in raised.value.breaches] == ["s0"]
    assert seats.writes == 0


def test_an_appointment_that_nobody_holds_is_taken_away(desk, seats):
    remove_slot(FIRST, SAM, desk)
    assert [one.id for one in seats.roster.slots] == ["med-1"]
    assert deeds(desk)[0].details == {"id": "first-1"}


def test_an_appointment_that_somebody_holds_stays(desk, seats):
    seats.seats = seated()
    with pytest.raises(Gone):
        remove_slot(FIRST, SAM, desk)
    assert seats.roster == ROSTER
    assert kinds(desk) == [DeedKind.SLOT_REMOVED, DeedKind.ROSTER_NOT_CHANGED]
