"""The group that the payer itself counts the patient to."""

import pytest

from tests.unit.eligibility.payer_answers import (
    ACTIVE_PPO,
    RECEIVER,
    SOURCE,
    SUBSCRIBER,
    answer_with,
    interchange,
)
from threshold.eligibility.answer.model import Group
from threshold.eligibility.reader import read

DEPENDENT = ("HL*4*3*23*0", "NM1*03*1*TESTER*JILL")


@pytest.mark.parametrize(
    ("references", "group"),
    [
        ([], None),
        (["REF*6P*GRP100*EXAMPLE EMPLOYER"], Group("6P", "GRP100", 10)),
        (["REF*1L*POL7", "REF*6P*GRP100"], Group("6P", "GRP100", 11)),
        (["REF*18*PLAN9", "REF*1L*POL7"], Group("1L", "POL7", 11)),
        (["REF*18*PLAN9"], Group("18", "PLAN9", 10)),
        (["REF*6P*GRP100", "REF*6P*GRP100"], Group("6P", "GRP100", 11)),
        (["REF*6P*GRP100", "REF*6P*GRP200"], None),
        (["REF*6P**EXAMPLE EMPLOYER"], None),
        (["REF*SY*000000000"], None),
    ],
)
def test_a_group_is_read_where_the_payer_names_one(references, group):
    assert answer_with(*references, ACTIVE_PPO).group == group


def test_a_reference_beside_a_benefit_is_no_group_of_the_patient():
    assert answer_with(ACTIVE_PPO, "REF*6P*GRP100").group is None


@pytest.mark.parametrize(
    ("own", "group"),
    [([], Group("6P", "GRP100", 10)), (["REF*6P*GRP200"], Group("6P", "GRP200", 13))],
)
def test_a_dependents_group_is_its_own_or_else_the_subscribers(own, group):
    subscriber = (*SUBSCRIBER, "REF*6P*GRP100")
    (answer,) = read(interchange(*SOURCE, *RECEIVER, *subscriber, *DEPENDENT, *own, ACTIVE_PPO))
    assert answer.group == group
