import json
from importlib.resources import files

import pytest

from threshold.assessment.pack import may_self_report
from threshold.assessment.pack_files import UnusablePack, read_pack

PHQ9 = files("threshold.assessment").joinpath("packs", "phq-9.json").read_text()
ASQ = files("threshold.assessment").joinpath("packs", "asq.json").read_text()


def broken(text, change):
    document = json.loads(text)
    change(document)
    return json.dumps(document)


def fault(name, text):
    with pytest.raises(UnusablePack) as caught:
        read_pack(name, text)
    return str(caught.value)


PHQ9_FAULTS = {
    "items: an id stands twice": lambda d: d["items"].append(d["items"][0]),
    "items.q1.answers: names no list of choices": lambda d: d["items"][0].update(answers="x"),
    "items.q9.asked_when: a scored item is always asked but by SKIP_LOGIC": lambda d: d["items"][
        8
    ].update(asked_when=[{"items": ["q1"], "sum_at_least": 1}]),
    "items.q1.asked_when: names an item that does not come before": lambda d: d["items"][0].update(
        asked_when=[{"items": ["q2"], "sum_at_least": 1}]
    ),
    "choices.frequency: two options share a score": lambda d: d["choices"]["frequency"][0].update(
        score=1
    ),
    "choices.frequency: a score is below 0": lambda d: d["choices"]["frequency"][0].update(
        score=-1
    ),
    "scores.total.items: names an item that is not scored": lambda d: d["scores"][0][
        "items"
    ].append("difficulty"),
    "scores.total: low and high are not what its items can reach": lambda d: d["scores"][0].update(
        high=26
    ),
    "scores: bands or a cut-off need a score called total": lambda d: d["scores"].clear(),
    "positive: rests on a total or on answers, not on both": lambda d: d["positive"].update(
        answers={"items": ["q9"], "sum_at_least": 1}
    ),
    "positive.by_sex: goes with total_at_least": lambda d: d.update(
        positive={"by_sex": {"male": 4}}
    ),
    "items.q1.up_to: is 1 or more, of an item without a list of choices": lambda d: d["items"][
        0
    ].update(up_to=3),
    "items.q1.reversed: is to be said where, and only where": lambda d: d["items"][0].update(
        reversed=True
    ),
    "items.difficulty.asked_when: has one of sum_at_least, sum_at_most": lambda d: d["items"][9][
        "asked_when"
    ][0].update(count_at_least=1),
    "items.difficulty.asked_when: sum_at_most is for flags": lambda d: d["items"][9].update(
        asked_when=[{"items": ["q1"], "sum_at_most": 1}]
    ),
    "flags.odd.when: names an item the pack does not have": lambda d: d.update(
        flags=[{"id": "odd", "when": [{"items": ["q10"], "sum_at_least": 1}]}]
    ),
    "step_up: goes with bands": lambda d: d.update(
        bands=[], step_up=[{"items": ["q9"], "sum_at_least": 1}]
    ),
    "prorate: goes with the completeness PRORATE": lambda d: d.pop("prorate"),
    "prorate.never: names an item that is not scored": lambda d: d["prorate"]["never"].append(
        "difficulty"
    ),
    "rights.checked_on: is the day of what is verified": lambda d: d["rights"].update(
        verified=False
    ),
    "results: a pack has bands or results, not both": lambda d: d.update(results=[{"id": "any"}]),
    "bands: do not part the range of the total": lambda d: d["bands"][1].update(high=10),
    "bands: part whole totals, not means": lambda d: d["scores"][0].update(op="mean", high=3),
    "languages: are not those of the texts": lambda d: d["languages"].append("fr"),
    "texts.en.items: are not the items of the pack": lambda d: d["texts"]["en"]["items"].pop("q9"),
    "texts.en.choices: are not the choices": lambda d: d["texts"]["en"]["choices"][
        "frequency"
    ].pop(),
    "id: is not the name of the file": lambda d: d.update(id="phq-8"),
    "items[].safety: fits none of its types": lambda d: d["items"][8]["safety"].update(
        at_least="1"
    ),
    "Pack: 1 fields the type does not have": lambda d: d.update(sauce=""),
}


@pytest.mark.parametrize("expected", PHQ9_FAULTS)
def test_a_pack_with_a_fault_is_refused_by_pack_path_and_rule(expected):
    message = fault("phq-9", broken(PHQ9, PHQ9_FAULTS[expected]))
    assert message.startswith("pack phq-9: ")
    assert expected in message


ASQ_FAULTS = {
    "positive.answers: names an item the pack does not have": lambda d: d["positive"]["answers"][
        "items"
    ].append("q6"),
    "results.acute_positive.when: names an item": lambda d: d["results"][0]["when"]["items"].append(
        "q6"
    ),
    "results: all but the last have a condition": lambda d: d["results"].reverse(),
}


@pytest.mark.parametrize("expected", ASQ_FAULTS)
def test_conditions_and_results_are_checked_too(expected):
    assert expected in fault("asq", broken(ASQ, ASQ_FAULTS[expected]))


@pytest.mark.parametrize("text", ["", "[]", "{"])
def test_a_file_that_is_no_object_is_refused(text):
    assert fault("phq-9", text) == "pack phq-9: the file is not a JSON object"


def test_a_pack_whose_text_may_not_ship_loads_but_is_not_for_self_report():
    def withhold(document):
        document["rights"].update(status="licensed", text_shipped=False)
        document.update(languages=[], texts={})

    assert not may_self_report(read_pack("phq-9", broken(PHQ9, withhold)), "en")
