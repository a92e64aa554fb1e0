"""What holds over every submission, whatever was answered."""

from collections.abc import Mapping
from datetime import timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.unit.assessment.filled import PACKS, Form, a_form, options
from tests.unit.assessment.forms import NOW, SETTINGS, assess, calm, facts, phq9, rules
from threshold.assessment.conditions.fit import SAFETY_ITEMS
from threshold.assessment.facts import Pair, incomplete
from threshold.assessment.outcome import Outcome
from threshold.intake.submission import CareSetting, Track

ITEMS = {(pack.id, item.id): options(pack, item) for pack in PACKS.values() for item in pack.items}
PROTECTIVE = {
    ("withdrawal", "opioid_medication"),
    ("overdose", "naloxone_at_hand"),
    # The BAM's Protective items; its item 1 and 2 are no symptoms of what a rule speaks of.
    *(("bam", f"q{number}") for number in (9, 10, 12, 13, 14, 16)),
}
SAFETY = [
    (pack, item)
    for pack, items in SAFETY_ITEMS.items()
    for item in items
    if (pack, item) not in PROTECTIVE
]
SYMPTOMS = [place for place in ITEMS if place not in SAFETY and place not in PROTECTIVE]
A_FACT_NOT_A_RISK = ("pregnancy", "pregnant")
"""Knowing it can only be better than not knowing it; it is a risk beside use alone."""

Forms = Mapping[str, Form]


def candidate() -> dict[str, Form]:
    return calm() | {"phq-9": phq9(12, difficulty=2)}


@st.composite
def submissions(draw: st.DrawFn, *, with_pack: str | None = None) -> dict[str, Form]:
    """Nobody, somebody calm or a candidate, who also filled a few instruments in some way."""
    forms = draw(st.sampled_from([dict, calm, candidate]))()
    some = draw(st.lists(st.sampled_from(sorted(PACKS)), max_size=3, unique=True))
    for name in {*some, *filter(None, [with_pack])}:
        whole = draw(st.booleans())
        forms[name] = draw(a_form(PACKS[name], complete=whole))
    return forms


circumstances = st.fixed_dictionaries(
    {},
    optional={
        "state": st.sampled_from(["TX", "CA", None]),
        "recent_discharge": st.sampled_from([True, False, None]),
        "discharged_from": st.sampled_from([None, *CareSetting]),
        "discharged_on": st.just(NOW.date() - timedelta(days=3)),
        "hours_per_week": st.sampled_from([8, 9]),
        "age": st.sampled_from([17, 18]),
        "lacking": st.sampled_from([(), ("internet",)]),
        "ciwa_ar": st.sampled_from([9, 10]),
        "tracks": st.sampled_from([(), (Track.COUPLES,), (Track.DUAL,)]),
        "pair": st.builds(Pair, st.booleans(), st.booleans(), st.booleans()),
        "payer_id": st.sampled_from(["CMS", "99991"]),
    },
)


def severity(assessment) -> int:
    return -assessment.outcome.rank


def worse(draw: st.DataObject, forms: Forms, place: tuple[str, str]) -> tuple[Forms, bool]:
    """The same forms with a worse answer in this place, and whether there was one before."""
    instrument, item = place
    offered = ITEMS[place]
    said = forms.get(instrument, {}).get(item)
    rest = offered[offered.index(said) + 1 :] if said in offered else offered[1:]
    assume(rest)
    form = {**forms.get(instrument, {}), item: draw.draw(st.sampled_from(rest))}
    return {**forms, instrument: form}, said in offered


@given(st.sampled_from(SAFETY), circumstances, st.data())
def test_a_riskier_safety_answer_never_makes_the_outcome_milder(place, around, data):
    forms = data.draw(submissions(with_pack=place[0]))
    riskier, was_answered = worse(data, forms, place)
    assume(was_answered or place != A_FACT_NOT_A_RISK)
    before, after = assess(forms, **around), assess(riskier, **around)
    assert severity(after) >= severity(before)
    if was_answered:
        assert after.due_at <= before.due_at
        assert after.priority <= before.priority


@given(st.sampled_from(SYMPTOMS), circumstances, st.data())
def test_a_worse_symptom_never_newly_refers_down_nor_silences_a_safety_rule(place, around, data):
    forms = data.draw(submissions(with_pack=place[0]))
    worsened, was_answered = worse(data, forms, place)
    assume(was_answered)
    before, after = assess(forms, **around), assess(worsened, **around)
    assert after.outcome is not Outcome.REFER_DOWN or before.outcome is Outcome.REFER_DOWN
    grave = {rule for rule in rules(before) if rule[0] in "SM"}
    assert grave <= set(rules(after))


@given(st.sampled_from(sorted(ITEMS)), st.sampled_from([None, "declined"]), st.data())
def test_a_gap_leaves_no_candidate_and_refers_nobody_down(place, gap, data):
    instrument, item = place
    forms = data.draw(submissions(with_pack=instrument))
    gappy = {**forms, instrument: {**forms[instrument], item: gap}}
    assume(incomplete(facts(gappy), SETTINGS.required_instruments))
    outcome = assess(gappy, recent_discharge=True).outcome
    assert outcome not in (Outcome.IOP_CANDIDATE, Outcome.REFER_DOWN)


@given(submissions(), circumstances)
def test_nothing_incomplete_is_ever_a_candidate_or_referred_down(forms, around):
    assessment = assess(forms, **around)
    if assessment.incomplete:
        assert severity(assessment) >= -Outcome.CLINICAL_REVIEW.rank
        assert not {"L1", "L2", "L3"} & set(rules(assessment))


@given(submissions(), circumstances)
def test_a_candidate_has_nothing_that_a_safety_rule_speaks_of(forms, around):
    assessment = assess(forms, **around)
    if assessment.outcome is Outcome.IOP_CANDIDATE:
        assert set(rules(assessment)) <= {"L1", "L2", "C2", "C3"}


@given(circumstances)
def test_an_empty_submission_is_for_a_human(around):
    assessment = assess({}, **around)
    assert severity(assessment) >= -Outcome.CLINICAL_REVIEW.rank
    assert "F6" in rules(assessment)


@given(submissions(), circumstances)
def test_there_is_always_a_reason_and_the_first_decided(forms, around):
    assessment = assess(forms, **around)
    ranks = [reason.outcome.rank for reason in assessment.reasons if reason.outcome]
    assert ranks == sorted(ranks)
    assert assessment.outcome is assessment.reasons[0].outcome
    times = [reason.due_at for reason in assessment.reasons if reason.due_at]
    assert assessment.due_at <= min(times)


@given(submissions(), circumstances, st.randoms(use_true_random=False))
def test_the_order_of_the_answers_does_not_matter(forms, around, random):
    def shuffled(pairs):
        return dict(random.sample(list(pairs), len(pairs)))

    mixed = shuffled({name: shuffled(form.items()) for name, form in forms.items()}.items())
    assert assess(mixed, **around).inputs_hash == assess(forms, **around).inputs_hash
    assert assess(mixed, **around).reasons == assess(forms, **around).reasons
