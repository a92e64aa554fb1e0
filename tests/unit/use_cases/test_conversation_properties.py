"""Whatever payers say, over the whole way from message to decision."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.use_cases.talking import (
    COVERED,
    INACTIVE,
    MENTAL_HEALTH,
    SENT_ON,
    SENT_TO_A_STRANGER,
    SILENT,
    SUBSTANCE_USE,
    Talking,
    rejected,
    seeking,
)
from threshold.eligibility.aaa import REJECT_REASONS
from threshold.eligibility.answer.model import Outcome, Owner
from threshold.eligibility.conversation.machine import MOST_QUESTIONS
from threshold.eligibility.transports.port import (
    AnswerFault,
    EnvelopeRejected,
    Outage,
    PayerUnavailable,
    UnusableAnswer,
)
from threshold.intake.change import FindingKind, chain_is_whole
from threshold.intake.life_cycle import EventKind, Status
from threshold.intake.submission import Track
from threshold.use_cases.asking import Exchanged, Try

TROUBLE = [
    PayerUnavailable(Outage.SERVER_ERROR, disclosed=True),
    UnusableAnswer(AnswerFault.NOT_X12, b"<html>busy</html>"),
    EnvelopeRejected("UnAuthorized", b"raw"),
]
REPLIES = st.lists(
    st.sampled_from(
        [
            *(COVERED, SILENT, MENTAL_HEALTH, SUBSTANCE_USE, INACTIVE, SENT_ON),
            *(SENT_TO_A_STRANGER, ["EB*1*IND*30^MH*HM*CARE HMO"], ["EB*I*IND*MH"], []),
            *TROUBLE,
        ]
    )
    | st.builds(
        lambda codes, follow_up: rejected(*codes, follow_up=follow_up),
        st.lists(st.sampled_from(sorted(REJECT_REASONS)), min_size=1, max_size=2),
        st.sampled_from(["C", "N", "R", "W"]),
    ),
    min_size=1,
    max_size=6,
)
SEEKERS = st.builds(
    lambda track, version: seeking(track, version=version),
    st.sampled_from([Track.MENTAL_HEALTH, Track.SUBSTANCE_USE, Track.DUAL]),
    st.sampled_from(["2026-02", "2024-01"]),
)
any_payer = given(REPLIES, SEEKERS)
walks = settings(max_examples=60, deadline=None)


def verified(replies, changes):
    talk = Talking()
    return talk, talk.told(*replies, **changes)


def answers_in(talk, intake_id):
    kept = talk.practice.store.findings(intake_id, FindingKind.X12, Exchanged)
    return [one.reply for one in kept if one.came_to is Try.HEARD]


@walks
@any_payer
def test_it_ends_with_a_decision_after_a_bounded_number_of_asks(replies, changes):
    talk, intake_id = verified(replies, changes)
    assert talk.record(intake_id).status in (Status.ACCEPTED, Status.IN_REVIEW)
    assert len(talk.asked) <= MOST_QUESTIONS * talk.program.verification.most_attempts


@walks
@any_payer
def test_every_270_that_left_is_one_row_in_the_accounting_and_kept_with_its_consent(
    replies, changes
):
    talk, intake_id = verified(replies, changes)
    started = talk.events(intake_id, EventKind.VERIFICATION_STARTED)
    kept = talk.practice.store.findings(intake_id, FindingKind.X12, Exchanged)
    assert [one.request for one in kept] == talk.practice.payer.asked
    assert [e.details["control_number"] for e in started] == [str(k.control_number) for k in kept]
    assert all(one.consent for one in kept)
    assert chain_is_whole(talk.practice.store.events(intake_id))


@walks
@any_payer
def test_substance_use_is_asked_about_only_under_track_and_consent(replies, changes):
    talk, _ = verified(replies, changes)
    (consent,) = changes["consents"]
    if changes["need"].tracks == (Track.MENTAL_HEALTH,) or consent.version != "2026-02":
        assert not any("AI" in asked for asked in talk.asked)


@walks
@any_payer
def test_the_patient_is_asked_only_for_what_a_payer_said_of_them(replies, changes):
    talk, intake_id = verified(replies, changes)
    last = talk.last_event(intake_id)
    if last.kind is EventKind.PATIENT_INPUT_NEEDED:
        codes = {r.code for answer in answers_in(talk, intake_id) for r in answer.rejections}
        assert last.details["asks"]
        assert any(REJECT_REASONS[code].owner is Owner.PATIENT for code in codes)
    else:
        assert "asks" not in last.details


@walks
@any_payer
def test_no_reason_says_what_no_payer_said(replies, changes):
    talk, intake_id = verified(replies, changes)
    answers = answers_in(talk, intake_id)
    rules = {reason.rule for reason in talk.last_event(intake_id).reasons}
    outcomes = {answer.outcome for answer in answers}
    codes = {f"E1-{r.code}" for answer in answers for r in answer.rejections}
    assert ("E2" in rules) <= (Outcome.INACTIVE in outcomes)
    assert ("E8" in rules) <= any(answer.carve_out for answer in answers)
    assert ("E10" in rules) <= any(a.behavioral_health.covered == "no" for a in answers)
    assert {rule for rule in rules if rule.startswith("E1-")} <= codes
    if talk.record(intake_id).status is Status.ACCEPTED:
        assert any(answer.behavioral_health.covered == "yes" for answer in answers)
