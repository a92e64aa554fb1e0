import pytest

from tests.unit.assessment.filled import PACKS, phq9
from threshold.assessment.answers import UnusableAnswer
from threshold.assessment.score_file import score_file
from threshold.assessment.scoring import Status

PHQ9, ASQ = PACKS["phq-9"], PACKS["asq"]


@pytest.mark.parametrize(
    "answers", [[2, 2, 2, 2, 2, 0, 0, 0, 0], phq9(0) | {f"q{n}": 2 for n in range(1, 6)}]
)
def test_answers_come_in_form_order_or_by_item(answers):
    assert score_file(PHQ9, {"answers": answers}).total == 10


def test_a_list_may_be_shorter_and_hold_blanks_and_declined():
    scored = score_file(ASQ, {"answers": ["no", None, "declined"]})
    assert (scored.status, scored.missing, scored.declined) == (
        Status.INCOMPLETE,
        ("q2", "q4"),
        ("q3",),
    )


@pytest.mark.parametrize("sex", ["female", "male", "other", "unknown", None])
def test_a_sex_may_be_given(sex):
    assert score_file(ASQ, {"answers": [], "context": {"sex": sex}}).status is Status.NOT_STARTED


@pytest.mark.parametrize(
    ("payload", "message"),
    [
        (None, "phq-9: the file is not an object"),
        ([0] * 9, "phq-9: the file is not an object"),
        ({}, "phq-9: answers: neither a list nor an object"),
        ({"answers": None}, "phq-9: answers: neither a list nor an object"),
        ({"answers": "0"}, "phq-9: answers: neither a list nor an object"),
        ({"answers": [], "total": 3}, "phq-9: the file has keys besides answers and context"),
        ({"answers": [], "context": []}, "phq-9: context: not an object with sex alone"),
        ({"answers": [], "context": {"age": 3}}, "phq-9: context: not an object with sex alone"),
        (
            {"answers": [], "context": {"sex": ["m"]}},
            "phq-9: context.sex: not a sex as payers record it",
        ),
        ({"answers": [0] * 11}, "phq-9: more answers than its 10 items"),
    ],
)
def test_another_shape_is_refused(payload, message):
    with pytest.raises(UnusableAnswer) as caught:
        score_file(PHQ9, payload)
    assert str(caught.value) == message


def test_an_instrument_that_is_off_is_not_scored():
    with pytest.raises(UnusableAnswer, match=r"^c-ssrs: off until the right to use it"):
        score_file(PACKS["c-ssrs"], {"answers": []})
