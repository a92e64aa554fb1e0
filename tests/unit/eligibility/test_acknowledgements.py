"""999, 997 and TA1."""

import pytest

from tests.unit.eligibility.payer_answers import ISA, fixture
from threshold.eligibility.answer.model import Kind, Outcome, Owner
from threshold.eligibility.reader import read


def ta1(code, note):
    (answer,) = read(f"{ISA}TA1*000000042*260105*1159*{code}*{note}~IEA*0*000000001~")
    return answer


@pytest.mark.parametrize(
    ("code", "note", "outcome"),
    [
        ("A", "000", Outcome.UNKNOWN),
        ("E", "014", Outcome.UNKNOWN),
        ("R", "001", Outcome.CONFIG_ERROR),
        ("R", "006", Outcome.CONFIG_ERROR),
        ("R", "008", Outcome.CONFIG_ERROR),
        ("R", "999", Outcome.CONFIG_ERROR),
        ("R", "023", Outcome.TRANSPORT_ERROR),
    ],
)
def test_a_ta1_says_whether_the_interchange_was_taken(code, note, outcome):
    answer = ta1(code, note)

    assert (answer.kind, answer.outcome) == (Kind.INTERCHANGE_ACKNOWLEDGEMENT, outcome)


def test_a_ta1_names_the_interchange_it_answers():
    assert ta1("A", "000").answers_to == "000000042"


def test_a_rejected_ta1_is_operations_to_mend():
    (rejection,) = ta1("R", "006").rejections

    assert (rejection.loop, rejection.code, rejection.owner) == ("ISA", "006", Owner.OPERATIONS)


def test_an_accepted_999_is_no_answer_on_coverage():
    (answer,) = read(fixture("999_accepted.999"))

    assert (answer.kind, answer.outcome) == (Kind.ACKNOWLEDGEMENT, Outcome.UNKNOWN)
    assert answer.answers_to == "1"


@pytest.mark.parametrize("code", ["R", "P", "M", "W", "X"])
def test_any_other_code_is_a_rejection(code):
    body = fixture("999_accepted.999").decode().replace("AK9*A", f"AK9*{code}")

    (answer,) = read(body)

    assert answer.outcome is Outcome.CONFIG_ERROR
    assert answer.rejections[0].owner is Owner.OPERATIONS


def test_a_segment_without_element_errors_is_one_rejection():
    body = fixture("999_rejected.999").decode().replace("IK4*9*67*1~\n", "")

    (answer,) = read(body)

    assert [(one.loop, one.code) for one in answer.rejections] == [("2100C", "8")]


def test_a_997_is_read_as_a_999():
    body = fixture("999_rejected.999").decode()
    for new, old in (("ST*999", "ST*997"), ("IK3", "AK3"), ("IK4", "AK4"), ("IK5", "AK5")):
        body = body.replace(new, old)

    (answer,) = read(body)

    assert (answer.kind, answer.outcome) == (Kind.ACKNOWLEDGEMENT, Outcome.CONFIG_ERROR)
    assert [one.loop for one in answer.rejections] == ["2100C"]


def test_a_999_without_a_verdict_is_a_lost_answer():
    body = (
        fixture("999_accepted.999").decode().replace("IK5*A~\n", "").replace("AK9*A*1*1*1~\n", "")
    )

    (answer,) = read(body)

    assert answer.outcome is Outcome.TRANSPORT_ERROR
