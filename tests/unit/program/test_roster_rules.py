"""The rules that a roster keeps: one breach a rule, by entry and field."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rosters import EVENING, FIRST, MEDICATION, OKAFOR, RIVERA, ROSTER
from threshold.intake.submission import Track, Weekday
from threshold.program.roster import Licence, Roster, Session, Slot, SlotKind
from threshold.program.roster_parts import Part
from threshold.program.roster_rules import Limits, breaches

LIMITS = Limits(date(2026, 1, 5), payers=frozenset({"99991"}))
NOON = datetime(2026, 3, 2, 18, tzinfo=UTC)


def broken(
    new: Roster, known: Roster = ROSTER, limits: Limits = LIMITS
) -> list[tuple[object, ...]]:
    return [(one.part, one.id, *one.loc) for one in breaches(new, known, limits)]


def of_cohort(**changes: object) -> list[tuple[object, ...]]:
    return [loc[2:] for loc in broken(Roster(cohorts=(replace(EVENING, **changes),)))]


def of_clinician(**changes: object) -> list[tuple[object, ...]]:
    return [loc[2:] for loc in broken(Roster(clinicians=(replace(RIVERA, **changes),)))]


def sessions(*times: tuple[Weekday, time, time], clinician: str = "rivera") -> tuple[Session, ...]:
    return tuple(Session(*one, clinician) for one in times)


def test_a_roster_that_keeps_the_rules_breaks_none_over_nothing_or_over_itself():
    assert broken(ROSTER, Roster()) == broken(ROSTER, ROSTER) == []


@pytest.mark.parametrize(
    ("ends", "fits"),
    [
        ((time(12), time(12), time(11, 59)), False),
        ((time(12), time(12), time(12)), True),
        ((time(15), time(15), time(16)), True),
        ((time(15), time(15), time(16, 1)), False),
    ],
)
def test_a_group_meets_9_to_19_hours_a_week(ends, fits):
    days = (Weekday.TUESDAY, Weekday.WEDNESDAY, Weekday.THURSDAY)
    made = sessions(*((day, time(9), end) for day, end in zip(days, ends, strict=True)))
    known = replace(ROSTER, cohorts=())
    found = broken(Roster(cohorts=(replace(EVENING, sessions=made),)), known)
    assert found == ([] if fits else [(Part.COHORTS, "evening-1", "sessions")])


@pytest.mark.parametrize(
    ("changes", "loc"),
    [
        ({"track": Track.COUPLES}, ("track",)),
        ({"capacity": 13}, ("capacity",)),
        ({"starts": (date(2026, 1, 6), date(2026, 1, 9))}, ("starts", 1)),
        (
            {"sessions": (*EVENING.sessions[:2], replace(EVENING.sessions[2], clinician="x"))},
            ("sessions", 2, "clinician"),
        ),
        (
            {"sessions": (*EVENING.sessions, replace(EVENING.sessions[0], ends=time(18, 30)))},
            ("sessions", 3),
        ),
    ],
)
def test_a_rule_of_groups_names_the_field_that_breaks_it(changes, loc):
    assert of_cohort(**changes) == [loc]


def test_a_session_ends_on_the_day_it_starts():
    late = replace(EVENING.sessions[0], starts=time(22), ends=time(1))
    found = of_cohort(sessions=(late, *EVENING.sessions))
    assert ("sessions", 0, "ends") in found


def test_the_deployer_says_how_many_a_group_may_have():
    small = replace(LIMITS, most_in_group=10)
    assert broken(Roster(cohorts=(EVENING,)), limits=small) == [
        (Part.COHORTS, "evening-1", "capacity")
    ]


@pytest.mark.parametrize(("taken", "fits"), [(12, True), (13, False)])
def test_a_group_keeps_a_seat_for_everybody_who_has_one(taken, fits):
    limits = replace(LIMITS, taken={"evening-1": taken})
    found = broken(Roster(cohorts=(EVENING,)), limits=limits)
    assert found == ([] if fits else [(Part.COHORTS, "evening-1", "capacity")])


@pytest.mark.parametrize(
    ("zone", "skipped"),
    [
        ("America/Chicago", "2026-03-08"),
        ("Europe/Berlin", "2026-03-29"),
        ("America/Phoenix", None),
        ("Pacific/Honolulu", None),
    ],
)
def test_a_session_at_a_time_that_clocks_skip_is_named_with_the_day(zone, skipped):
    night = sessions((Weekday.SUNDAY, time(2, 30), time(3, 30)))
    cohort = replace(EVENING, zone=zone, sessions=(*EVENING.sessions, *night))
    found = [one.rule for one in breaches(Roster(cohorts=(cohort,)), ROSTER, LIMITS)]
    assert found == ([f"clocks in this zone skip this time on {skipped}"] if skipped else [])


@pytest.mark.parametrize(
    ("changes", "loc"),
    [
        ({"licences": (Licence(compact="NONE"),)}, ("licences", 0, "compact")),
        ({"licences": (Licence("IL"), Licence("IL", until=date(2027, 1, 1)))}, ("licences", 1)),
        ({"payers": frozenset({"99991", "EXA77"})}, ("payers",)),
    ],
)
def test_a_rule_of_clinicians_names_the_field_that_breaks_it(changes, loc):
    assert of_clinician(**changes) == [loc]


def test_where_payers_are_not_known_any_will_do():
    person = replace(RIVERA, payers=frozenset({"EXA77"}))
    assert broken(Roster(clinicians=(person,)), limits=Limits(LIMITS.today)) == []


@pytest.mark.parametrize(
    ("slot", "loc"),
    [
        (Slot("s", "nobody", SlotKind.FIRST, NOON, 60), ("clinician",)),
        (Slot("s", "rivera", SlotKind.PRESCRIBER, NOON, 60), ("kind",)),
        (Slot("s", "rivera", SlotKind.COUPLES, NOON, 60), ("kind",)),
        (replace(FIRST, minutes=45), ("id",)),
        (replace(FIRST, id="s", starts_at=FIRST.starts_at + timedelta(minutes=59)), ("starts",)),
    ],
)
def test_a_rule_of_appointments_names_the_field_that_breaks_it(slot, loc):
    assert broken(Roster(slots=(slot,))) == [(Part.SLOTS, slot.id, *loc)]


def test_appointments_may_follow_each_other_at_once():
    after = replace(FIRST, id="s", starts_at=FIRST.starts_at + timedelta(minutes=FIRST.minutes))
    assert broken(Roster(slots=(after,))) == []


def test_two_clinicians_have_appointments_at_one_time():
    same = Slot("s", "okafor", SlotKind.FIRST, FIRST.starts_at, 60)
    assert broken(Roster(slots=(same,))) == []


def test_the_later_of_two_groups_of_one_clinician_is_the_one_that_is_wrong():
    other = replace(EVENING, id="other")
    found = broken(Roster(cohorts=(EVENING, other)), Roster(clinicians=(RIVERA,)))
    assert found == [(Part.COHORTS, "other", "sessions", place) for place in range(3)]


def test_a_changed_group_is_wrong_where_it_overlaps_one_that_stays():
    known = Roster((EVENING, replace(EVENING, id="other", sessions=())), (RIVERA,))
    earlier = Roster(cohorts=(replace(EVENING, id="other"),))
    assert {one[1] for one in broken(earlier, known)} == {"other"}


def test_zones_that_change_their_clocks_on_different_days_are_looked_at_all_year():
    """19:00 in Phoenix is 20:00 in Chicago in winter, and 21:00 in summer."""
    days = (Weekday.TUESDAY, Weekday.WEDNESDAY, Weekday.THURSDAY)
    phoenix = sessions(*((day, time(19), time(22)) for day in days))
    chicago = sessions(*((day, time(17), time(20)) for day in days))
    first = replace(EVENING, zone="America/Phoenix", sessions=phoenix)
    second = replace(EVENING, id="other", sessions=chicago)
    assert broken(Roster(cohorts=(first, second))) == []
    later = replace(second, sessions=sessions(*((day, time(17), time(20, 30)) for day in days)))
    assert len(broken(Roster(cohorts=(first, later)))) == 3


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=12))
def test_slots_are_called_overlapping_exactly_where_two_of_them_are(places):
    slots = tuple(
        Slot(f"s{n}", "rivera", SlotKind.FIRST, NOON + timedelta(minutes=10 * at), 10 * long)
        for n, (at, long) in enumerate(places)
    )
    wrong = {one[1] for one in broken(Roster(slots=slots), Roster(clinicians=(RIVERA, OKAFOR)))}
    expected = {
        f"s{n}"
        for n, (at, long) in enumerate(places)
        if any(at < begun + lasts and begun < at + long for begun, lasts in places[:n])
    }
    assert wrong == expected


def test_medication_is_given_by_who_may_prescribe():
    assert broken(Roster(slots=(replace(MEDICATION, id="s", starts_at=NOON),))) == []
