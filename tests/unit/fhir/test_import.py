from dataclasses import replace

import pytest

from tests.unit.fhir.filled import NOW, PACKS, PATIENT
from threshold.assessment.scoring import score
from threshold.fhir.elements import UnusableResource
from threshold.fhir.reading import answers_from
from threshold.fhir.response import questionnaire_response

LOINC = "http://loinc.org"
ORDINAL_VALUE = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
ITEM_WEIGHT = "http://hl7.org/fhir/StructureDefinition/itemWeight"
ABSENT_REASON = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
PHQ_9 = "44250-9 44255-8 44259-0 44254-1 44251-7 44258-2 44252-5 44253-3 44260-8".split()
GAD_7 = "69725-0 68509-9 69733-4 69734-2 69735-9 69689-8 69736-7".split()


def response(*items, form=None, **others):
    named = {"questionnaire": form} if form else {}
    head = {"resourceType": "QuestionnaireResponse", "status": "completed"}
    return head | named | {"item": list(items)} | others


def ours(pack):
    return f"urn:threshold:questionnaire:{pack}"


def said(link, **answer):
    return {"linkId": link, "answer": [answer]}


def coded(link, code, system=LOINC, **others):
    return said(link, valueCoding={"system": system, "code": code} | others)


def weighing(number, url=ORDINAL_VALUE):
    return {"extension": [{"url": url, "valueDecimal": number}]}


def absent(reason):
    return {"extension": [{"url": ABSENT_REASON, "valueCode": reason}]}


def read_one(pack, item):
    """What one item of a form of ours is read as."""
    return answers_from(response(item, form=ours(pack)), PACKS)[pack]


@pytest.mark.parametrize(
    ("pack", "item", "answers"),
    [
        ("phq-9", coded("q1", "LA6570-1"), {"q1": 2}),
        ("phq-9", coded("/44250-9", "LA6570-1"), {"q1": 2}),
        ("phq-9", coded("44250-9", "LA6570-1"), {"q1": 2}),
        ("phq-9", coded("/44249-1/44250-9", "LA6570-1"), {"q1": 2}),
        ("phq-9", said("q1", valueCoding={"code": "LA6570-1"}), {"q1": 2}),
        ("phq-9", coded("q1", "LA6570-1", display="whatever it says"), {"q1": 2}),
        ("phq-9", said("q1", valueInteger=3), {"q1": 3}),
        ("phq-9", said("q1", valueInteger=0), {"q1": 0}),
        ("phq-9", said("q1", valueDecimal=2.0), {"q1": 2}),
        ("phq-9", said("q1", valueDecimal=2), {"q1": 2}),
        ("phq-9", coded("q1", "often", "urn:example:scale", **weighing(2)), {"q1": 2}),
        ("phq-9", coded("q1", "often", "urn:example:scale", **weighing(2, ITEM_WEIGHT)), {"q1": 2}),
        ("phq-9", said("q1", valueCoding={"display": "often"}, **weighing(2)), {"q1": 2}),
        ("phq-9", said("q1", valueCoding=weighing(0)), {"q1": 0}),
        ("phq-9", coded("q1", "LA6570-1", **weighing(2)), {"q1": 2}),
        ("gad-7", coded("q2", "LA18938-3"), {"q2": 2}),
        ("gad-2", coded("q2", "LA18938-3"), {"q2": 2}),
        ("asq", coded("q1", "LA33-6"), {"q1": "yes"}),
        ("asq", coded("q1", "LA32-8"), {"q1": "no"}),
        ("asq", said("q1", valueBoolean=True), {"q1": "yes"}),
        ("asq", said("q1", valueBoolean=False), {"q1": "no"}),
        ("asq", said("q1", valueInteger=1), {"q1": "yes"}),
        ("dast-10", said("q3", valueBoolean=True), {"q3": "yes"}),
        ("dast-10", coded("q3", "LA32-8"), {"q3": "no"}),
        ("peg", said("/75893-8", valueDecimal=7.0), {"q1": 7}),
        ("drug-use", said("q1", valueInteger=3), {"q1": 3}),
    ],
)
def test_an_answer_is_read_in_each_form_it_takes(pack, item, answers):
    assert read_one(pack, item) == answers


@pytest.mark.parametrize(
    ("item", "answers"),
    [
        (said("q9", valueCoding=absent("asked-declined")), {"q9": "declined"}),
        (said("q9", **absent("asked-declined")), {"q9": "declined"}),
        (said("q9", _valueInteger=absent("asked-declined")), {"q9": "declined"}),
        ({"linkId": "q9"} | absent("asked-declined"), {"q9": "declined"}),
        (said("q9", valueCoding=absent("asked-unknown")), {}),
        (said("q9", valueCoding=absent("not-asked")), {}),
        ({"linkId": "q9", "answer": []}, {}),
        ({"linkId": "q9", "text": "asked, and left blank"}, {}),
        (said("q9"), {}),
    ],
)
def test_declined_is_kept_and_unanswered_is_missing(item, answers):
    assert read_one("phq-9", item) == answers


def test_a_loinc_code_of_a_list_whose_codes_the_pack_lacks_goes_by_its_weight():
    pack = PACKS["phq-9"]
    uncoded = [replace(option, code=None) for option in pack.choices["frequency"]]
    packs = {"phq-9": replace(pack, choices=pack.choices | {"frequency": tuple(uncoded)})}
    item = coded("q1", "LA6570-1", **weighing(2))
    assert answers_from(response(item, form=ours("phq-9")), packs) == {"phq-9": {"q1": 2}}
    with pytest.raises(UnusableResource, match="nor a weight"):
        answers_from(response(coded("q1", "LA6570-1"), form=ours("phq-9")), packs)


def test_two_instruments_in_one_response_are_told_apart_by_their_terms():
    items = [coded(f"/{term}", "LA6569-3") for term in [*PHQ_9, *GAD_7]]
    found = answers_from(response(*items), PACKS)
    assert found.keys() == {"phq-9", "gad-7"}
    assert score(PACKS["phq-9"], found["phq-9"]).total == 9
    assert score(PACKS["gad-7"], found["gad-7"]).total == 7


def test_a_shared_question_counts_for_the_panel_it_stands_in():
    items = [coded(f"/{term}", "LA6569-3") for term in PHQ_9[:2]]
    nested = {"linkId": "/55757-9", "item": items}
    assert answers_from(response(nested), PACKS) == {"phq-2": {"q1": 1, "q2": 1}}


def test_groups_that_are_no_panel_are_seen_through():
    group = {
        "linkId": "page-1",
        "item": [{"linkId": "block", "item": [coded("/44260-8", "LA6568-5")]}],
    }
    assert answers_from(response(group), PACKS) == {"phq-9": {"q9": 0}}


def test_items_within_an_answer_are_read():
    item = coded("q1", "LA6569-3")
    item["answer"][0]["item"] = [coded("q9", "LA6570-1")]
    assert read_one("phq-9", item) == {"q1": 1, "q9": 2}


def test_loincs_own_form_names_its_panel():
    items = [coded(f"/{term}", "LA6569-3") for term in PHQ_9[:2]]
    found = answers_from(response(*items, form="http://loinc.org/q/44249-1|2.78"), PACKS)
    assert found == {"phq-9": {"q1": 1, "q2": 1}}


def test_totals_that_a_caller_sends_are_not_read():
    items = [coded(f"/{term}", "LA6569-3") for term in PHQ_9]
    total = said("/44261-6", valueDecimal=27)
    found = answers_from(response(*items, total), PACKS)
    assert score(PACKS["phq-9"], found["phq-9"]).total == 9


def test_a_total_alone_makes_an_instrument_without_answers():
    assert answers_from(response(said("/44261-6", valueInteger=0)), PACKS) == {"phq-9": {}}


def test_a_total_tells_which_instrument_shared_questions_are_of():
    items = [coded(f"/{term}", "LA6569-3") for term in PHQ_9[:2]]
    total = said("/55758-7", valueInteger=2)
    assert answers_from(response(*items, total), PACKS) == {"phq-2": {"q1": 1, "q2": 1}}


def test_an_instrument_that_was_named_and_left_blank_is_there_without_answers():
    assert answers_from(response(form=ours("asq")), PACKS) == {"asq": {}}
    assert answers_from(response({"linkId": "/69737-5"}), PACKS) == {"gad-7": {}}


def test_the_order_of_the_items_does_not_matter():
    written = questionnaire_response(PACKS["phq-9"], {"q1": 1, "q9": "declined"}, NOW, PATIENT)
    turned = written | {"item": written["item"][::-1]}
    assert answers_from(turned, PACKS) == answers_from(written, PACKS)
