"""Rosters in files: YAML and tables are read alike, and every fault is named at once."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.clinic import ROOT
from tests.rosters import RIVERA, ROSTER
from threshold.program.roster import Roster
from threshold.program.roster_entries import MOST_BYTES, File, Unusable
from threshold.program.roster_file import read_roster
from threshold.program.roster_parts import Part, entries
from threshold.program.roster_rules import Limits
from threshold.program.roster_writing import to_csv, to_yaml

LIMITS = Limits(date(2026, 1, 5))
COHORTS = (
    "id,name,track,zone,sessions,capacity,starts\n"
    "g1,Group,trauma,America/Denver,"
    "mon 9:00-12:00 rivera | tue 9:00-12:00 rivera | fri 9:00-12:00 rivera,10,2026-01-09\n"
)
SLOTS = "clinician,kind,starts,zone,minutes\n"


def read(*files: tuple[str, str | bytes], known: Roster = ROSTER) -> Roster:
    made = [File(name, text.encode() if isinstance(text, str) else text) for name, text in files]
    return read_roster(made, LIMITS, known)


def faults(*files: tuple[str, str | bytes], known: Roster = ROSTER) -> list[str]:
    with pytest.raises(Unusable) as raised:
        read(*files, known=known)
    return [str(fault) for fault in raised.value.faults]


def slot_starts(starts: str, zone: str = "") -> datetime:
    return read(("s.csv", f"{SLOTS}rivera,first,{starts},{zone},45\n")).slots[0].starts_at


def test_the_example_in_the_documentation_is_a_roster():
    text = (ROOT / "docs/scheduling-roster.md").read_text(encoding="utf-8")
    example = text.split("```yaml\n")[1].split("```")[0]
    roster = read(("example.yaml", example), known=Roster())
    assert [len(entries(roster, part)) for part in Part] == [1, 1, 1, 2]


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Pacific/Honolulu"])
def test_what_is_written_as_yaml_is_read_as_the_same_roster(zone):
    written = to_yaml(ROSTER, ZoneInfo(zone))
    assert read(("roster.yaml", written), known=Roster()) == ROSTER


@pytest.mark.parametrize("payers", [None, frozenset(), frozenset({"99991", "99992"})])
def test_what_is_written_as_tables_is_read_as_the_same_roster(payers):
    roster = replace(ROSTER, clinicians=(replace(RIVERA, payers=payers), ROSTER.clinicians[1]))
    assert read(*to_csv(roster).items(), known=Roster()) == roster


def test_a_part_without_entries_has_no_table():
    assert [*to_csv(Roster(clinicians=(RIVERA,)))] == ["clinicians.csv"]


@pytest.mark.parametrize(
    "as_saved",
    [
        COHORTS.encode("utf-8-sig"),
        COHORTS.replace("\n", "\r\n").encode(),
        COHORTS.replace(",", ";").encode(),
        COHORTS.replace(",", "\t").encode(),
        b"sep=;\r\n" + COHORTS.replace(",", ";").encode(),
        COHORTS.replace("Group,", '"Group",').encode(),
        COHORTS.replace("id,name", " ID ,Name").encode(),
        (COHORTS + ",,,,,,\n").encode(),
    ],
)
def test_a_table_is_read_however_a_spreadsheet_saved_it(as_saved):
    assert read(("groups.csv", as_saved)) == read(("groups.csv", COHORTS))


def test_a_quoted_cell_may_have_what_stands_between_cells():
    named = COHORTS.replace("Group,", '"Group, late",')
    assert read(("groups.csv", named)).cohorts[0].name == "Group, late"


def test_yaml_keeps_times_and_languages_as_they_are_written():
    text = to_yaml(ROSTER).replace("'18:00'", "18:00").replace("- es", "- no")
    roster = read(("roster.yml", text), known=Roster())
    assert f"{roster.cohorts[0].sessions[0].starts:%H:%M}" == "18:00"
    assert roster.clinicians[0].languages == {"en", "no"}


@pytest.mark.parametrize(
    ("starts", "zone", "at"),
    [
        ("2026-01-06 9:00", "America/Chicago", datetime(2026, 1, 6, 15, tzinfo=UTC)),
        ("2026-07-06 09:00", "America/Chicago", datetime(2026, 7, 6, 14, tzinfo=UTC)),
        ("2026-01-06T09:00-06:00", "", datetime(2026, 1, 6, 15, tzinfo=UTC)),
        ("2026-01-06T15:00Z", "", datetime(2026, 1, 6, 15, tzinfo=UTC)),
        ("2026-11-01 01:30-05:00", "America/Chicago", datetime(2026, 11, 1, 6, 30, tzinfo=UTC)),
        ("2026-11-01 01:30-06:00", "America/Chicago", datetime(2026, 11, 1, 7, 30, tzinfo=UTC)),
    ],
)
def test_an_appointment_is_a_moment_by_its_zone_or_its_offset(starts, zone, at):
    assert slot_starts(starts, zone) == at


@pytest.mark.parametrize(
    ("starts", "zone", "rule"),
    [
        ("2026-01-06 09:00", "", "zone: must be given where starts has no offset"),
        ("2026-03-08 02:30", "America/Chicago", "starts: clocks in its zone skip this time"),
        ("2026-11-01 01:30", "America/Chicago", "starts: comes twice when clocks go back"),
        ("2026-01-06 09:00-05:00", "America/Chicago", "starts: must have the offset that its zone"),
        ("1/6/2026 9:00", "America/Chicago", "starts: must be a date and a time of day"),
        ("2026-01-06 09:00", "Chicago", "zone: must be an IANA time zone"),
    ],
)
def test_an_appointment_that_is_no_moment_is_a_fault(starts, zone, rule):
    (fault,) = faults(("s.csv", f"{SLOTS}rivera,first,{starts},{zone},45\n"))
    assert fault.startswith("s.csv, line 2: ")
    assert rule in fault


def test_an_appointment_without_an_id_has_the_same_one_each_time_it_is_read():
    text = f"{SLOTS}rivera,first,2026-01-06 09:00,America/Chicago,45\n"
    assert read(("s.csv", text)).slots[0].id == "rivera-20260106t1500z"


def test_every_fault_of_every_file_is_told_at_once_with_its_line():
    bad = COHORTS.replace("trauma", "sports").replace(",10,", ",many,")
    yaml = "clinicians:\n  - id: A B\n    name: Kim Tester\n    licences:\n      - state: ZZ\n"
    found = faults(("groups.csv", bad), ("staff.yaml", yaml))
    assert [fault.partition(": must")[0].partition(": Input")[0] for fault in found] == [
        "groups.csv, line 2: track",
        "groups.csv, line 2: capacity",
        "staff.yaml, line 2: clinicians[0].id: String should match pattern "
        "'^[a-z0-9][a-z0-9-]{0,59}$'",
        "staff.yaml, line 5: clinicians[0].licences[0].state",
    ]


def test_no_fault_repeats_a_value():
    bad = COHORTS.replace("trauma", "SECRET").replace("rivera", "secret-id").replace("10", "SECRET")
    told = "\n".join(faults(("groups.csv", bad)))
    assert "secret" not in told.lower()


def test_a_group_is_not_called_wrong_for_a_clinician_whose_own_entry_is():
    staff = "id,name,licences\nnew-one,Kim Tester,ZZ\n"
    groups = COHORTS.replace("rivera", "new-one")
    (fault,) = faults(("staff.csv", staff), ("groups.csv", groups))
    assert fault.startswith("staff.csv, line 2: licences[0].state")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("slots: []\nslots: []\n", "line 2: slots: stands twice"),
        ("cohorts:\n  - id: a\n    id: b\n", "line 3: id: stands twice"),
        ("a: &x [1]\nslots: *x\n", "line 2: must not refer to another place of the file"),
        ("[" * 9 + "]" * 9, "line 1: is nested too deeply"),
        ("slots: @", "line 1: must be one YAML document"),
        ("slots: []\n---\nslots: []\n", "line 2: must be one YAML document"),
        ("slots: {a: 1}\n", "line 1: slots: must be a list"),
        ("compacts: [a]\n", "line 1: compacts: must have the states of each compact by its name"),
        ("groups: []\n", "line 1: groups: is no part of a roster"),
        ("? [a]\n: 1\n", "line 1: must have names as its fields"),
        ("slots:\n  - text\n", "line 2: slots[0]: must have fields by name"),
        ("", "line 1: must have one or more of compacts, clinicians, cohorts, slots"),
    ],
)
def test_yaml_that_says_things_twice_or_by_reference_is_refused(text, fault):
    assert f"r.yaml, {fault}" in faults(("r.yaml", text))


def test_a_small_file_that_stands_for_a_huge_one_is_refused_before_it_is_unfolded():
    bomb = "\n".join(
        ["a0: &a0 [x]", *(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}]" for n in range(1, 40))]
    )
    assert faults(("r.yaml", bomb))[0] == (
        "r.yaml, line 2: must not refer to another place of the file"
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a,b\n1,2\n", "line 1: must name its columns in the first line"),
        ("", "line 1: must name its columns in the first line"),
        ("compact,states,more\nX,CO,1\n", "line 1: more: is no column of compacts"),
        ("compact,states,states\nX,CO,NV\n", "line 1: states: stands twice"),
        ("compact,states\nPACT,CO,NV\n", "line 2: must have 2 cells, as the first line has"),
        ('compact,states\n"PACT,CO\n', "line 1: must be a table whose quotation marks are closed"),
        ("compact,states\nPACT,\n", "line 2: states: Field required"),
        ("compact,states\n\nPACT,CO|CO\n", "line 3: states: must not name anything twice"),
        (
            COHORTS.replace("mon 9:00-12:00", "mon at nine"),
            "line 2: sessions: must be written as in",
        ),
        (COHORTS.replace("mon 9:00", "mon 9:75"), "line 2: sessions[0].starts: must be a time"),
        (
            COHORTS.replace("mon ", "moon "),
            "line 2: sessions[0].weekday: must be a day of the week",
        ),
        ("id,name,licences\na,Kim Tester,IL to 2027\n", "line 2: licences: must be written as in"),
        ("id,name,licences\na,=Kim,IL\n", "line 2: name: String should match pattern"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_by_line_and_column(text, fault):
    assert [one for one in faults(("t.csv", text)) if one.startswith(f"t.csv, {fault}")]


def test_a_line_is_counted_over_cells_with_several_lines():
    text = 'compact,states\n"PACT","CO\n"\nPACT2,ZZ\n'
    (fault,) = faults(("t.csv", text))
    assert fault.startswith("t.csv, line 4: states[0]")


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        (("r.xlsx", "x"), "r.xlsx, line 1: must be a .yaml, .yml or .csv file"),
        (("r.csv", b"compact,states\nPACT,\xff\n"), "r.csv, line 2: must be UTF-8 text"),
        (
            ("r.csv", "compact,states\nPA\ufffd,CO\n"),
            "r.csv, line 2: has characters that were lost",
        ),
        (("r.csv", b"x" * (MOST_BYTES + 1)), "r.csv, line 1: all must have at most"),
    ],
)
def test_a_file_that_is_no_text_of_ours_is_refused(file, fault):
    (told,) = faults(file)
    assert told.startswith(fault)


def test_an_id_stands_once_in_all_the_files():
    found = faults(("a.csv", COHORTS), ("b.csv", COHORTS))
    assert found == ["b.csv, line 2: id: stands twice"]
