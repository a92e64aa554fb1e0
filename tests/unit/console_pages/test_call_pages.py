"""The call to a payer: tapped answer by answer, nothing lost, nothing said twice."""

import re
from html import unescape

import pytest

from tests.clinic import CLINIC
from tests.unit.use_cases.talking import COVERED, SILENT, said
from threshold.benefits.questions import FIELDS
from threshold.console.roles import NotForRole
from threshold.console_pages.call_form import key_of
from threshold.errors import Unknown
from threshold.intake.access import Part
from threshold.intake.life_cycle import EventKind
from threshold.intake.submission import Need, Payment, PaymentPath, Track
from threshold.use_cases.benefits import benefits_of
from threshold.use_cases.verify import verify

CALL = {"representative": "Rep One", "reference": "REF-1"}


@pytest.fixture
def intake_id(office):
    return on_the_phone_list(office)


def on_the_phone_list(office, **changes):
    """Somebody whose payer did not say whether behavioral care is covered."""
    office.practice.payer.replies = [said(SILENT)]
    found = office.practice.assessed(**changes)
    for _ in range(3):
        verify(found, office.practice.desk)
    return found


def call(intake_id):
    return f"/console/intakes/{intake_id}/call"


def facts(office, intake_id):
    """What staff recorded, by field and value."""
    program, now = CLINIC.program, office.practice.now
    found = benefits_of(intake_id, office.practice.store, program, now)
    return {
        (key_of(fact.field), str(fact.value)): fact
        for one in found.payers
        for fact in one.sheet.facts
        if fact.recorded
    }


def keys(html):
    """The keys of the questions on a page, in order."""
    return re.findall(r'<section class="question" id="q-([^"]+)"', html)


def test_it_says_whom_to_call_and_what_they_will_ask_us(ana, intake_id):
    seen = ana.see(call(intake_id))
    assert "Call: EXAMPLE HEALTH PLAN mental health" in seen
    assert "+15555550190" in seen
    assert "Our NPI 1234567893" in seen
    assert "Member id EXA000111" in seen
    assert "Patient Jane Tester, 1990-01-01" in seen
    assert "Group number not known" in seen


def test_only_what_is_open_is_asked(ana, intake_id):
    asked = keys(ana.get(call(intake_id)).html)
    assert "iop_covered" in asked
    assert "plan_name" not in asked


def test_one_tap_records_an_answer_with_who_said_it_and_leads_to_the_next_question(
    office, ana, intake_id
):
    opened = ana.get(call(intake_id)).html
    asked = keys(opened)
    reply = ana.send(call(intake_id), opened, "say.iop_covered=yes", **CALL)
    following = asked[asked.index("iop_covered") + 1]
    assert reply.location.endswith(f"?about=mental_health.plan#q-{following}")
    fact = facts(office, intake_id)["iop_covered", "yes"]
    assert (fact.source, fact.said_on) == ("phone", office.desk.today())
    assert (fact.call.representative, fact.call.reference) == ("Rep One", "REF-1")
    assert "iop_covered" not in keys(ana.get(call(intake_id)).html)


def test_who_said_it_is_typed_once_for_a_call(office, ana, intake_id):
    ana.fill_in(call(intake_id), "say.iop_covered=yes", **CALL)
    html = ana.get(call(intake_id)).html
    assert 'name="representative" value="Rep One"' in html
    ben = office.staff("ben", "admissions").get(call(intake_id)).html
    assert 'name="representative" value=""' in ben
    office.wait(days=1)
    ana.sign_in()
    assert 'name="representative" value=""' in ana.get(call(intake_id)).html


def test_whatever_else_was_written_is_recorded_with_a_tap(office, ana, intake_id):
    written = {"funding": "self-funded", "copay.in": "$1,030.50", "coinsurance.in": "20"}
    ana.fill_in(call(intake_id), "say.iop_covered=no", **CALL, **written)
    assert set(facts(office, intake_id)) == {
        ("iop_covered", "no"),
        ("funding", "self-funded"),
        ("copay.in", "1030.50"),
        ("coinsurance.in", "0.20"),
    }


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("coinsurance.in", "12.5 %", "0.125"),
        ("coinsurance.out", "0", "0.00"),
        ("deductible.in.family", "1500", "1500.00"),
        ("sessions_a_year", "30", "30"),
        ("effective_date", "2026-01-01", "2026-01-01"),
        ("administrator", "none", "none"),
    ],
)
def test_an_answer_is_written_as_people_say_it(office, ana, intake_id, key, text, value):
    ana.fill_in(call(intake_id), "record", **CALL, **{key: text})
    assert (key, value) in facts(office, intake_id)


def test_every_answer_that_can_be_tapped_is_one_that_can_be_recorded(office, ana, intake_id):
    buttons = re.findall(r'value="(say\.[^"]+)"', ana.get(call(intake_id)).html)
    assert len(buttons) > len(FIELDS) // 2
    for button in map(unescape, buttons):
        assert ana.fill_in(call(intake_id), button, **CALL).location, button


@pytest.mark.parametrize(
    ("written", "field"),
    [
        ({"funding": "self-funded"}, "representative"),
        ({"funding": "self-funded", "representative": "Rep One"}, "reference"),
        (CALL | {"copay.in": "a lot"}, "q-copay.in"),
        (CALL | {"coinsurance.in": "150"}, "q-coinsurance.in"),
        (CALL | {"coinsurance.in": "some"}, "q-coinsurance.in"),
        (CALL | {"funding": "x", "said_on": "2026-01-06"}, "said_on"),
        ({}, ""),
    ],
)
def test_a_fault_is_told_at_its_question_and_nothing_of_the_rest_is_lost(
    office, ana, intake_id, written, field
):
    reply = ana.fill_in(call(intake_id), "record", **{"timely_filing": "90"} | written
                        if written else {})  # fmt: skip
    assert reply.status == 400
    assert facts(office, intake_id) == {}
    assert not field or f'href="#{field}"' in reply.html
    for text in written.values():
        assert f'value="{text}"' in reply.html


def test_what_was_read_on_a_portal_names_nobody(office, ana, intake_id):
    ana.fill_in(call(intake_id), "say.iop_covered=yes", **CALL, source="portal")
    fact = facts(office, intake_id)["iop_covered", "yes"]
    assert (fact.source, fact.call) == ("portal", None)


def test_a_slip_is_taken_back_and_asked_again(office, ana, intake_id):
    ana.fill_in(call(intake_id), "say.iop_covered=yes", **CALL)
    page = ana.get(call(intake_id)).html
    (button,) = re.findall(r'value="(take_back\.[^"]+)"', page)
    reply = ana.send(call(intake_id), page, button)
    assert reply.location.endswith("#recorded")
    assert facts(office, intake_id) == {}
    assert "iop_covered" in keys(ana.get(call(intake_id)).html)


def test_a_tap_sent_twice_is_recorded_once(office, ana, intake_id):
    opened = ana.get(call(intake_id)).html
    for _ in range(2):
        assert ana.send(call(intake_id), opened, "say.iop_covered=yes", **CALL).location
    kinds = [event.kind for event in office.practice.store.events(intake_id)]
    assert kinds.count(EventKind.BENEFITS_RECORDED) == 1


def test_of_two_on_the_same_question_the_second_is_told_and_keeps_what_they_wrote(
    office, ana, intake_id
):
    opened = ana.get(call(intake_id)).html
    bill = office.staff("bill", "billing")
    bill.fill_in(call(intake_id), "record", **CALL, funding="fully insured")
    told = ana.send(call(intake_id), opened, "record", **CALL, funding="self-funded")
    assert told.status == 409
    assert "somebody recorded something else of the same" in told.html
    assert set(facts(office, intake_id)) == {("funding", "fully insured")}
    assert 'name="funding" value="self-funded"' in told.html
    assert "Said already: fully insured (phone, 2026-01-05)" in unescape(told.html)
    other = ana.send(call(intake_id), opened, "say.iop_covered=yes", **CALL)
    assert other.location


def test_a_tap_that_could_not_be_recorded_is_shown_where_it_was_made(ana, intake_id):
    reply = ana.fill_in(call(intake_id), "say.iop_covered=yes")
    assert (reply.status, "You tapped Yes: not recorded yet." in reply.html) == (400, True)


@pytest.mark.parametrize("version", ["9" * 5000, "²", "x", ""])
def test_a_version_that_no_page_gave_is_none(office, ana, intake_id, version):
    ana.fill_in(call(intake_id), "say.iop_covered=yes", **CALL, version=version)
    assert ("iop_covered", "yes") in facts(office, intake_id)


def test_what_was_written_before_the_time_was_up_is_back_in_its_question(office, ana, intake_id):
    opened = ana.get(call(intake_id)).html
    office.wait(minutes=16)
    told = ana.send(call(intake_id), opened, "record", **CALL, timely_filing="90")
    assert (told.status, facts(office, intake_id)) == (401, {})
    ana.sign_in(call(intake_id))
    back = ana.get(call(intake_id)).html
    assert "is back. It was not sent" in back
    assert 'name="timely_filing" value="90"' in back
    ana.send(call(intake_id), back, "record", **CALL, timely_filing="90")
    assert ("timely_filing", "90") in facts(office, intake_id)
    assert "is back" not in ana.get(call(intake_id)).html


def test_the_button_of_a_page_whose_time_was_up_records_nothing(office, ana, intake_id):
    reply = ana.fill_in(call(intake_id), "late", **CALL, timely_filing="90")
    assert (reply.status, facts(office, intake_id)) == (200, {})
    assert 'name="timely_filing" value="90"' in reply.html


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"consents": ()}, "no consent to disclosures for payment stands"),
        ({"payment": Payment(PaymentPath.SELF_PAY)}, "the plan must not be told"),
    ],
)
def test_who_may_not_be_asked_about_is_not_called(office, ana, changes, why):
    page = call(office.practice.assessed(**changes))
    html = ana.get(page).html
    assert "Do not call." in html
    assert why in html
    assert keys(html) == []
    assert "1234567893" not in html


def test_each_kind_of_care_has_a_call_of_its_own(office, ana):
    need = Need(tracks=(Track.DUAL,))
    intake_id = on_the_phone_list(office, need=need)
    html = ana.get(f"{call(intake_id)}?about=substance_use.plan").html
    assert "H0015" in html
    assert 'href="?about=mental_health.plan"' in html
    ana.send(call(intake_id), html, "say.iop_covered=yes", **CALL)
    assert ("iop_covered", "yes") in facts(office, intake_id)


@pytest.mark.parametrize("role", ["admissions", "clinician", "supervisor", "billing"])
def test_who_may_record_does_in_their_own_role(office, intake_id, role):
    office.staff("sam", role).fill_in(call(intake_id), "say.iop_covered=yes", **CALL)
    event = office.practice.store.events(intake_id)[-1]
    assert (event.kind, event.actor.role) == (EventKind.BENEFITS_RECORDED, role)


def test_an_auditor_does_not(office, intake_id):
    with pytest.raises(NotForRole):
        office.staff("otto", "auditor").get(call(intake_id))


def test_billing_finds_no_call_about_who_waits_for_a_clinician(office):
    severe = {"phq-9": {f"q{n}": 3 for n in range(1, 9)} | {"q9": 0, "difficulty": 3}}
    in_review = office.practice.assessed(answers=severe)
    bill = office.staff("bill", "billing")
    with pytest.raises(Unknown):
        bill.get(call(in_review))
    form = {"csrf": [office.desk.csrf("bill")], "go": ["say.iop_covered=yes"]}
    with pytest.raises(Unknown):
        bill.post(call(in_review), form)


def test_opening_it_is_a_look_that_is_written_down(office, ana, intake_id):
    ana.get(call(intake_id))
    (seen,) = office.accesses.of(intake_id, 10)
    assert seen.parts == (Part.RECORD, Part.SUBMISSION, Part.COVERAGE)


def test_nothing_is_left_to_ask_where_all_was_said(office, ana):
    office.practice.payer.replies = [said(COVERED)]
    intake_id = office.practice.assessed()
    verify(intake_id, office.practice.desk)
    text = {"money": "10", "fraction": "10", "count": "10", "yes_no": "yes", "day": "2026-01-02"}
    for _ in range(3):
        page = ana.get(call(intake_id)).html
        if not keys(page):
            break
        found = benefits_of(intake_id, office.practice.store, CLINIC.program, office.practice.now)
        questions = found.payers[0].script.questions
        written = {key_of(one.field): text.get(one.form, "none") for one in questions}
        ana.send(call(intake_id), page, "record", **CALL, **written)
    assert "Nothing is left to ask." in ana.see(call(intake_id))
