"""The pages of the roster: what they show whom, and changing it without losing anything."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests.console_walker import Office
from tests.form_filler import hidden
from tests.rosters import EVENING, FIRST, MORNING, RIVERA, ROSTER
from threshold.console.roles import NotForRole
from threshold.console_pages.gate import Forged
from threshold.console_pages.visit import Upload
from threshold.errors import Unknown
from threshold.intake.submission import Track, Weekday
from threshold.program.roster import Clinician, Cohort, Licence, Session
from threshold.program.roster_writing import to_csv, to_yaml
from threshold.scheduling.seat import Appointment, Seat

HERE = "/console/roster"
COHORT, CLINICIAN = f"{HERE}/cohorts/evening-1", f"{HERE}/clinicians/rivera"
SLOTS, IMPORT = f"{CLINICIAN}/slots", f"{HERE}/import"
NEW_COHORT, NEW_CLINICIAN = f"{HERE}/new/cohort", f"{HERE}/new/clinician"
MON_TUE_THU = (Weekday.MONDAY, Weekday.TUESDAY, Weekday.THURSDAY)
LATE = {
    "name": "Late group",
    "id": "late",
    "track": "dual",
    "language": "es",
    "ages": "adult | older",
    "capacity": "8",
    "sessions": "mon 18:00-21:00 rivera\r\ntue 18:00-21:00 okafor\r\nthu 18:00-21:00 okafor\r\n",
    "starts": "2026-02-02",
    "interpreter": "true",
}
SMALLER = replace(ROSTER, cohorts=(replace(EVENING, capacity=9), MORNING))


@pytest.fixture
def office():
    made = Office()
    made.rostered.roster = ROSTER
    return made


@pytest.fixture
def seated(office):
    """Somebody with a seat in the evening group."""
    intake_id = office.practice.submit()
    first = Appointment("first-1", "rivera", FIRST.starts_at, 60)
    office.rostered.seats = [Seat(intake_id, 1, "evening-1", date(2026, 1, 6), None, first)]
    return intake_id


def upload(walker, *files, go="look", **form):
    csrf = hidden(walker.get(IMPORT).html, "csrf")
    posted = {"csrf": [csrf], "go": [go], **{name: [*values] for name, values in form.items()}}
    sent = tuple(Upload(name, text.encode()) for name, text in files)
    return walker._answered(replace(walker.request("POST", IMPORT, posted), files=sent))


def confirm(walker, shown, *files):
    names, texts = zip(*files, strict=True)
    seen = hidden(shown.html, "seen")
    return upload(walker, go="import", seen=[seen], file_name=names, file_text=texts)


def test_the_roster_shows_times_in_their_zone_and_the_seats_by_number(sam, seated):
    text = sam.see(HERE)
    assert "Tue, Wed, Thu, 6:00 to 9:00 PM Chicago time, now CST · 9 hours a week" in text
    assert "Tue, Wed, Thu, 9:00 AM to 12:30 PM New York time, now EST · 10.5 hours a week" in text
    assert "1 of 12" in text
    assert "0 of 8" in text
    assert "Tue Jan 6, 2026" in text


def test_a_group_that_is_closed_comes_last_and_says_so(office, sam):
    office.rostered.put_cohort(replace(EVENING, closed=True))
    text = sam.see(HERE)
    assert text.index("Morning group") < text.index("Evening group")
    assert "closed" in text[text.index("Evening group") : text.index("Clinicians")]


def test_an_empty_roster_says_that_it_is(office, sam):
    office.rostered.roster = replace(ROSTER, cohorts=(), clinicians=())
    assert "There is no group yet." in sam.see(HERE)


@pytest.mark.parametrize("role", ["admissions", "clinician", "supervisor"])
def test_who_sits_in_a_group_is_told_by_initials_to_who_cares_for_them(office, seated, role):
    html = office.staff("ana", role).get(COHORT).html
    assert f"/console/intakes/{seated}" in html
    assert "Tester," not in html.replace("Robin Tester,", "").replace("Ada Tester,", "")


@pytest.mark.parametrize("role", ["billing", "auditor"])
def test_who_sits_in_a_group_is_not_told_to_others(office, seated, role):
    walker = office.staff("bo", role)
    assert seated not in walker.get(COHORT).html + walker.get(CLINICIAN).html
    assert "1 of 12" in walker.see(COHORT)


def test_a_seat_that_is_held_is_told_as_an_offer(office, sam, seated):
    until = office.practice.now + timedelta(hours=20)
    office.rostered.seats = [replace(office.rostered.seats[0], hold_until=until)]
    assert "offered, held until" in sam.see(COHORT)


@pytest.mark.parametrize("role", ["clinician", "billing", "auditor"])
def test_who_only_reads_is_offered_no_form_and_may_post_none(office, role):
    walker = office.staff("bo", role)
    for path in (COHORT, CLINICIAN):
        html = walker.get(path).html
        assert 'id="work"' not in html
        with pytest.raises(NotForRole):
            walker.post(path, {"csrf": [hidden(html, "csrf")], "go": ["save"]})
    assert NEW_COHORT not in walker.get(HERE).html
    for path in (SLOTS, IMPORT, NEW_COHORT, NEW_CLINICIAN):
        with pytest.raises(NotForRole):
            walker.get(path)


def test_a_group_is_changed_as_its_form_says(office, sam):
    reply = sam.fill_in(
        COHORT, "save", capacity="9", starts="2026-02-03\r\n\r\n2026-01-06 ", closed="true"
    )
    assert reply.location == f"{HERE}?done=cohort#c-evening-1"
    assert office.rostered.roster.cohorts[0] == replace(EVENING, capacity=9, closed=True)
    assert "changed the group evening-1: capacity, closed" in sam.see(HERE)


def test_a_form_that_is_sent_as_it_came_changes_nothing(office, sam):
    for path in (COHORT, CLINICIAN):
        assert sam.fill_in(path, "save").location
    assert (office.rostered.roster, office.rostered.writes) == (ROSTER, 0)


@pytest.mark.parametrize(
    ("field", "written", "told"),
    [
        ("capacity", "many", "Seats: Input should be a valid integer"),
        ("capacity", "13", "Seats: must be at most 12"),
        ("starts", "2026-01-06\n2/3/2026", "Starts, line 2: must be a date, YYYY-MM-DD"),
        ("starts", "2026-01-09", "Starts, line 1: must be a day on which the group meets"),
        ("sessions", "tuesday evening", "Times: must be written as in: mon 18:00-21:00 rivera"),
        ("sessions", "tue 18:00-21:00 nobody", "Times, line 1: must be the id of a clinician"),
    ],
)
def test_what_breaks_a_rule_comes_back_with_all_that_was_written(office, sam, field, written, told):
    reply = sam.fill_in(COHORT, "save", **{"closed": "true", field: written})
    assert reply.status == 422
    assert told in reply.html
    assert written in reply.html
    assert 'value="true" checked' in reply.html
    assert office.rostered.roster == ROSTER


def test_who_was_slower_sees_how_it_stands_and_all_they_had_written(office, sam):
    opened = sam.get(COHORT).html
    office.staff("ana", "admissions").fill_in(COHORT, "save", capacity="10")
    reply = sam.send(COHORT, opened, "save", capacity="9")
    assert reply.status == 409
    assert "Somebody changed this meanwhile" in reply.html
    assert "0 of 10" in reply.html
    assert 'value="9"' in reply.html
    assert office.rostered.roster.cohorts[0].capacity == 10


def test_who_was_slower_may_still_mean_it(office, sam):
    opened = sam.get(COHORT).html
    office.staff("ana", "admissions").fill_in(COHORT, "save", starts="2026-02-03")
    shown = sam.send(COHORT, opened, "save", capacity="9").html
    opened_anew = sam.get(COHORT).html
    assert hidden(shown, "seen") == hidden(opened_anew, "seen")


def test_what_was_written_before_being_signed_off_is_in_the_form_again(office, sam):
    opened = sam.get(COHORT).html
    office.wait(minutes=20)
    sam.send(COHORT, opened, "save", capacity="9")
    sam.sign_in()
    shown = sam.get(COHORT).html
    assert 'name="capacity" value="9"' in shown
    sam.send(COHORT, shown, "drop")
    assert 'name="capacity" value="12"' in sam.get(COHORT).html


@pytest.mark.parametrize("path", [f"{HERE}/cohorts/no", f"{HERE}/clinicians/no"])
def test_what_is_not_there_is_not_found(sam, path):
    with pytest.raises(Unknown):
        sam.get(path)


def test_a_group_is_added_as_its_form_says(office, sam):
    assert sam.fill_in(NEW_COHORT, "save", **LATE).location == f"{HERE}?done=cohort_added#cohorts"
    made = office.rostered.roster.cohorts[-1]
    assert made == Cohort(
        id="late",
        name="Late group",
        track=Track.DUAL,
        zone="America/Chicago",
        sessions=tuple(
            Session(day, time(18), time(21), leader)
            for day, leader in zip(MON_TUE_THU, ("rivera", "okafor", "okafor"), strict=True)
        ),
        capacity=8,
        starts=(date(2026, 2, 2),),
        language="es",
        interpreter=True,
    )
    seen = sam.see(HERE)
    assert "0 of 8" in seen
    assert "added the group late" in seen


def test_a_clinician_is_added_as_the_form_says(office, sam):
    said = {"name": "Sol Tester", "id": "sol", "licences": "TX until 2027-06-30\r\nNY"}
    reply = sam.fill_in(NEW_CLINICIAN, "save", **said)
    assert reply.location == f"{HERE}?done=clinician_added#clinicians"
    assert office.rostered.roster.clinicians[-1] == Clinician(
        "sol", "Sol Tester", (Licence("TX", until=date(2027, 6, 30)), Licence("NY"))
    )
    assert "added the clinician sol" in sam.see(HERE)


@pytest.mark.parametrize(
    ("path", "said", "told"),
    [
        (NEW_COHORT, LATE | {"id": "evening-1"}, "is taken: choose another"),
        (NEW_COHORT, LATE | {"id": "Late group"}, "Id"),
        (NEW_COHORT, LATE | {"capacity": ""}, "Seats"),
        (NEW_COHORT, LATE | {"zone": "Mars/Olympus"}, "Time zone"),
        (NEW_COHORT, LATE | {"sessions": "mon 18:00-21:00 nobody"}, "Times, line 1"),
        (NEW_COHORT, LATE | {"track": "none"}, "Track"),
        (NEW_CLINICIAN, {"name": "Sol Tester", "id": "rivera", "licences": "TX"}, "is taken"),
        (NEW_CLINICIAN, {"name": "Sol Tester", "id": "sol", "licences": ""}, "Licences"),
    ],
)
def test_what_cannot_be_added_comes_back_with_all_that_was_written(office, sam, path, said, told):
    before = office.rostered.roster
    reply = sam.fill_in(path, "save", **said)
    assert reply.status == 422
    assert told in reply.html
    assert said["name"] in reply.html
    assert office.rostered.roster == before


def test_what_an_address_proposes_is_in_the_form_of_a_new_group_and_nothing_else_of_it(sam):
    html = sam.get(f"{NEW_COHORT}?language=es&capacity=8&go=save&name=%3Cscript%3E").html
    assert '<option value="es" selected>' in html
    assert 'value="8"' in html
    assert "<script>" not in html
    assert (
        "save" not in sam.get(f"{NEW_COHORT}?go=save").html.partition('name="go" value="save"')[0]
    )


def test_a_new_group_that_was_written_before_being_signed_off_is_in_its_form_again(office, sam):
    opened = sam.get(NEW_COHORT).html
    office.wait(minutes=20)
    sam.send(NEW_COHORT, opened, "save", **LATE)
    sam.sign_in()
    shown = sam.get(NEW_COHORT).html
    assert 'value="Late group"' in shown
    sam.send(NEW_COHORT, shown, "drop")
    assert 'value="Late group"' not in sam.get(NEW_COHORT).html


@pytest.mark.parametrize("part", ["slot", "cohorts", "none"])
def test_nothing_else_can_be_added_there(sam, part):
    with pytest.raises(Unknown):
        sam.get(f"{HERE}/new/{part}")


def test_a_clinician_is_changed_as_the_form_says(office, sam):
    sam.fill_in(CLINICIAN, "save", licences="IL\nWI until 2027-02-01", payers="none")
    after = office.rostered.roster.clinicians[0]
    assert [one.state for one in after.licences] == ["IL", "WI"]
    assert after.payers == frozenset()
    assert "no payer" in sam.see(CLINICIAN)


@pytest.mark.parametrize(
    ("licences", "told"),
    [
        ("TX until 2026-02-01", "Licence for TX: until Sun Feb 1, 2026. It concerns 1"),
        ("TX until 2025-12-31", "Licence for TX: ended Wed Dec 31, 2025. It concerns 1"),
        ("TX until 2026-02-01\nWI", "It concerns 1"),
        ("WI until 2026-02-01\nTX", "Licence for WI: until Sun Feb 1, 2026. It concerns nobody"),
        ("TX until 2026-03-06", "Licence for TX: until Fri Mar 6, 2026"),
    ],
)
def test_a_licence_that_ends_within_60_days_says_whom_it_concerns(sam, seated, licences, told):
    sam.fill_in(CLINICIAN, "save", licences=licences)
    assert told in sam.see(CLINICIAN)


def test_whoever_another_licence_covers_is_not_concerned(office, sam, seated):
    office.rostered.put_compacts({"PSYPACT": frozenset({"TX"})})
    sam.fill_in(CLINICIAN, "save", licences="TX until 2026-02-01\nPSYPACT")
    assert "It concerns nobody" in sam.see(CLINICIAN)


def test_a_licence_that_ends_later_is_no_warning(sam, seated):
    sam.fill_in(CLINICIAN, "save", licences="TX until 2026-03-07")
    assert "concerns" not in sam.see(CLINICIAN)


def test_appointments_are_added_at_the_same_local_time_in_every_week(office, sam):
    reply = sam.fill_in(
        SLOTS,
        "add",
        kind="first",
        zone="America/Chicago",
        slot_starts="2026-03-02 09:00\n2026-03-03 10:30",
        weeks="2",
    )
    assert reply.location == f"{SLOTS}?done=slots"
    added = sorted(one.starts_at for one in office.rostered.roster.slots if "2026030" in one.id)
    assert added == [
        datetime(2026, 3, 2, 15, tzinfo=UTC),
        datetime(2026, 3, 3, 16, 30, tzinfo=UTC),
        datetime(2026, 3, 9, 14, tzinfo=UTC),
    ]
    assert sum(one.clinician == "rivera" for one in office.rostered.roster.slots) == 5


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ({"slot_starts": ""}, "Starts: must have 1 to 60 lines"),
        ({"weeks": "9" * 5000}, "In how many weeks, this one included: must be a number from"),
        ({"weeks": "0"}, "In how many weeks, this one included: must be a number from 1 to 26"),
        ({"minutes": "5"}, "Minutes each: Input should be greater than or equal to 10"),
        ({"zone": "Chicago"}, "Time zone: must be an IANA time zone"),
        ({"slot_starts": "2026-02-01 09:00\nsoon"}, "Starts, line 2: must be a date and a time"),
        ({"slot_starts": "2026-03-01 02:30", "weeks": "2"}, "Starts, line 1: clocks in its zone"),
        ({"slot_starts": "2026-01-02 09:00"}, "Starts, line 1: must be ahead"),
        ({"slot_starts": "2026-01-06 10:30"}, "Starts, line 1: is at the same time as another"),
        ({"kind": "couples"}, "For: its clinician must have the specialty couples"),
    ],
)
def test_appointments_of_which_one_is_wrong_are_not_added(office, sam, written, told):
    usual = {"kind": "first", "slot_starts": "2026-02-01 09:00"}
    reply = sam.fill_in(SLOTS, "add", **usual | written)
    assert reply.status == 422
    assert told in reply.html
    assert office.rostered.roster == ROSTER


def test_an_appointment_that_is_free_is_removed(office, sam):
    assert sam.fill_in(SLOTS, "remove.first-1").location == f"{SLOTS}?done=slot"
    assert [one.id for one in office.rostered.roster.slots] == ["med-1"]
    assert sam.fill_in(SLOTS, "remove.first-1").location == f"{SLOTS}?done=slot"


def test_an_appointment_that_somebody_holds_cannot_be_removed(office, sam, seated):
    assert "remove.first-1" not in sam.get(SLOTS).html
    reply = sam.fill_in(SLOTS, "remove.first-1")
    assert reply.status == 409
    assert "Somebody holds this appointment" in reply.html


def test_an_appointment_of_another_clinician_is_not_removed_here(office, sam):
    sam.fill_in(SLOTS, "remove.med-1")
    assert office.rostered.roster == ROSTER


def test_an_import_is_shown_first_and_stored_once_it_is_confirmed(office, sam):
    files = [("roster.yaml", to_yaml(SMALLER))]
    shown = upload(sam, *files)
    assert (shown.status, office.rostered.writes) == (200, 0)
    assert "evening-1</span> capacity" in shown.html
    assert confirm(sam, shown, *files).location == f"{HERE}?done=imported"
    assert office.rostered.roster == SMALLER
    assert "imported a roster: 1 groups" in sam.see(HERE)


def test_several_tables_are_imported_together(office, sam):
    files = [*to_csv(SMALLER).items()]
    assert confirm(sam, upload(sam, *files), *files).location
    assert office.rostered.roster == SMALLER


def test_groups_that_are_not_named_are_closed_where_that_is_ticked(sam):
    only = ("roster.yaml", to_yaml(replace(ROSTER, cohorts=(EVENING,))))
    assert "morning-1" not in upload(sam, only).html
    assert "Closed (1)" in upload(sam, only, close_missing=["yes"]).html


def test_an_import_that_changes_nothing_has_nothing_to_confirm(sam):
    shown = upload(sam, ("roster.yaml", to_yaml(ROSTER)))
    assert "This changes nothing." in shown.html
    assert 'value="import"' not in shown.html


def test_faults_are_shown_by_file_line_and_field_and_nothing_is_stored(office, sam):
    bad = to_yaml(SMALLER).replace("America/Chicago", "Chicago")
    reply = upload(sam, ("roster.yaml", bad))
    assert reply.status == 422
    line = 1 + bad[: bad.index("zone: Chicago")].count("\n")
    text = " ".join(reply.html.replace("<", " <").split())
    assert f'class="number">{line}' in text
    assert "cohorts[0].zone" in text
    assert "must be an IANA time zone" in text
    assert office.rostered.writes == 0


def test_a_roster_that_moved_between_the_steps_is_shown_anew_and_not_stored(office, sam):
    files = [("roster.yaml", to_yaml(SMALLER))]
    shown = upload(sam, *files)
    office.rostered.put_clinician(replace(RIVERA, name="Robin Tester"))
    writes = office.rostered.writes
    again = confirm(sam, shown, *files)
    assert (again.status, office.rostered.writes) == (409, writes)
    assert "The roster was changed meanwhile" in again.html
    assert confirm(sam, again, *files).location


def test_an_import_without_a_file_asks_for_one(sam):
    assert "Choose at least one file." in upload(sam).html


def test_a_form_without_its_proof_changes_nothing(office, sam):
    for path in (COHORT, CLINICIAN, SLOTS, IMPORT):
        with pytest.raises(Forged):
            sam.post(path, {"go": ["save"], "csrf": ["made up"]})
