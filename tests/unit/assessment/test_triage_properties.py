"""What holds over every submission, whatever was answered."""

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.unit.assessment.forms import (
    PACKS,
    SETTINGS,
    assess,
    facts,
    options,
    rules,
    some_forms,
    whole_forms,
)
from threshold.assessment.facts import incomplete
from threshold.assessment.outcome import Outcome

SAFETY = [("asq", f"q{n}") for n in range(1, 6)] + [("phq-9", "q9")]
SYMPTOMS = [(pack.id, item.id) for pack in PACKS.values() for item in pack.items if not item.safety]
ITEMS = {(pack.id, item.id): options(pack, item) for pack in PACKS.values() for item in pack.items}

any_forms = st.one_of(some_forms(), whole_forms())
any_state = st.sampled_from(["TX", "CA", None])
any_discharge = st.sampled_from([True, False, None])


def milder_than(one, other):
    return one.outcome.rank > other.outcome.rank


@given(any_forms, st.sampled_from(SAFETY), any_state, any_discharge, st.data())
def test_a_riskier_safety_answer_never_makes_the_outcome_milder(
    forms, place, state, discharge, data
):
    instrument, item = place
    offered = ITEMS[place]
    said = forms.get(instrument, {}).get(item)
    worse = offered[offered.index(said) + 1 :] if said in offered else offered[1:]
    assume(worse)
    riskier = forms | {
        instrument: forms.get(instrument, {}) | {item: data.draw(st.sampled_from(worse))}
    }
    before = assess(forms, state, recent_discharge=discharge)
    after = assess(riskier, state, recent_discharge=discharge)
    assert not milder_than(after, before)
    assert after.due_at <= before.due_at


@given(any_forms, st.sampled_from(SYMPTOMS), any_state, any_discharge, st.data())
def test_a_worse_symptom_never_newly_refers_down_nor_silences_a_safety_rule(
    forms, place, state, discharge, data
):
    instrument, item = place
    offered = ITEMS[place]
    said = forms.get(instrument, {}).get(item)
    assume(said in offered[:-1])
    worse = data.draw(st.sampled_from(offered[offered.index(said) + 1 :]))
    before = assess(forms, state, recent_discharge=discharge)
    after = assess(
        forms | {instrument: forms[instrument] | {item: worse}}, state, recent_discharge=discharge
    )
    assert after.outcome is not Outcome.REFER_DOWN or before.outcome is Outcome.REFER_DOWN
    safety = {rule for rule in rules(before) if rule.startswith("S")}
    assert safety <= set(rules(after))


@given(whole_forms(), st.sampled_from(sorted(ITEMS)), st.sampled_from([None, "declined"]))
def test_a_gap_in_a_whole_submission_leaves_no_candidate_and_refers_nobody_down(forms, place, gap):
    instrument, item = place
    gappy = forms | {instrument: forms[instrument] | {item: gap}}
    assume(incomplete(facts(gappy), SETTINGS.required_instruments))
    assert not {"L1", "L3"} & set(rules(assess(gappy, recent_discharge=True)))


@given(any_forms, any_state, any_discharge)
def test_nothing_incomplete_is_ever_a_candidate_or_referred_down(forms, state, discharge):
    assessment = assess(forms, state, recent_discharge=discharge)
    assert not (assessment.incomplete and {"L1", "L3"} & set(rules(assessment)))


@given(any_state, any_discharge)
def test_an_empty_submission_is_for_a_human(state, discharge):
    assessment = assess({}, state, recent_discharge=discharge)
    assert assessment.outcome in (Outcome.CLINICAL_REVIEW, Outcome.NOT_SERVED_HERE)
    assert "F6" in rules(assessment)


@given(any_forms, any_state, any_discharge)
def test_there_is_always_a_reason_and_the_first_decided(forms, state, discharge):
    assessment = assess(forms, state, recent_discharge=discharge)
    ranks = [reason.outcome.rank for reason in assessment.reasons]
    assert ranks == sorted(ranks)
    assert assessment.outcome is assessment.reasons[0].outcome
    assert assessment.due_at == min(reason.due_at for reason in assessment.reasons)
