"""A small roster to test with: two groups, two clinicians, two appointments, a compact."""

from datetime import UTC, date, datetime, time

from threshold.intake.submission import Track, Weekday
from threshold.program.roster import (
    Clinician,
    Cohort,
    Licence,
    Roster,
    Session,
    Slot,
    SlotKind,
    Specialty,
)

EVENINGS = (Weekday.TUESDAY, Weekday.WEDNESDAY, Weekday.THURSDAY)
RIVERA = Clinician(
    "rivera",
    "Robin Tester, LCSW",
    (Licence("IL"), Licence("WI", until=date(2026, 2, 1)), Licence(compact="PSYPACT")),
    frozenset({"en", "es"}),
    frozenset({Specialty.PAIN}),
)
OKAFOR = Clinician(
    "okafor",
    "Ada Tester, MD",
    (Licence("IL", until=date(2027, 1, 1)),),
    specialties=frozenset({Specialty.PRESCRIBER}),
    payers=frozenset({"99991"}),
)
EVENING = Cohort(
    "evening-1",
    "Evening group",
    Track.MENTAL_HEALTH,
    "America/Chicago",
    tuple(Session(day, time(18), time(21), "rivera") for day in EVENINGS),
    12,
    (date(2026, 1, 6), date(2026, 2, 3)),
)
MORNING = Cohort(
    "morning-1",
    "Morning group",
    Track.CHRONIC_PAIN,
    "America/New_York",
    tuple(Session(day, time(9), time(12, 30), "okafor") for day in EVENINGS),
    8,
    (),
    language="es",
    interpreter=True,
    accommodates_pain=True,
)
FIRST = Slot("first-1", "rivera", SlotKind.FIRST, datetime(2026, 1, 6, 16, tzinfo=UTC), 60)
MEDICATION = Slot(
    "med-1", "okafor", SlotKind.PRESCRIBER, datetime(2026, 1, 7, 20, 30, tzinfo=UTC), 30
)
ROSTER = Roster(
    (EVENING, MORNING), (RIVERA, OKAFOR), (FIRST, MEDICATION), {"PSYPACT": frozenset({"CO", "NV"})}
)
