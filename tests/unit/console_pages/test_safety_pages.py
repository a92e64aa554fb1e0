"""Safety answers: on a page of their own, for who may see them or gives a reason."""

import pytest

from tests.builders import submission
from tests.form_filler import hidden
from threshold.console.roles import NotForRole
from threshold.errors import Retryable, Unknown
from threshold.intake.access import Part
from threshold.intake.life_cycle import EventKind
from threshold.intake.submission import Couple

WHY = "A shelter calls and asks what is known."
CLOSED = "is for clinicians with the safety permission"
ASKED = "have you been afraid of your partner"


@pytest.fixture
def intake_id(office):
    hark = {"q1": "no", "q2": "yes", "q3": "declined"}
    answers = submission().answers | {"hark": hark}
    return office.practice.assessed(answers=answers, couple=Couple(True, None))


@pytest.fixture
def page(intake_id):
    return f"/console/intakes/{intake_id}/safety"


def give(walker, page, reason=WHY, **more):
    return walker.press(page, "break_glass", **{"key": "k", "reason": reason, **more})


def looks(office, intake_id):
    return [(one.name, one.parts, one.by_break_glass) for one in office.accesses.of(intake_id, 99)]


def test_a_clinician_with_the_permission_sees_them_and_that_is_kept(office, page, intake_id):
    text = office.staff("cleo", "clinician", "safety").see(page)
    assert ASKED in text
    for line in ("Yes", "Rather not say", "Not answered", "Answered alone yes"):
        assert line in text
    assert "No-contact order not said" in text
    assert "S12" in text
    assert looks(office, intake_id) == [("cleo", (Part.RECORD, Part.SAFETY), False)]


@pytest.mark.parametrize(
    "groups", [("clinician",), ("admissions", "safety"), ("supervisor", "safety"), ("supervisor",)]
)
def test_nobody_else_does_and_is_told_so(office, page, intake_id, groups):
    text = office.staff("carl", *groups).see(page)
    assert CLOSED in text
    assert ASKED not in text
    assert looks(office, intake_id) == [("carl", (Part.RECORD,), False)]


@pytest.mark.parametrize("role", ["billing", "auditor"])
def test_who_does_not_care_for_the_person_has_no_such_page(office, page, role):
    somebody = office.staff("ben", role, "safety")
    with pytest.raises(NotForRole):
        somebody.get(page)
    with pytest.raises(NotForRole):
        somebody.post(page, {"csrf": [office.desk.csrf("ben")], "reason": [WHY], "key": ["k"]})


def test_a_reason_opens_them_for_an_hour_and_every_look_says_so(office, page, intake_id):
    carl = office.staff("carl", "clinician")
    assert give(carl, page).location == page
    assert "Open to you until" in carl.see(page)
    assert looks(office, intake_id)[0] == ("carl", (Part.RECORD, Part.SAFETY), True)
    office.wait(minutes=14)
    assert ASKED in carl.see(page)
    for _ in range(4):
        office.wait(minutes=14)
        text = carl.see(page)
    assert CLOSED in text


def test_it_opens_them_to_nobody_else(office, page):
    give(office.staff("carl", "clinician"), page)
    assert CLOSED in office.staff("ana", "admissions").see(page)


def test_who_lost_every_role_of_care_has_nothing_open(office, page):
    give(office.staff("carl", "clinician"), page)
    with pytest.raises(NotForRole):
        office.staff("carl", "auditor").get(page)


@pytest.mark.parametrize("reason", ["", "   ", "urgent", "x" * 2001])
def test_without_a_reason_nothing_opens_and_what_was_typed_stays(office, page, intake_id, reason):
    carl = office.staff("carl", "clinician")
    told = give(carl, page, reason)
    assert (told.status, reason.strip() in told.html) == (422, True)
    assert "Nothing was opened" in told.html
    assert CLOSED in carl.see(page)
    kinds = [one.kind for one in office.practice.store.events(intake_id)]
    assert EventKind.GLASS_BROKEN not in kinds


def test_a_reason_is_kept_as_text_alone(office, page, intake_id):
    give(office.staff("carl", "clinician"), page, "A shelter\x1b[2J\r\n calls\u202e now")
    sue = office.staff("sue", "supervisor")
    audit = sue.see(f"/console/intakes/{intake_id}/audit")
    assert "A shelter [2J calls now" in audit


def test_each_form_has_a_key_of_its_own_and_sent_twice_it_opens_once(office, page, intake_id):
    carl = office.staff("carl", "clinician")
    keys = [hidden(carl.get(page).html, "key") for _ in range(2)]
    assert len({*keys}) == 2
    form = {"csrf": [office.desk.csrf("carl")], "key": keys[:1], "reason": [WHY]}
    assert [carl.post(page, form).location for _ in range(2)] == [page, page]
    kinds = [one.kind for one in office.practice.store.events(intake_id)]
    assert kinds.count(EventKind.GLASS_BROKEN) == 1


def test_a_reason_typed_too_late_is_back_in_its_form_and_opened_nothing(office, page):
    carl = office.staff("carl", "clinician")
    form = {"csrf": [office.desk.csrf("carl")], "key": ["k"], "reason": [WHY]}
    office.wait(minutes=15)
    assert carl.post(page, form).status == 401
    carl.sign_in(page)
    html = carl.get(page).html
    assert WHY in html
    assert CLOSED in html
    give(carl, page)
    assert ASKED in carl.see(page)
    office.wait(minutes=14)
    assert WHY not in carl.get(page).html


def test_what_cannot_be_written_down_is_not_shown(office, page, monkeypatch):
    def busy(*_):
        raise Retryable("busy")

    cleo = office.staff("cleo", "clinician", "safety")
    monkeypatch.setattr(office.accesses, "record", busy)
    with pytest.raises(Retryable):
        cleo.get(page)


def test_an_intake_that_is_none_is_not_there(office):
    cleo = office.staff("cleo", "clinician", "safety")
    for intake in ("a" * 26, "nobody"):
        with pytest.raises(Unknown):
            cleo.get(f"/console/intakes/{intake}/safety")
        with pytest.raises(Unknown):
            cleo.post(
                f"/console/intakes/{intake}/safety",
                {"csrf": [office.desk.csrf("cleo")], "key": ["k"], "reason": [WHY]},
            )


def test_where_nothing_was_asked_the_page_says_so(office):
    intake_id = office.practice.submit()
    text = office.staff("cleo", "clinician", "safety").see(f"/console/intakes/{intake_id}/safety")
    assert "were not answered" in text
    assert "Answered alone not said" in text


@pytest.mark.parametrize(
    ("groups", "pages", "says"),
    [
        (("clinician", "safety"), {"safety"}, False),
        (("clinician",), {"safety"}, True),
        (("admissions",), {"safety"}, True),
        (("supervisor",), {"safety", "audit", "disclosures"}, True),
        (("auditor",), {"audit", "disclosures"}, False),
        (("billing",), set(), False),
    ],
)
def test_a_case_leads_to_what_its_reader_may_open_and_says_what_is_left_out(
    office, intake_id, groups, pages, says
):
    if groups == ("billing",):
        intake_id = office.practice.assessed(key="clear")
    html = office.staff("somebody", *groups).get(f"/console/intakes/{intake_id}").html
    led = {name for name in ("safety", "audit", "disclosures") if f"{intake_id}/{name}" in html}
    assert led == pages
    assert ("Left out: what was said of safety" in html) is says
    assert ASKED not in html


def test_a_list_and_a_case_name_no_rule_of_couples(office, intake_id):
    cleo = office.staff("cleo", "clinician", "safety")
    for path in ("/console/worklists/review", f"/console/intakes/{intake_id}"):
        assert "Said yes to a safety question." in cleo.get(path).html
