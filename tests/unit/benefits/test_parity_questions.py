"""Hints that behavioral benefits are stricter than medical ones: questions, never verdicts."""

import pytest

from tests.unit.benefits.sheets import ACTIVE, answer
from tests.unit.eligibility.payer_answers import fixture, fixture_names
from threshold.benefits.parity import parity_questions
from threshold.eligibility.reader import read

OFFICE = "EB*B*IND*98***27*20*****Y"
CARE = "EB*B*IND*MH***27*20*****Y"


def asked(*segments):
    return [question.text for question in parity_questions(answer(ACTIVE, *segments))]


@pytest.mark.parametrize(
    ("segments", "question"),
    [
        ((OFFICE, "EB*F*IND*MH***23***VS*20**Y"), "are visits limited for behavioral care"),
        ((OFFICE, "EB*CB*IND*MH********Y*Y"), "is authorization needed for behavioral care"),
        ((OFFICE, "III*ZZ*10", CARE), "is telehealth given for office visits"),
        ((OFFICE, "EB*B*IND*MH***27*40*****Y"), "is the copay higher"),
        (
            ("EB*A*IND*98*****.1****Y", "EB*A*IND*MH*****.2****Y"),
            "is the coinsurance higher",
        ),
    ],
)
def test_a_stricter_benefit_raises_a_question(segments, question):
    (found,) = asked(*segments)

    assert found.startswith(question)
    assert found.endswith("in network?")


@pytest.mark.parametrize(
    "segments",
    [
        (OFFICE, CARE),
        (CARE, "EB*F*IND*MH***23***VS*20**Y"),
        (OFFICE, "EB*B*IND*MH***27*10*****Y"),
        (OFFICE, "EB*B*IND*MH***27*40*****N"),
        (OFFICE, "EB*F*IND*98***23***VS*20**Y", "EB*F*IND*MH***23***VS*20**Y"),
    ],
    ids=["alike", "nothing medical to compare", "milder", "another network", "both limited"],
)
def test_what_is_not_stricter_raises_none(segments):
    assert asked(*segments) == []


def test_a_question_names_its_segments():
    (question,) = parity_questions(answer(ACTIVE, OFFICE, "EB*B*IND*MH***27*40*****Y"))

    assert question.segments == (12,)


@pytest.mark.parametrize("name", fixture_names(".271", ".999", ".ta1"))
def test_every_answer_can_be_asked_about(name):
    for found in read(fixture(name)):
        assert all(question.text.endswith("?") for question in parity_questions(found))
