import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.fhir.filled import NOW, PACKS, PATIENT, highest
from tests.unit.fhir.test_import import (
    ITEM_WEIGHT,
    LOINC,
    PHQ_9,
    absent,
    coded,
    ours,
    response,
    said,
    weighing,
)
from threshold.fhir.elements import UnusableResource
from threshold.fhir.reading import answers_from
from threshold.fhir.response import questionnaire_response


def refused(resource):
    with pytest.raises(UnusableResource) as caught:
        answers_from(resource, PACKS)
    return caught.value


def of_phq_9(*items):
    return response(*items, form=ours("phq-9"))


@pytest.mark.parametrize(
    ("mistake", "resource"),
    [
        (
            "US Core's AUDIT-C asks the single heavy-drinking question as item 1",
            response(said("/68517-2", valueDecimal=0), coded("/68519-8", "LA15694-5")),
        ),
        (
            "the same within the AUDIT-C panel",
            response({"linkId": "/72109-2", "item": [said("/68517-2", valueInteger=1)]}),
        ),
        ("HL7's HARK asks its panel as item 1", response(coded("/76499-3", "LA33-6"))),
        ("a DAST-10 total under its panel's code", response(said("/82666-9", valueInteger=4))),
        ("a PHQ-9 total under its panel's code", response(said("/44249-1", valueDecimal=12))),
        (
            "GAD-7's old two-point answer on another item than 2",
            response(coded("q1", "LA18938-3"), form=ours("gad-7")),
        ),
        (
            "GAD-7's old two-point answer on the PHQ-9",
            of_phq_9(coded("q1", "LA18938-3")),
        ),
        ("a term with a wrong check digit", response(coded("/44260-9", "LA6568-5"))),
        ("a C-SSRS risk level in place of its answers", response(coded("/93374-7", "LA9194-7"))),
        ("AUDIT item 9 scored 1, which it never is", response(said("/97739-7", valueInteger=1))),
        ("answers numbered from 1", of_phq_9(coded("q1", "LA6568-5", **weighing(1)))),
    ],
)
def test_mistakes_that_are_out_there_are_refused(mistake, resource):
    assert refused(resource).rule


@pytest.mark.parametrize(
    ("item", "place", "rule"),
    [
        (coded("q1", "LA9999-9"), "item[0].answer[0].valueCoding", "a code that the item does not"),
        (coded("q1", "LA33-6"), "item[0].answer[0].valueCoding", "a code that the item does not"),
        (
            said("q1", valueInteger=4),
            "item[0].answer[0].valueInteger",
            "none of the item's options",
        ),
        (said("q1", valueInteger=-1), "item[0].answer[0].valueInteger", "none of the item's"),
        (said("q1", valueDecimal=1.5), "item[0].answer[0].valueDecimal", "not a whole number"),
        (said("q1", valueInteger=True), "item[0].answer[0].valueInteger", "not a whole number"),
        (said("q1", valueInteger="2"), "item[0].answer[0].valueInteger", "not a whole number"),
        (said("q1", valueBoolean=True), "item[0].answer[0].valueBoolean", "yes or no"),
        (said("q1", valueString="Not at all"), "item[0].answer[0].valueString", "not a kind of"),
        (said("q1", valueCoding="LA6568-5"), "item[0].answer[0].valueCoding", "not a kind of"),
        (said("q1", _valueInteger=2), "item[0].answer[0].valueInteger", "is not an object"),
        (said("q1", valueNonsense=1), "item[0].answer[0]", "no kind that R4 has"),
        (
            coded("q1", "often", "urn:example:scale"),
            "item[0].answer[0].valueCoding",
            "neither a code of the item's nor a weight",
        ),
        (
            coded("q1", "LA6570-1", **weighing(3)),
            "item[0].answer[0]",
            "a weight that is not its answer's",
        ),
        (
            said("q1", valueCoding=weighing(1), **weighing(2, ITEM_WEIGHT)),
            "item[0].answer[0]",
            "two weights that differ",
        ),
        (
            said("q1", valueInteger=1, valueBoolean=True),
            "item[0].answer[0]",
            "more than one value",
        ),
        (
            {"linkId": "q1", "answer": [{"valueInteger": 1}, {"valueInteger": 1}]},
            "item[0]",
            "more than one answer",
        ),
        (said("q1", valueInteger=1, **absent("asked-declined")), "item[0].answer[0]", "a reason"),
        (said("q1", valueCoding=absent("masked")), "item[0].answer[0]", "a reason that is not"),
        (said("q44", valueInteger=1), "item[0]", "that its instrument does not have"),
        (said("/69725-0", valueInteger=1), "item[0]", "that its instrument does not have"),
        ({"answer": [{"valueInteger": 1}]}, "item[0].linkId", "is missing"),
        (said("q1/" * 100, valueInteger=1), "item[0].linkId", "longer than 255"),
        ({"linkId": 7, "answer": []}, "item[0].linkId", "is not text"),
        ({"linkId": "q1", "answer": {"valueInteger": 1}}, "item[0].answer", "is not a list"),
        ("q1", "item[0]", "is not an object"),
        (
            {"linkId": "q1", "answer": [{"valueInteger": 1, "modifierExtension": [{"url": "no"}]}]},
            "item[0].answer[0].modifierExtension",
            "a modifier",
        ),
    ],
)
def test_what_is_not_understood_is_refused_by_place_and_rule(item, place, rule):
    fault = refused(of_phq_9(item))
    assert (fault.place, rule in fault.rule) == (place, True)


@pytest.mark.parametrize(
    ("pack", "item", "rule"),
    [
        ("dast-10", said("q3", valueInteger=1), "only a code can tell"),
        ("dast-10", coded("q3", "1", "urn:example:scale", **weighing(1)), "only a code can tell"),
        ("dast-10", coded("q3", "LA33-6", **weighing(1)), "a weight that is not its answer's"),
        ("drug-use", coded("q1", "LA33-6"), "is not a number"),
        ("drug-use", said("q1", valueInteger=-1), "beyond the item's range"),
        ("drug-use", said("q1", valueInteger=10**9), "beyond the item's range"),
    ],
)
def test_a_number_is_not_guessed_at(pack, item, rule):
    assert rule in refused(response(item, form=ours(pack))).rule


def test_an_item_answered_twice_is_refused_even_where_both_agree():
    fault = refused(of_phq_9(said("q1", valueInteger=1), said("/44250-9", valueInteger=1)))
    assert (fault.place, fault.rule) == ("item[1]", "answers an item a second time")


def test_our_ids_mean_nothing_in_a_form_of_somebody_elses():
    assert "no instrument here" in refused(response(said("q1", valueInteger=1))).rule
    form = "http://loinc.org/q/44249-1"
    assert "does not have" in refused(response(said("q1", valueInteger=1), form=form)).rule


def test_questions_that_two_instruments_share_need_their_panel():
    items = [coded(f"/{term}", "LA6569-3") for term in PHQ_9[:2]]
    assert "name the panel" in refused(response(*items)).rule


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"resourceType": "Questionnaire"}, "resourceType"),
        ({"status": "in-progress"}, "status"),
        ({"status": "entered-in-error"}, "status"),
        ({"status": None}, "status"),
        ({"questionnaire": "urn:threshold:questionnaire:phq-99"}, "questionnaire"),
        ({"questionnaire": "urn:threshold:questionnaire:phq-9|99.0.0"}, "questionnaire"),
        ({"questionnaire": 9}, "questionnaire"),
        ({"implicitRules": "urn:example:rules"}, "implicitRules"),
        ({"modifierExtension": [{"url": "urn:example:not"}]}, "modifierExtension"),
        ({"item": {"linkId": "q1"}}, "item"),
    ],
)
def test_a_response_that_is_not_one_is_refused(change, place):
    assert refused(of_phq_9() | change).place == place


def test_items_nested_without_end_are_refused():
    item = said("q1", valueInteger=1)
    for _ in range(500):
        item = {"linkId": "group", "item": [item]}
    assert "deeper" in refused(of_phq_9(item)).rule


def test_a_fault_never_carries_what_was_sent():
    fault = refused(of_phq_9(coded("Jane TESTER", "EXA000111", "Jane TESTER")))
    assert "TESTER" not in str(fault)
    fault = refused(of_phq_9(coded("q1", "EXA000111", "Jane TESTER")))
    assert not any(word in str(fault) for word in ("TESTER", "EXA000111"))
    assert "TESTER" not in str(refused(of_phq_9(said("q1", valueTESTER=1))))


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-1, 9)
    | st.floats()
    | st.sampled_from([LOINC, "q1", ""]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                "linkId item answer extension url valueCoding valueInteger code".split()
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@given(JSON)
def test_anything_at_all_is_read_or_refused(anything):
    for resource in (anything, of_phq_9() | {"item": anything}, of_phq_9(anything)):
        read_or_refused(resource)


@given(st.data())
def test_a_response_damaged_anywhere_is_read_or_refused(data):
    pack = data.draw(st.sampled_from(list(PACKS.values())))
    written = questionnaire_response(pack, highest(pack), NOW, PATIENT)
    read_or_refused(json.loads(json.dumps(damaged(data, written))))


def damaged(data, value):
    """The value with one part of it, anywhere, exchanged for something else."""
    if isinstance(value, dict | list) and value and data.draw(st.integers(0, 9)):
        keys = list(value) if isinstance(value, dict) else range(len(value))
        key = data.draw(st.sampled_from(keys))
        copy = value.copy()
        copy[key] = damaged(data, value[key])
        return copy
    return data.draw(JSON)


def read_or_refused(resource):
    with suppress(UnusableResource):
        assert answers_from(resource, PACKS).keys() <= PACKS.keys()
