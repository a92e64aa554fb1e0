"""How a payer's silence is to be taken: what its computer has to say, and what it may withhold."""

import pytest

from threshold.benefits.fields import Topic
from threshold.benefits.obliged import OBLIGED, Unsaid, unsaid


@pytest.mark.parametrize(
    ("obliged", "answered", "why"),
    [
        (True, True, Unsaid.NOT_SAID),
        (False, True, Unsaid.LEGALLY_SILENT),
        (True, False, Unsaid.NOT_ASKED),
        (False, False, Unsaid.NOT_ASKED),
    ],
)
def test_silence_is_a_fault_only_of_who_answered_and_had_to_say(obliged, answered, why):
    assert unsaid(obliged=obliged, answered=answered) is why


@pytest.mark.parametrize("topic", [Topic.COPAY, Topic.COINSURANCE, Topic.PRIOR_AUTHORIZATION,
                                   Topic.VIRTUAL_COVERED, Topic.PROVIDER_IN_NETWORK])  # fmt: skip
def test_cost_shares_of_behavioral_care_and_what_no_rule_names_may_be_withheld(topic):
    assert topic not in OBLIGED
