"""Opening an intake: who finds it, what they see of it, and that it is written down first."""

import pytest

from tests.builders import submission
from tests.console_walker import Office
from threshold.console.roles import NotForRole
from threshold.errors import Retryable, Unknown
from threshold.intake.access import Part
from threshold.intake.life_cycle import Role

ACUTE = submission().answers | {
    "asq": {"q1": "yes", "q2": "no", "q3": "no", "q4": "no", "q5": "yes"}
}


@pytest.fixture
def office():
    return Office()


@pytest.fixture
def page(office):
    return f"/console/intakes/{office.practice.assessed()}"


@pytest.mark.parametrize(
    ("role", "name", "parts"),
    [
        (Role.CLINICIAN, True, (Part.RECORD, Part.SUBMISSION)),
        (Role.ADMISSIONS, True, (Part.RECORD, Part.SUBMISSION)),
        (Role.SUPERVISOR, True, (Part.RECORD, Part.SUBMISSION)),
        (Role.BILLING, False, (Part.RECORD,)),
        (Role.AUDITOR, False, (Part.RECORD,)),
    ],
)
def test_what_a_role_sees_is_what_is_written_down(office, page, role, name, parts):
    walker = office.staff("sasha", role)
    assert ("Jane Tester" in walker.get(page).html) is name
    (seen,) = office.accesses.of(page.rpartition("/")[2], 10)
    assert (seen.name, seen.roles, seen.parts) == ("sasha", (role,), parts)


def test_what_cannot_be_written_down_is_not_shown(office, page, monkeypatch):
    def busy(*_):
        raise Retryable("busy")

    walker = office.staff("cleo", "clinician")
    monkeypatch.setattr(office.accesses, "record", busy)
    with pytest.raises(Retryable):
        walker.get(page)


@pytest.mark.parametrize("intake", ["a" * 26, "nobody", "A" * 26])
def test_an_intake_that_is_none_is_not_there(office, intake):
    with pytest.raises(Unknown):
        office.staff("cleo", "clinician").get(f"/console/intakes/{intake}")


def test_one_that_is_not_for_a_role_is_as_if_there_were_none(office):
    intake_id = office.practice.submit(answers=ACUTE)
    bill = office.staff("bill", "billing")
    csrf = office.desk.csrf("bill")
    with pytest.raises(Unknown):
        bill.post(f"/console/intakes/{intake_id}", {"csrf": [csrf], "go": ["claim"]})
    with pytest.raises(Unknown):
        bill.get(f"/console/intakes/{intake_id}")
    assert office.accesses.of(intake_id, 1) == ()


def test_it_is_claimed_and_let_go_on_its_page(office, page):
    cleo, ana = office.staff("cleo", "clinician"), office.staff("ana", "admissions")
    assert cleo.press(page, "claim").location == page
    assert "Held by you until" in cleo.see(page)
    told = ana.press(page, "claim")
    assert (told.status, "cleo took this on before you" in told.html) == (409, True)
    cleo.press(page, "let_go")
    assert "Held by nobody" in ana.see(page)


def test_who_may_not_claim_is_not_offered_to(office, page):
    auditor = office.staff("otto", "auditor")
    assert 'value="claim"' not in auditor.get(page).html
    with pytest.raises(NotForRole):
        auditor.press(page, "claim")
