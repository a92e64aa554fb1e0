"""Two who come together, side by side: for clinicians alone, and every look written down."""

import pytest

from tests.builders import submission
from tests.unit.intake.test_invitation import invitation
from threshold.console.reading import COUPLE_TELLS
from threshold.console.roles import NotForRole
from threshold.intake.submission import Couple, Name, Need, Person, Track

NO_HARM = {f"q{n}": "no" for n in range(1, 5)}
HARM = NO_HARM | {"q2": "yes"}


def send(office, first="Jane", hark=NO_HARM):
    said = submission()
    return office.practice.assessed(
        person=Person(Name(first, "Tester"), said.person.birth_date),
        need=Need(tracks=(Track.MENTAL_HEALTH, Track.COUPLES)),
        answers={**said.answers, "hark": hark},
        couple=Couple(screened_alone=True, invitation=invitation(1)),
    )


def page(intake_id):
    return f"/console/intakes/{intake_id}/couple"


def test_both_stand_side_by_side_with_one_verdict(office):
    one, _ = send(office), send(office, "John")
    seen = office.staff("cleo", "clinician", "safety").see(page(one))
    assert "Couple may be placed together" in seen
    assert "Jane Tester" in seen
    assert "John Tester" in seen


def test_the_verdict_does_not_say_whose_answer_it_comes_from(office):
    one, other = send(office), send(office, "John", hark=HARM)
    cleo = office.staff("cleo", "clinician", "safety")
    verdicts = [cleo.see(page(each)).partition("Each has a case")[0] for each in (one, other)]
    assert "Nothing speaks against" not in verdicts[0]
    assert verdicts[0] == verdicts[1]


def test_who_is_alone_with_an_invitation_is_told_to_be(office):
    seen = office.staff("cleo", "clinician", "safety").see(page(send(office)))
    assert "Nobody else has named this invitation." in seen


def test_a_look_at_one_is_a_look_at_both_and_written_down_of_both(office):
    one, other = send(office), send(office, "John")
    office.staff("cleo", "clinician", "safety").get(page(one))
    for intake_id in (one, other):
        (seen,) = office.accesses.of(intake_id, 10)
        assert (seen.name, seen.parts) == ("cleo", COUPLE_TELLS)


@pytest.mark.parametrize("role", ["admissions", "supervisor", "billing", "auditor"])
def test_nobody_else_is_shown_or_led_to_it(office, role):
    one = send(office)
    walker = office.staff("olga", role)
    with pytest.raises(NotForRole):
        walker.get(page(one))
    assert "/couple" not in walker.get(f"/console/intakes/{one}").html


def test_a_clinician_is_led_to_it_from_the_case(office):
    one = send(office)
    html = office.staff("cleo", "clinician", "safety").get(f"/console/intakes/{one}").html
    assert f'href="{page(one)}"' in html


def test_a_clinician_without_the_permission_sees_no_couple(office):
    with pytest.raises(NotForRole):
        office.staff("cleo", "clinician").get(page(send(office)))


@pytest.mark.parametrize("groups", [("clinician",), ("clinician", "safety")])
def test_what_was_said_of_a_partner_is_on_no_page_of_the_case_itself(office, groups):
    intake_id = send(office, hark=HARM)
    cleo = office.staff("cleo", *groups)
    at = f"/console/intakes/{intake_id}"
    seen = "".join(cleo.see(f"{at}{of}") for of in ("", "/acts/accept", "/acts/override_rule"))
    of_everybody = "both HARKs done alone = not known"
    for word in ("HARK", "hark", "C1", "either partner"):
        assert word not in seen.replace(of_everybody, "")
    assert "private call" in seen
