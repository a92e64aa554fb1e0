from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.fhir.filled import NOW, PACKS, PATIENT, forms, highest
from tests.unit.fhir.r4 import faults
from threshold.assessment.answers import UnusableAnswer
from threshold.fhir.questionnaire import questionnaire
from threshold.fhir.reading import answers_from
from threshold.fhir.response import questionnaire_response

EVERY_PACK = pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS.keys())


def responded(pack, answers):
    return questionnaire_response(PACKS[pack], answers, NOW, PATIENT)


@EVERY_PACK
def test_each_pack_makes_a_response_that_r4_allows(pack):
    assert faults(questionnaire_response(pack, highest(pack), NOW, PATIENT)) == []
    declined = {item.id: "declined" for item in pack.items}
    assert faults(questionnaire_response(pack, declined, NOW, PATIENT)) == []
    assert faults(questionnaire_response(pack, {}, NOW, PATIENT)) == []


@given(st.data())
def test_answers_come_back_from_their_response_as_they_went_in(data):
    pack = data.draw(st.sampled_from(list(PACKS.values())))
    answers = data.draw(forms(pack))
    response = questionnaire_response(pack, answers, NOW, PATIENT)
    assert answers_from(response, PACKS) == {pack.id: answers}


@EVERY_PACK
def test_an_answer_is_one_that_its_question_offers(pack):
    asked = {item["linkId"]: item for item in questionnaire(pack, "tlh")["item"]}
    for item in questionnaire_response(pack, highest(pack), NOW, PATIENT)["item"]:
        [answer] = item["answer"]
        if asked[item["linkId"]]["type"] == "integer":
            assert answer.keys() == {"valueInteger"}
        else:
            coding = dict(answer["valueCoding"])
            weights = coding.pop("extension")
            assert {"extension": weights, "valueCoding": coding} in asked[item["linkId"]][
                "answerOption"
            ]


def test_the_response_says_what_it_answers_when_and_of_whom():
    response = responded("phq-9", {"q1": 2})
    assert (
        response["questionnaire"] == f"urn:threshold:questionnaire:phq-9|{PACKS['phq-9'].version}"
    )
    assert response["authored"] == "2026-03-04T15:00:00+00:00"
    assert response["subject"] == {"reference": PATIENT}
    assert response["status"] == "completed"


def test_what_was_declined_has_the_reason_and_no_value():
    [item] = responded("phq-9", {"q9": "declined"})["item"]
    url = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
    extension = [{"url": url, "valueCode": "asked-declined"}]
    assert item == {"linkId": "q9", "answer": [{"valueCoding": {"extension": extension}}]}


def test_what_was_not_answered_is_left_out():
    assert [item["linkId"] for item in responded("phq-9", {"q1": 0, "q2": None})["item"]] == ["q1"]


def test_the_two_point_answer_of_gad_7_item_2_is_the_printed_one():
    [item] = responded("gad-7", {"q2": 2})["item"]
    assert item["answer"][0]["valueCoding"]["code"] == "LA6570-1"


def test_an_answer_its_item_does_not_offer_is_not_written():
    with pytest.raises(UnusableAnswer, match="phq-9: q1"):
        responded("phq-9", {"q1": 4})


def test_a_time_without_a_zone_is_not_written():
    with pytest.raises(ValueError, match="zone"):
        questionnaire_response(PACKS["phq-9"], {}, datetime(2026, 3, 4, 15, 0), PATIENT)  # noqa: DTZ001
