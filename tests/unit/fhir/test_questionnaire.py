from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.fhir.filled import NOW, PACKS, PATIENT, forms, offered
from tests.unit.fhir.r4 import faults
from threshold.assessment.pack import Condition
from threshold.assessment.scoring import score
from threshold.fhir.questionnaire import questionnaire
from threshold.fhir.response import questionnaire_response

EVERY_PACK = pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS.keys())
WITHOUT_TEXT = [pack for pack in PACKS.values() if not pack.rights.text_shipped]
ORDINAL_VALUE = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
ITEM_WEIGHT = "http://hl7.org/fhir/StructureDefinition/itemWeight"


def questions(resource):
    return [item for item in resource["item"] if item["type"] != "display"]


def question(pack, item, language="en"):
    found = questions(questionnaire(PACKS[pack], language))
    return next(one for one in found if one["linkId"] == item)


def texts(value):
    """Every wording in a resource: texts, and displays of codings."""
    if isinstance(value, list):
        return [text for one in value for text in texts(one)]
    if not isinstance(value, dict):
        return []
    own = [value[name] for name in ("text", "display") if name in value]
    return own + [text for one in value.values() for text in texts(one)]


@EVERY_PACK
@pytest.mark.parametrize("language", ["en", "es", "tlh"])
def test_each_pack_makes_a_questionnaire_that_r4_allows(pack, language):
    assert faults(questionnaire(pack, language)) == []


@EVERY_PACK
def test_questions_are_the_items_in_the_order_of_the_form(pack):
    links = [item["linkId"] for item in questions(questionnaire(pack, "en"))]
    assert links == [item.id for item in pack.items]


@EVERY_PACK
def test_a_question_offers_what_the_form_offers_at_the_weight_it_scores(pack):
    for item, asked in zip(pack.items, questions(questionnaire(pack, "en")), strict=True):
        if item.up_to is None:
            scores = [option.score for option in pack.options(item)]
            weights = [
                [(each["url"], each["valueDecimal"]) for each in option["extension"]]
                for option in asked["answerOption"]
            ]
            assert weights == [[(ORDINAL_VALUE, one), (ITEM_WEIGHT, one)] for one in scores]
            assert len(offered(pack, item)) == len(asked["answerOption"])
        else:
            assert [each["valueInteger"] for each in asked["extension"]] == [0, item.up_to]


@pytest.mark.parametrize("pack", WITHOUT_TEXT, ids=[pack.id for pack in WITHOUT_TEXT])
def test_a_pack_whose_text_may_not_be_given_on_is_a_skeleton(pack):
    assert texts(questionnaire(pack, "en")) == []


def test_a_language_that_has_no_text_makes_a_skeleton_and_is_not_claimed():
    resource = questionnaire(PACKS["phq-9"], "tlh")
    assert (texts(resource), "language" in resource) == ([], False)


@pytest.mark.parametrize(("asked", "language"), [("es", "es"), ("es-MX", "es"), ("en", "en")])
def test_a_text_is_said_to_be_in_its_own_language(asked, language):
    resource = questionnaire(PACKS["phq-9"], asked)
    assert resource["language"] == language
    assert resource["title"] == PACKS["phq-9"].texts[language].title


def test_the_questionnaire_says_which_instrument_and_version_it_is():
    resource = questionnaire(PACKS["phq-9"], "en")
    assert resource["url"] == "urn:threshold:questionnaire:phq-9"
    assert resource["version"] == PACKS["phq-9"].version
    assert resource["code"] == [{"system": "http://loinc.org", "code": "44249-1"}]
    assert resource["status"] == "active"
    assert "LOINC" in resource["copyright"]


def test_a_question_has_its_term_its_text_and_its_coded_answers():
    asked = question("phq-9", "q1")
    assert asked["code"] == [{"system": "http://loinc.org", "code": "44250-9"}]
    assert asked["text"] == PACKS["phq-9"].texts["en"].items["q1"]
    assert asked["answerOption"][2]["valueCoding"] == {
        "system": "http://loinc.org",
        "code": "LA6570-1",
        "display": "More than half the days",
    }


def test_yes_and_no_are_loincs():
    codes = [option["valueCoding"]["code"] for option in question("asq", "q1")["answerOption"]]
    assert codes == ["LA32-8", "LA33-6"]


def test_a_reversed_item_weighs_its_no():
    options = question("dast-10", "q3")["answerOption"]
    weights = {one["valueCoding"]["code"]: one["extension"][0]["valueDecimal"] for one in options}
    assert weights == {"LA33-6": 0, "LA32-8": 1}


def test_the_instruction_of_the_form_comes_first():
    first = questionnaire(PACKS["phq-9"], "en")["item"][0]
    assert (first["type"], first["text"]) == ("display", PACKS["phq-9"].texts["en"].instruction)


def test_a_question_of_a_branch_is_shown_after_any_answer_that_opens_it():
    asked = question("asq", "q5")
    opening = [(when["question"], when["answerCoding"]["code"]) for when in asked["enableWhen"]]
    assert opening == [(f"q{n}", "LA33-6") for n in range(1, 5)]
    assert asked["enableBehavior"] == "any"


def shown(asked, answers):
    """Whether a renderer shows the question, given the codes answered so far."""
    opening = [
        (when["question"], when["answerCoding"]["code"]) for when in asked.get("enableWhen", [])
    ]
    return not opening or any(answers.get(name) == code for name, code in opening)


@given(st.data())
def test_no_question_that_the_form_asks_is_hidden_from_others(data):
    pack = data.draw(st.sampled_from([pack for pack in PACKS.values() if branches(pack)]))
    answers = data.draw(forms(pack))
    written = questionnaire_response(pack, answers, NOW, PATIENT).get("item", [])
    codes = {
        item["linkId"]: item["answer"][0].get("valueCoding", {}).get("code") for item in written
    }
    asked = score(pack, answers).missing
    for one in questions(questionnaire(pack, "en")):
        assert one["linkId"] not in asked or shown(one, codes)


def branches(pack):
    return any(item.asked_when for item in pack.items)


@pytest.mark.parametrize(
    ("condition", "entries"),
    [
        (Condition(("q1",), sum_at_least=2), ["LA6570-1", "LA6571-9"]),
        (Condition(("q1", "q2"), count_at_least=1, each_at_least=3), ["LA6571-9", "LA6571-9"]),
        (Condition(("q1", "q2"), sum_at_least=2), []),
        (Condition(("q1", "q2"), count_at_least=2), []),
        (Condition(("q1",), sum_at_most=0), []),
    ],
)
def test_a_condition_that_r4_cannot_say_leaves_its_question_always_shown(condition, entries):
    pack = PACKS["phq-9"]
    last = replace(pack.items[-1], asked_when=(condition,))
    changed = questionnaire(replace(pack, items=(*pack.items[:-1], last)), "en")
    found = changed["item"][-1].get("enableWhen", [])
    assert [when["answerCoding"]["code"] for when in found] == entries


def test_a_number_opens_a_branch_from_its_size_on():
    pack = PACKS["drug-use"]
    [first] = pack.items
    branch = replace(first, id="q2", asked_when=(Condition(("q1",), sum_at_least=3),))
    changed = questionnaire(replace(pack, items=(first, branch)), "tlh")
    expected = {"question": "q1", "operator": ">=", "answerInteger": 3}
    assert changed["item"][-1]["enableWhen"] == [expected]


def test_no_question_is_required():
    for pack in PACKS.values():
        assert not any(one.get("required") for one in questions(questionnaire(pack, "en")))
