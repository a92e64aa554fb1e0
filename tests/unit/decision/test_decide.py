from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import NOW, submission
from tests.clinic import CLEAR_ANSWER, CLEAR_PLAN, CLINIC
from threshold.assessment.outcome import Outcome as Level
from threshold.decision.coverage import Coverage, Standing
from threshold.decision.decide import decide
from threshold.eligibility.answer.model import (
    Answer,
    Authorization,
    BehavioralHealth,
    CarveOut,
    Confidence,
    Kind,
    LineOfBusiness,
    OtherPayer,
    Outcome,
    Owner,
    Plan,
    PlanType,
    Rejection,
    YesNo,
)
from threshold.eligibility.conversation.model import Heard, Question, Rung
from threshold.intake.life_cycle import EventKind
from threshold.intake.submission import Location, Track
from threshold.use_cases.assess import assessed

PROGRAM = CLINIC.program
CLEAR = Coverage(Standing.ANSWERED, NOW, "99991", CLEAR_ANSWER)
CANDIDATE = assessed(submission(), CLINIC, NOW)
REVIEW, PHONE = EventKind.REVIEW_NEEDED, EventKind.VERIFY_BY_PHONE_NEEDED
PATIENT = EventKind.PATIENT_INPUT_NEEDED
CARE = CLEAR_ANSWER.behavioral_health


def answered(**changes):
    return replace(CLEAR, answer=replace(CLEAR_ANSWER, **changes))


def decided(coverage, assessment=CANDIDATE):
    return decide(assessment, coverage, PROGRAM, NOW)


def plan(**changes):
    return {"plan": replace(CLEAR_PLAN, **changes)}


def rejection(owner):
    return Rejection("2100C", "72", "C", owner, "ask again", 11)


def test_a_candidate_with_clear_coverage_is_accepted():
    assert decided(CLEAR).event is EventKind.ACCEPTED


def test_a_candidate_goes_on_to_the_payer_before_it_was_asked():
    assert decided(None).event is EventKind.ASSESSED


@pytest.mark.parametrize(
    ("changes", "event", "rule"),
    [
        ({"outcome": Outcome.INACTIVE}, REVIEW, "E2"),
        ({"outcome": Outcome.ACTIVE_PENDING}, REVIEW, "E3"),
        ({"outcome": Outcome.NOT_YET_ACTIVE}, REVIEW, "E4"),
        ({"outcome": Outcome.CONFIG_ERROR}, PHONE, "E5"),
        ({"outcome": Outcome.UNKNOWN}, PHONE, "E6"),
        ({"outcome": Outcome.RETRY}, PHONE, "V1"),
        ({"outcome": Outcome.TRANSPORT_ERROR}, PHONE, "V1"),
        ({"outcome": Outcome.REJECTED}, PHONE, "E6"),
        (
            {"outcome": Outcome.REJECTED, "rejections": (rejection(Owner.PATIENT),)},
            *(PATIENT, "E1-72"),
        ),
        (
            {"outcome": Outcome.REJECTED, "rejections": (rejection(Owner.STAFF),)},
            *(PHONE, "E1-72"),
        ),
        ({"rejections": (rejection(Owner.STAFF),)}, PHONE, "E1-72"),
        (plan(type=PlanType.HMO), REVIEW, "E7"),
        (plan(type=PlanType.MEDICAID), REVIEW, "E7"),
        (plan(type=PlanType.UNKNOWN), REVIEW, "E7"),
        (plan(confidence=Confidence.WEAK), REVIEW, "E7"),
        (plan(confidence=Confidence.MEDIUM), REVIEW, "E7"),
        (plan(line_of_business=LineOfBusiness.MEDICARE_ADVANTAGE), REVIEW, "E7"),
        (plan(line_of_business=LineOfBusiness.UNKNOWN), REVIEW, "E7"),
        ({"carve_out": CarveOut("EXAMPLE BH MCO", "BHX01", None, 14)}, PHONE, "E8"),
        ({"other_payers": (OtherPayer("OTHER PLAN", None, "primary", 14),)}, REVIEW, "E9"),
        ({"behavioral_health": replace(CARE, covered=YesNo.NO)}, REVIEW, "E10"),
        ({"behavioral_health": replace(CARE, covered=YesNo.NOT_SAID)}, PHONE, "E11"),
    ],
)
def test_each_doubt_is_a_humans_matter_and_names_its_rule(changes, event, rule):
    decision = decided(answered(**changes))
    assert (decision.event, decision.reasons[0].rule) == (event, rule)


@pytest.mark.parametrize("standing", sorted(set(Standing) - {Standing.ANSWERED}))
def test_a_payer_that_did_not_answer_is_never_a_no_and_never_a_yes(standing):
    assert decided(Coverage(standing, NOW)).event in {REVIEW, PHONE, PATIENT}


def test_several_doubts_are_all_kept_and_the_most_human_comes_first():
    doubtful = answered(
        rejections=(rejection(Owner.STAFF), rejection(Owner.PATIENT)), **plan(type=PlanType.HMO)
    )
    decision = decided(doubtful)
    assert decision.event is REVIEW
    assert [reason.rule for reason in decision.reasons] == ["E7", "E1-72", "E1-72"]


def test_prior_authorization_is_no_doubt_but_staff_are_told():
    care = replace(CARE, prior_authorization=Authorization.YES)
    decision = decided(answered(behavioral_health=care))
    assert decision.event is EventKind.ACCEPTED
    assert "E12" in {reason.rule for reason in decision.reasons}


def test_a_doubt_is_due_within_a_business_day():
    assert decided(answered(outcome=Outcome.INACTIVE)).due_at < CANDIDATE.due_at


ANSWERED = st.builds(
    Answer,
    kind=st.sampled_from(Kind),
    outcome=st.sampled_from(Outcome),
    plan=st.builds(
        Plan,
        type=st.sampled_from(PlanType),
        confidence=st.sampled_from(Confidence),
        line_of_business=st.sampled_from(LineOfBusiness),
    ),
    behavioral_health=st.builds(BehavioralHealth, covered=st.sampled_from(YesNo)),
    carve_out=st.none() | st.builds(CarveOut, st.none(), st.none(), st.none(), st.just(9)),
    other_payers=st.sampled_from([(), (OtherPayer(None, None, None, 9),)]),
    rejections=st.sampled_from([(), (rejection(Owner.STAFF),), (rejection(Owner.PATIENT),)]),
)
HEARD = st.builds(
    Heard,
    st.builds(Question, st.sampled_from(Rung), administrator=st.sampled_from([None, "BHX01"])),
    ANSWERED | st.just(CLEAR_ANSWER),
)
COVERAGES = st.builds(
    Coverage,
    standing=st.sampled_from(Standing),
    at=st.just(NOW),
    answer=st.none() | ANSWERED,
    further=st.lists(HEARD, max_size=2).map(tuple),
)
NEARLY_CLEAR = st.builds(
    lambda answer, further: replace(CLEAR, answer=answer, further=further),
    st.sampled_from([replace(CLEAR_ANSWER, behavioral_health=BehavioralHealth()), CLEAR_ANSWER])
    | st.just(replace(CLEAR_ANSWER, carve_out=CarveOut("X", "BHX01", None, 9))),
    st.lists(HEARD, max_size=2).map(tuple),
)
ITEM = st.none() | st.integers(0, 3) | st.just("declined")
YES_NO = st.sampled_from([None, "yes", "no", "declined"])
ANSWERS = st.fixed_dictionaries(
    {
        "phq-9": st.dictionaries(st.sampled_from([f"q{n}" for n in range(1, 10)]), ITEM)
        | st.fixed_dictionaries({f"q{n}": ITEM for n in range(1, 10)} | {"difficulty": ITEM}),
        "gad-7": st.fixed_dictionaries({f"q{n}": ITEM for n in range(1, 8)}),
        "asq": st.fixed_dictionaries({f"q{n}": YES_NO for n in range(1, 6)}),
    }
)
STATES = st.sampled_from([None, "TX", "WY"])


def with_answers(answers, state="TX"):
    return assessed(submission(answers=answers, location=Location(state=state)), CLINIC, NOW)


def is_clear(answer):
    return (
        answer.outcome is Outcome.ACTIVE
        and (answer.plan.type, answer.plan.confidence) == (PlanType.PPO, Confidence.STRONG)
        and answer.plan.line_of_business is LineOfBusiness.COMMERCIAL
        and not (answer.other_payers or answer.rejections)
    )


def settles_care(answer):
    return answer.behavioral_health.covered is YesNo.YES and not answer.carve_out


def has_everything(assessment, coverage):
    """An active plan of the kind, and behavioral care said by it or by its administrator."""
    answer, further = coverage.answer, coverage.further
    if assessment.incomplete or coverage.standing is not Standing.ANSWERED or answer is None:
        return False
    asked = [h.reply for h in further if h.question.administrator]
    administrators = [one for one in asked if is_clear(one)]
    of_plan = [answer, *(h.reply for h in further if not h.question.administrator)]
    sent = any(one.carve_out for one in of_plan)
    speakers = administrators if sent else [*of_plan, *administrators]
    return is_clear(answer) and any(map(settles_care, speakers))


@settings(max_examples=150, deadline=None)
@given(ANSWERS, STATES, COVERAGES | NEARLY_CLEAR | st.just(CLEAR))
def test_nobody_is_accepted_with_anything_missing(answers, state, coverage):
    assessment = with_answers(answers, state)
    if decided(coverage, assessment).event is EventKind.ACCEPTED:
        assert assessment.outcome is Level.IOP_CANDIDATE
        assert has_everything(assessment, coverage)


@settings(max_examples=300, deadline=None)
@given(NEARLY_CLEAR)
def test_no_candidate_is_accepted_on_half_an_answer(coverage):
    if decided(coverage).event is EventKind.ACCEPTED:
        assert has_everything(CANDIDATE, coverage)


@settings(max_examples=150, deadline=None)
@given(ANSWERS, COVERAGES | st.just(CLEAR), st.data())
def test_a_risk_answer_more_never_makes_the_outcome_milder(answers, coverage, data):
    phq, asq = dict(answers["phq-9"]), dict(answers["asq"])
    if data.draw(st.booleans(), "item nine"):
        said = phq.get("q9")
        phq["q9"] = data.draw(st.integers(max(1, said) if isinstance(said, int) else 1, 3))
    else:
        asq[data.draw(st.sampled_from(sorted(asq)))] = "yes"
    riskier = answers | {"phq-9": phq, "asq": asq}
    before, after = with_answers(answers), with_answers(riskier)
    assert after.outcome.rank <= before.outcome.rank
    if decided(coverage, before).event is not EventKind.ACCEPTED:
        assert decided(coverage, after).event is not EventKind.ACCEPTED
    assert decided(coverage, after).event is not EventKind.REFERRED or (
        decided(coverage, before).event is EventKind.REFERRED
    )


@settings(max_examples=100, deadline=None)
@given(ANSWERS, STATES, COVERAGES)
def test_the_payer_never_ends_an_intake(answers, state, coverage):
    before = decided(None, with_answers(answers, state)).event
    after = decided(coverage, with_answers(answers, state)).event
    ends = {EventKind.REFERRED, EventKind.NOT_SERVED}
    assert (after in ends) == (before in ends)


@pytest.mark.parametrize(("answered_by", "event"), [("MH", PHONE), ("CJ", EventKind.ACCEPTED)])
def test_who_seeks_care_for_substance_use_is_accepted_where_a_payer_spoke_of_that(
    answered_by, event
):
    seeking = replace(CANDIDATE, tracks=(Track.SUBSTANCE_USE,))
    covered = answered(behavioral_health=replace(CARE, answered_by=answered_by))
    assert decided(covered, seeking).event is event
