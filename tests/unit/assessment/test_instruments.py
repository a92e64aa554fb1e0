"""What holds of every instrument."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.assessment.filled import PACKS, a_form, options
from threshold.assessment.scoring import Status, score


@given(st.sampled_from(list(PACKS.values())).flatmap(lambda p: st.tuples(st.just(p), a_form(p))))
def test_a_score_stands_on_every_asked_item_and_on_no_blank(case):
    pack, form = case
    scored = score(pack, form)
    required = {item.id for item in pack.items if item.scored}
    open_ones = required.intersection((*scored.missing, *scored.declined))
    begun = any(answer is not None for answer in form.values())
    assert (scored.status is Status.COMPLETE) is (begun and not open_ones)
    assert bool(scored.scores) is (scored.status is Status.COMPLETE and bool(pack.scores))
    assert (scored.total is None) or scored.status is Status.COMPLETE


@given(st.data())
def test_the_order_of_answers_does_not_matter(data):
    pack = data.draw(st.sampled_from(list(PACKS.values())))
    form = data.draw(a_form(pack))
    shuffled = dict(data.draw(st.permutations(list(form.items()))))
    assert score(pack, shuffled) == score(pack, form)


@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS.keys())
@pytest.mark.parametrize("place", [0, -1])
def test_a_change_of_language_changes_no_score(pack, place):
    form = {item.id: options(pack, item)[place] for item in pack.items}
    for language in pack.languages:
        alone = replace(pack, languages=(language,), texts={language: pack.texts[language]})
        assert score(alone, form) == score(pack, form)


@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS.keys())
def test_all_texts_of_a_pack_ask_the_same_items_and_options(pack):
    shapes = [
        (list(text.items), {name: len(one) for name, one in text.choices.items()})
        for text in pack.texts.values()
    ]
    assert all(shape == shapes[0] for shape in shapes)


@given(st.sampled_from(["phq-9", "gad-7", "pcl-5", "hark", "dast-10"]), st.data())
def test_a_higher_answer_never_lowers_a_sum(name, data):
    pack = PACKS[name]
    form = data.draw(a_form(pack, complete=True))
    item = data.draw(st.sampled_from([one for one in pack.items if one.scored]))
    offered = options(pack, item)
    lower, higher = sorted(data.draw(st.integers(0, len(offered) - 1)) for _ in range(2))
    below = score(pack, form | {item.id: offered[lower]})
    assert score(pack, form | {item.id: offered[higher]}).total >= below.total
