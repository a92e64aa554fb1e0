"""The search page: who is found, what is shown of them, and what is written down."""

from datetime import timedelta

import pytest

from tests.builders import submission
from tests.form_filler import hidden
from threshold.errors import Retryable
from threshold.staff.sessions import IDLE
from threshold.staff.trail import DeedKind, Subject

SEARCH = "/console/search"
JANE = {"first": "jane", "last": "Test-er", "birth_date": "1990-01-01"}
ACUTE = {"asq": {"q1": "yes", "q2": "no", "q3": "no", "q4": "no", "q5": "yes"}}


def looked_for(walker, **said):
    return walker.press(SEARCH, "search", **said)


def deeds(office):
    return [one.details for one in office.trail.of(Subject.SEARCH, "2026-01", 10)]


def test_a_person_is_shown_by_initials_with_a_way_to_their_intake(office, ana):
    intake_id = office.practice.submit()
    page = looked_for(ana, **JANE)
    assert page.status == 200
    assert f'/console/intakes/{intake_id}"' in page.html
    assert ">JT</a>" in page.html
    assert "Tester" not in page.html


def test_whom_one_looks_for_stands_in_no_address(office, ana):
    office.practice.submit()
    page = looked_for(ana, **JANE)
    assert page.location == ""
    assert "?first" not in page.html


def test_a_search_is_no_look_inside_and_is_written_down_itself(office, ana):
    intake_id = office.practice.submit()
    looked_for(ana, **JANE)
    assert office.accesses.of(intake_id, 10) == ()
    (deed,) = office.trail.of(Subject.SEARCH, "2026-01", 10)
    assert (deed.kind, deed.name) == (DeedKind.SEARCHED, "ana")
    assert deed.details == {"by": "person", "found": "1"}


def test_an_intake_is_found_by_its_id(office, ana):
    intake_id = office.practice.submit()
    assert "Found: 1" in looked_for(ana, intake_id=f" {intake_id.upper()} ").html
    assert "Nobody was found" in looked_for(ana, intake_id="a" * 26).html
    assert deeds(office) == [{"by": "id", "found": "0"}, {"by": "id", "found": "1"}]


def test_billing_does_not_find_who_waits_for_a_clinician(office):
    office.practice.submit(answers=submission().answers | ACUTE)
    assert "Nobody was found" in looked_for(office.staff("bill", "billing"), **JANE).html


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, "Type the first name."),
        ({"first": "Jane", "last": "Tester"}, "Type the birth date"),
        ({**JANE, "birth_date": "1/1/1990"}, "Type the birth date"),
        ({"intake_id": "x"}, "An id has 26 letters and digits."),
        ({**JANE, "intake_id": "a" * 26}, "Give a person or an id, not both."),
    ],
)
def test_who_leaves_something_out_is_told_what_and_nothing_is_looked_for(office, ana, said, told):
    page = looked_for(ana, **said)
    assert (page.status, told in page.html) == (422, True)
    assert deeds(office) == []
    assert all(f'value="{value}"' in page.html for value in said.values())


def test_what_cannot_be_written_down_is_not_shown(office, ana, monkeypatch):
    def fail(*_):
        raise Retryable("busy")

    monkeypatch.setattr(office.trail, "write", fail)
    with pytest.raises(Retryable):
        looked_for(ana, **JANE)


def test_what_was_typed_before_the_session_ended_is_back_in_the_form_and_was_not_searched_for(
    office, ana
):
    csrf = hidden(ana.get(SEARCH).html, "csrf")
    office.wait(seconds=(IDLE + timedelta(minutes=1)).total_seconds())
    form = {name: [value] for name, value in JANE.items()}
    assert ana.post(SEARCH, {"csrf": [csrf], "go": ["search"], **form}).status == 401
    assert ana.sign_in(SEARCH).location == SEARCH
    assert 'value="Test-er"' in ana.get(SEARCH).html
    assert deeds(office) == []
    looked_for(ana, **JANE)
    assert 'value="Test-er"' not in ana.get(SEARCH).html


def test_the_page_that_covers_itself_sends_what_was_typed_and_searches_for_nobody(office, ana):
    page = ana.press(SEARCH, "late", **JANE)
    assert 'value="Test-er"' in page.html
    assert deeds(office) == []
