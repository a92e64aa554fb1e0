"""Acting on a case: one act a page, done once, and nothing lost when it cannot be done."""

import re

import pytest

from tests.builders import submission
from tests.clinic import CLINIC
from threshold.console.roles import NotForRole
from threshold.errors import Unknown
from threshold.intake.access import Part
from threshold.intake.change import FindingKind, Step
from threshold.intake.life_cycle import EventKind, Role, Status, Worklist
from threshold.intake.record import Actor
from threshold.intake.staff_act import StaffAct
from threshold.intake.submission import Language, Location, Name, Person
from threshold.use_cases.reassess import reassess
from threshold.use_cases.stepping import take

SEVERE = submission().answers | {
    "phq-9": {f"q{n}": 3 for n in range(1, 9)} | {"q9": 0, "difficulty": 3}
}
LOW = submission().answers | {
    "phq-9": dict.fromkeys([*(f"q{n}" for n in range(1, 10)), "difficulty"], 0),
    "gad-7": {f"q{n}": 0 for n in range(1, 8)},
}
ACUTE = submission().answers | {
    "asq": {"q1": "yes", "q2": "no", "q3": "no", "q4": "no", "q5": "yes"}
}
SIGNED = {"reason": "Fits the program.", "signed_name": "Clara Tester, LCSW"}


@pytest.fixture
def clara(office):
    return office.staff("clara", "clinician")


def in_review(office, key=None, **said):
    """The id of an intake that a clinician has to look at."""
    return office.practice.assessed(key=key, **({"answers": SEVERE} | said))


def reopened_low(office):
    """Somebody whom a rule would rather refer to less care, taken up by staff."""
    intake_id = office.practice.assessed(answers=LOW)
    step = Step(EventKind.REOPENED, Actor(Role.ADMISSIONS, "ana"), office.practice.now)
    take(office.practice.store, intake_id, lambda _: step)
    return intake_id


@pytest.fixture
def intake_id(office):
    return in_review(office)


def at(intake_id, act):
    return f"/console/intakes/{intake_id}/acts/{act}"


def record(office, intake_id):
    return office.practice.store.load(intake_id)


def last(office, intake_id):
    return office.practice.store.events(intake_id)[-1]


@pytest.mark.parametrize(
    ("act", "written", "kind", "status", "worklist"),
    [
        ("accept", SIGNED, "accepted", Status.ACCEPTED, Worklist.IN_PROGRESS),
        (
            "refer",
            {"reason": "More care.", "referrals": "example-hospital"},
            "referred",
            Status.REFERRED,
            Worklist.REFERRAL,
        ),
        (
            "decline",
            {"reason": "No licence.", "elsewhere": "County clinic"},
            "not_served",
            Status.NOT_SERVED,
            Worklist.REFERRAL,
        ),
        (
            "ask_patient",
            {"reason": "The id has a digit too many.", "asks": "member_id"},
            "patient_input_needed",
            Status.IN_REVIEW,
            Worklist.FIX_IT,
        ),
        (
            "verify_again",
            {"reason": "New card."},
            "verification_requested",
            Status.ASSESSED,
            Worklist.IN_PROGRESS,
        ),
        ("withdraw", {"reason": "Found care."}, "withdrawn", Status.WITHDRAWN, None),
        ("add_note", {"reason": "Called."}, "note_added", Status.IN_REVIEW, Worklist.REVIEW),
    ],
)
def test_an_act_is_done_and_confirmed_on_the_case(
    office, clara, intake_id, act, written, kind, status, worklist
):
    reply = clara.fill_in(at(intake_id, act), **written)
    assert reply.location == f"/console/intakes/{intake_id}?done={act}"
    assert clara.get(reply.location).status == 200
    event = last(office, intake_id)
    assert (event.kind, event.actor) == (kind, Actor(Role.CLINICIAN, "clara"))
    after = record(office, intake_id)
    assert (after.status, after.worklist) == (status, worklist)
    kept = office.practice.store.findings(intake_id, FindingKind.STAFF_ACT, StaffAct)
    assert [one.reason for one in kept] == [written["reason"]]


def test_what_was_done_is_said_on_the_page_one_comes_to(clara, intake_id):
    reply = clara.fill_in(at(intake_id, "accept"), **SIGNED)
    assert clara.see(reply.location).startswith("Accepted and signed.")


def test_a_referral_is_recorded_as_made_and_the_end_can_be_taken_up_again(
    office, clara, ana, intake_id
):
    clara.fill_in(at(intake_id, "refer"), reason="More care.", elsewhere="County clinic")
    ana.fill_in(at(intake_id, "referral_made"), reason="Spoke with them.")
    assert record(office, intake_id).worklist is None
    ana.fill_in(at(intake_id, "reopen"), reason="They called back.")
    assert record(office, intake_id).worklist is Worklist.REVIEW


def test_who_is_seen_to_in_a_crisis_goes_on_to_review_by_a_clinician_alone(office, clara, ana):
    intake_id = office.practice.submit(answers=ACUTE)
    page = at(intake_id, "send_to_review")
    told = ana.fill_in(page, reason="Safe.")
    assert (told.status, record(office, intake_id).worklist) == (409, Worklist.CRISIS)
    clara.fill_in(page, reason="Safe at her sister's.")
    assert record(office, intake_id).worklist is Worklist.REVIEW


# What a form asks for.


@pytest.mark.parametrize(
    ("act", "written", "field"),
    [
        ("accept", {"signed_name": "Clara Tester"}, "reason"),
        ("accept", {"reason": "Fits."}, "signed_name"),
        ("accept", {"reason": "  ", "signed_name": "Clara Tester"}, "reason"),
        ("refer", {"reason": "More care."}, "referrals"),
        ("refer", {"reason": "More care.", "referrals": "nowhere"}, "referrals"),
        ("ask_patient", {"reason": "Why."}, "asks"),
        ("override_rule", SIGNED, "rule"),
        ("override_rule", SIGNED | {"rule": "F1"}, "rule"),
        ("merge", {"reason": "Twice."}, "into"),
        ("revoke_consent", {}, "kind"),
        ("revoke_consent", {"kind": "privacy_notice"}, "kind"),
    ],
)
def test_what_lacks_something_is_given_back_with_the_rule_and_all_that_was_written(
    office, clara, intake_id, act, written, field
):
    before = record(office, intake_id)
    reply = clara.fill_in(at(intake_id, act), **written)
    assert (reply.status, record(office, intake_id)) == (400, before)
    assert f'href="#{field}"' in reply.html
    for said in (written.get("reason", "").strip(), written.get("signed_name", "")):
        assert said in reply.html


def test_places_to_refer_to_are_those_that_serve_state_and_language(office, clara):
    texas = clara.get(at(in_review(office), "refer")).html
    spanish = in_review(office, key="es", language=Language(spoken="fr"))
    assert "Example Hospital, intake" in texas
    assert "Example Counseling Center" in texas
    assert "Example Counseling Center" not in clara.get(at(spanish, "refer")).html


def test_an_acceptance_shows_what_will_be_signed_before_it_is(office, clara, intake_id):
    seen = clara.see(at(intake_id, "accept"))
    version = record(office, intake_id).version
    assert f"You sign as clara, clinician, at 6:00 AM, having seen version {version}" in seen
    assert "No rule was set aside." in seen


def test_a_signature_is_kept_with_what_was_seen(office, clara, intake_id):
    seen = record(office, intake_id)
    clara.fill_in(at(intake_id, "accept"), **SIGNED)
    (kept,) = office.practice.store.findings(intake_id, FindingKind.STAFF_ACT, StaffAct)
    assert kept.signed_name == "Clara Tester, LCSW"
    assert (kept.seen.version, kept.seen.event_hash) == (seen.version, seen.event_hash)
    assert "Signed: Clara Tester, LCSW" in clara.see(f"/console/intakes/{intake_id}")


def test_a_rule_that_speaks_against_acceptance_is_overridden_first_and_shown_when_signing(
    office, clara
):
    intake_id = reopened_low(office)
    page = at(intake_id, "accept")
    assert "Rules speak against acceptance" in clara.see(page)
    assert 'value="do"' not in clara.get(page).html
    before = record(office, intake_id)
    assert clara.fill_in(page, **SIGNED).status == 409
    assert record(office, intake_id) == before
    clara.fill_in(at(intake_id, "override_rule"), **SIGNED, rule="L3")
    assert "Rule L3 was set aside by clara." in clara.see(page)
    clara.fill_in(page, **SIGNED)
    assert record(office, intake_id).status is Status.ACCEPTED


def test_an_override_is_no_longer_shown_once_later_answers_have_ended_it(office, clara):
    intake_id = reopened_low(office)
    clara.fill_in(at(intake_id, "override_rule"), **SIGNED, rule="L3")
    answers = {"gad-7": {f"q{n}": 1 for n in range(1, 8)}}
    by = Actor(Role.CLINICIAN, "clara")
    reassess(intake_id, answers, by, office.practice.store, CLINIC, office.practice.now)
    seen = clara.see(at(intake_id, "accept"))
    assert "Rules speak against acceptance" in seen
    assert "Rule L3 was set aside" not in seen


def test_a_licence_is_not_offered_to_be_set_aside(office, clara):
    away = office.practice.assessed(location=Location(state="WA"))
    step = Step(
        EventKind.REOPENED,
        Actor(Role.ADMISSIONS, "ana"),
        office.practice.now,
    )
    take(office.practice.store, away, lambda _: step)
    assert 'value="F1"' not in clara.get(at(away, "override_rule")).html


# Others at the same time, and the same again.


def test_the_second_of_two_is_told_who_did_what_and_loses_nothing(office, clara, ana, intake_id):
    page = at(intake_id, "refer")
    opened = clara.get(page).html
    ana.fill_in(at(intake_id, "withdraw"), reason="They called.")
    told = clara.send(page, opened, reason="More care, near home.", elsewhere="County clinic")
    assert told.status == 409
    assert "Nothing was changed." in told.html
    assert "ana (admissions)" in told.html
    assert "Withdrawn." in told.html
    assert "More care, near home." in told.html
    assert 'value="County clinic"' in told.html
    assert last(office, intake_id).kind is EventKind.WITHDRAWN


def test_nobody_is_told_to_send_again_what_cannot_be_done_any_more(clara, ana, intake_id):
    page = at(intake_id, "refer")
    opened = clara.get(page).html
    ana.fill_in(at(intake_id, "withdraw"), reason="They called.")
    told = clara.send(page, opened, reason="More care.", elsewhere="County clinic").html
    assert told.count("That cannot be done from where the intake stands now.") == 1
    assert "Send it again" not in told


def test_a_field_that_lacks_something_is_marked_as_such(clara, intake_id):
    html = clara.fill_in(at(intake_id, "withdraw"), reason=" ").html
    assert re.search(r'<textarea id="reason"[^>]* aria-invalid="true">', html)


def test_what_still_holds_is_sent_again_from_the_page_that_told(office, clara, ana, intake_id):
    page = at(intake_id, "refer")
    opened = clara.get(page).html
    ana.fill_in(at(intake_id, "ask_patient"), reason="Which plan?", asks="insurance_card")
    told = clara.send(page, opened, reason="More care.", elsewhere="County clinic")
    assert told.status == 409
    clara.send(page, told.html, reason="More care.", elsewhere="County clinic")
    assert record(office, intake_id).status is Status.REFERRED


def test_a_form_sent_twice_is_one_act(office, clara, intake_id):
    page = at(intake_id, "accept")
    opened = clara.get(page).html
    first, again = (clara.send(page, opened, **SIGNED) for _ in range(2))
    assert first.location == again.location
    kinds = [event.kind for event in office.practice.store.events(intake_id)]
    assert kinds.count(EventKind.ACCEPTED) == 1


def test_each_form_that_is_opened_is_an_act_of_its_own(office, clara, intake_id):
    for reason in ("Called.", "Called again."):
        clara.fill_in(at(intake_id, "add_note"), reason=reason)
    seen = clara.see(f"/console/intakes/{intake_id}")
    assert "Notes Called again. clara (clinician), 6:00 AM Called. clara" in seen


def test_a_version_that_there_never_was_is_a_fault(clara, intake_id):
    page = at(intake_id, "withdraw")
    for version in ("999", "", "x", "9" * 5000):
        assert clara.fill_in(page, reason="Stop.", version=version).status == 400


def test_what_cannot_be_done_from_where_it_stands_says_so_and_has_no_button(office, clara):
    page = at(office.practice.assessed(), "accept")
    reply = clara.get(page)
    assert "That cannot be done from where the intake stands now." in reply.html
    assert 'value="do"' not in reply.html


# Whoever was signed off in the middle.


def test_what_was_written_before_the_time_was_up_is_back_and_not_sent(office, clara, intake_id):
    page = at(intake_id, "refer")
    opened, before = clara.get(page).html, record(office, intake_id)
    office.wait(minutes=16)
    told = clara.send(page, opened, reason="More care.", referrals=["example-detox"])
    assert (told.status, record(office, intake_id)) == (401, before)
    clara.sign_in(page)
    back = clara.get(page).html
    assert "is back. It was not sent" in back
    assert ">More care.</textarea>" in back
    assert re.search(r'value="example-detox" checked', back)
    clara.send(page, back, reason="More care.", referrals=["example-detox"])
    assert record(office, intake_id).status is Status.REFERRED
    assert "is back" not in clara.get(at(intake_id, "add_note")).html
    assert "More care." not in clara.get(page).html.partition("<textarea")[2]


def test_what_is_not_wanted_any_more_is_dropped(office, clara, intake_id):
    page = at(intake_id, "add_note")
    opened = clara.get(page).html
    office.wait(minutes=16)
    clara.send(page, opened, reason="Half a thought")
    clara.sign_in(page)
    clara.press(page, "drop")
    assert "Half a thought" not in clara.get(page).html


def test_the_button_of_a_page_whose_time_was_up_does_nothing_where_one_is_signed_in(
    office, clara, intake_id
):
    before = record(office, intake_id)
    reply = clara.fill_in(at(intake_id, "withdraw"), "late", reason="They called.")
    assert (reply.status, record(office, intake_id)) == (200, before)
    assert "They called." in reply.html


def test_a_page_with_a_form_does_not_go_away_under_its_writer(clara, intake_id):
    assert not clara.get(at(intake_id, "accept")).leads_off


# On to the next.


def test_on_to_the_most_urgent_of_the_list_that_no_colleague_holds(office, clara, ana):
    first = in_review(office)
    office.practice.later(minutes=1)
    held, free = in_review(office, key="held"), in_review(office, key="free")
    ana.press(f"/console/intakes/{held}", "claim")
    reply = clara.fill_in(at(first, "accept"), "next", **SIGNED)
    assert reply.location == f"/console/intakes/{free}?done=accept&of={first}"
    assert f'href="/console/intakes/{first}">Look back</a>' in clara.get(reply.location).html


def test_back_to_the_case_where_nobody_else_waits(clara, intake_id):
    reply = clara.fill_in(at(intake_id, "accept"), "next", **SIGNED)
    assert reply.location == f"/console/intakes/{intake_id}?done=accept"


@pytest.mark.parametrize("query", ["done=nothing", "done=accept&of=%3Cscript%3E", "done="])
def test_an_address_says_nothing_that_is_not_among_our_words(clara, intake_id, query):
    html = clara.get(f"/console/intakes/{intake_id}?{query}").html
    assert "Look back" not in html
    assert "<script" not in html


# Duplicates and consents.


def test_a_duplicate_is_closed_and_both_lead_to_each_other(office, clara, intake_id):
    goes_on = in_review(office, key="again")
    clara.fill_in(at(intake_id, "merge"), reason="Sent twice.", into=goes_on)
    assert record(office, intake_id).status is Status.WITHDRAWN
    for one, other in ((intake_id, goes_on), (goes_on, intake_id)):
        assert f'href="/console/intakes/{other}"' in clara.get(f"/console/intakes/{one}").html


def test_two_whose_names_differ_are_merged_by_who_says_that_they_know(office, clara, intake_id):
    renamed = Person(Name("Jane", "Example"), submission().person.birth_date)
    goes_on = in_review(office, key="again", person=renamed)
    page = at(intake_id, "merge")
    told = clara.fill_in(page, reason="Married.", into=goes_on)
    assert (told.status, "Name or birth date of the two differ" in told.html) == (409, True)
    clara.send(page, told.html, reason="Married.", into=goes_on, differ="yes")
    assert record(office, intake_id).status is Status.WITHDRAWN


@pytest.mark.parametrize("into", ["nobody", "a" * 26])
def test_a_duplicate_of_nobody_is_a_fault(office, clara, intake_id, into):
    before = record(office, intake_id)
    reply = clara.fill_in(at(intake_id, "merge"), reason="Twice.", into=into)
    assert (reply.status, record(office, intake_id)) == (400, before)


def test_an_intake_is_no_duplicate_of_itself(clara, intake_id):
    assert clara.fill_in(at(intake_id, "merge"), reason="Twice.", into=intake_id).status == 400


def test_a_consent_is_taken_back_at_the_persons_word(office, ana, intake_id):
    page = at(intake_id, "revoke_consent")
    ana.fill_in(page, kind="treatment_payment_operations")
    assert office.practice.store.agreements(intake_id).standing == ()
    assert "taken back on Jan 5, 2026" in ana.see(f"/console/intakes/{intake_id}")
    assert "No consent stands that could be taken back." in ana.see(page)


# Who.


@pytest.mark.parametrize("act", ["accept", "refer", "decline", "override_rule"])
@pytest.mark.parametrize("role", ["admissions", "supervisor"])
def test_what_takes_a_licence_is_not_shown_to_anybody_else(office, intake_id, act, role):
    walker = office.staff("ana", role)
    with pytest.raises(NotForRole):
        walker.get(at(intake_id, act))
    form = {"csrf": [office.desk.csrf("ana")], "go": ["do"], "version": ["2"], "key": ["k"]}
    with pytest.raises(NotForRole):
        walker.post(at(intake_id, act), form)


@pytest.mark.parametrize("role", ["billing", "auditor"])
def test_no_act_is_for_billing_or_an_auditor(office, intake_id, role):
    with pytest.raises(NotForRole):
        office.staff("olga", role).get(at(intake_id, "add_note"))


@pytest.mark.parametrize("act", ["nothing", "record_benefits", "ACCEPT"])
def test_an_act_that_is_none_is_not_there(clara, intake_id, act):
    with pytest.raises(Unknown):
        clara.get(at(intake_id, act))


@pytest.mark.parametrize(
    ("act", "parts"),
    [
        ("accept", (Part.RECORD, Part.SUBMISSION, Part.ASSESSMENT)),
        ("withdraw", (Part.RECORD, Part.SUBMISSION)),
    ],
)
def test_opening_a_form_is_a_look_that_is_written_down(office, clara, intake_id, act, parts):
    clara.get(at(intake_id, act))
    (seen,) = office.accesses.of(intake_id, 10)
    assert (seen.name, seen.parts) == ("clara", parts)
