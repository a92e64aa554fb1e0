"""Every AAA03 code: who owns it and what an answer with it alone comes to."""

import pytest

from tests.unit.eligibility.payer_answers import answer_with
from threshold.eligibility.aaa import REJECT_REASONS
from threshold.eligibility.answer.model import Outcome, Owner

PATIENT, STAFF, OPERATIONS, PAYER = Owner
OWNERS = {
    **dict.fromkeys(["58", "71", "72", "73", "77", "78"], PATIENT),
    **dict.fromkeys(
        ["35", "49", "52", "53", "54", "55", "56", "57", "60", "61", "62", "63"], STAFF
    ),
    **dict.fromkeys(["64", "65", "66", "67", "68", "69", "70", "74", "75", "76", "98"], STAFF),
    **dict.fromkeys(["AA", "AE", "AF", "AG", "AO", "CI", "E8", "IA", "MA"], STAFF),
    **dict.fromkeys(["04", "15", "33", "41", "43", "44", "45", "46", "47", "48"], OPERATIONS),
    **dict.fromkeys(["50", "51", "79", "97", "T4"], OPERATIONS),
    **dict.fromkeys(["42", "80"], PAYER),
}
OUTCOMES = {
    PATIENT: Outcome.REJECTED,
    STAFF: Outcome.REJECTED,
    OPERATIONS: Outcome.CONFIG_ERROR,
    PAYER: Outcome.RETRY,
}


def test_the_table_holds_every_code_and_no_other():
    assert set(REJECT_REASONS) == set(OWNERS)


@pytest.mark.parametrize(("code", "owner"), OWNERS.items())
def test_each_code_has_its_owner_outcome_and_next_step(code, owner):
    answer = answer_with(f"AAA*N**{code}*C")

    (rejection,) = answer.rejections
    assert (rejection.code, rejection.owner, answer.outcome) == (code, owner, OUTCOMES[owner])
    assert rejection.next_step


@pytest.mark.parametrize("code", ["99", "ZZ", ""])
def test_a_code_nobody_knows_goes_to_staff(code):
    answer = answer_with(f"AAA*N**{code}*C")

    assert answer.rejections[0].owner is STAFF
    assert answer.outcome is Outcome.REJECTED


@pytest.mark.parametrize("follow_up", ["C", "N", "P", "R", "S", "W", "X", "Y"])
def test_the_follow_up_is_kept(follow_up):
    assert answer_with(f"AAA*N**75*{follow_up}").rejections[0].follow_up == follow_up


@pytest.mark.parametrize("valid", ["Y", "N", ""])
def test_whether_the_request_was_valid_is_kept_and_not_used(valid):
    answer = answer_with(f"AAA*{valid}**75*C")

    assert (answer.rejections[0].request_valid, answer.outcome) == (valid, Outcome.REJECTED)


@pytest.mark.parametrize(
    ("codes", "outcome"),
    [
        (["72", "42"], Outcome.RETRY),
        (["72", "43"], Outcome.CONFIG_ERROR),
        (["42", "79"], Outcome.CONFIG_ERROR),
    ],
)
def test_what_is_wrong_in_itself_outweighs_asking_again(codes, outcome):
    answer = answer_with(*(f"AAA*N**{code}*C" for code in codes))

    assert answer.outcome is outcome
    assert [one.code for one in answer.rejections] == codes
