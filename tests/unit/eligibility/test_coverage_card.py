"""The coverage card."""

import re

import pytest

from tests.unit.eligibility.payer_answers import EXPECTED, answer_with, fixture
from threshold.eligibility.answer_json import as_json
from threshold.eligibility.card import explain
from threshold.eligibility.reader import read


def card_of(name):
    (answer,) = read(fixture(name))
    return explain(answer)


def test_a_card_tells_plan_behavioral_care_and_benefits_with_their_segments():
    card = card_of("ppo_full.271")

    assert card.startswith("Coverage is active (271)  <segment 14>\n")
    assert "  Name: GOLD PPO 1500  <segment 14>" in card
    assert "  Covered: yes (by service type CJ)  <segment 25>" in card
    assert "  CF CJ: coinsurance, individual, out of network, 40 %  <segment 27>" in card
    assert "deductible, individual, in network, remaining, $900.00" in card


def test_a_rejection_tells_whose_it_is_and_what_to_do():
    card = card_of("rejected_72.271")

    assert "  2100C 72: patient, ask the patient for a photo of the card  <segment 10>" in card
    assert "Benefits" not in card


def test_what_was_not_said_is_shown_as_not_said():
    card = explain(answer_with("EB*1*IND*30"))

    assert "  Name: not said" in card
    assert "  From not said to not said" in card
    assert "  Covered: not said" in card


def test_a_carve_out_tells_whom_to_ask():
    card = card_of("carve_out_vendor.271")

    assert "Ask EXAMPLE BEHAVIORAL ADMINISTRATOR, payer id not said, phone 8005550100" in card


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_every_benefit_and_warning_is_on_the_card(name):
    for answer in read(fixture(name)):
        card = explain(answer)

        shown = {int(n) for found in re.findall(r"<segments? ([\d, ]+)>", card)
                 for n in found.split(",")}  # fmt: skip
        assert shown >= {benefit.segment for benefit in answer.benefits}
        assert all(warning in card for warning in as_json(answer)["warnings"])
