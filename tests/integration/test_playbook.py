"""Every reject reason there is, given by the payer simulator to the deployed template."""

import json
from dataclasses import replace

import pytest

from local.stories import Ending, Player, Story, stories
from threshold.eligibility.aaa import REJECT_REASONS
from threshold.eligibility.answer.model import Owner
from threshold.eligibility.conversation.playbook import PLAYS

CLEAR = stories()[0]
ASKS = {
    **dict.fromkeys(REJECT_REASONS, 1),
    **dict.fromkeys(["56", "57", "62", "63"], 2),  # once more, after a rest
    "73": 2,  # with first and last name swapped
    "74": 2,  # without the sex
    **dict.fromkeys(["42", "80"], 5),  # each time the local program waits, and the first
}
WORKLISTS = {
    Owner.PATIENT: "fix_it",
    Owner.STAFF: "verify_by_phone",
    Owner.OPERATIONS: "verify_by_phone",
    Owner.PAYER: "verify_by_phone",
}
REASONS = {Owner.OPERATIONS: "E5", Owner.PAYER: "V1"}


def rejected_by(code: str) -> Story:
    """A clear story, but for a member id that the payer answers with this code."""
    submission = json.loads(json.dumps(CLEAR.submission))
    submission["payment"]["card"]["member_id"] = f"EXAAAA{code}P"
    owner = REJECT_REASONS[code].owner
    then = {
        "status": "in_review",
        "worklist": WORKLISTS[owner],
        "reason": REASONS.get(owner, f"E1-{code}"),
        "asks": ASKS[code],
    }
    return replace(CLEAR, name=code, submission=submission, then=then)


@pytest.fixture(scope="module")
def endings(player: Player) -> dict[str, Ending]:
    longest_first = sorted(REJECT_REASONS, key=ASKS.__getitem__, reverse=True)
    told = player.play_all([rejected_by(code) for code in longest_first])
    return {ending.story.name: ending for ending in told}


@pytest.mark.parametrize("code", REJECT_REASONS)
def test_a_rejection_ends_with_its_owner_after_as_many_asks_as_may_help(
    endings: dict[str, Ending], code: str
):
    assert endings[code].differs == ()


@pytest.mark.parametrize("code", REJECT_REASONS)
def test_every_ask_is_accounted_for_and_the_patient_asked_for_one_thing_at_most(
    player: Player, endings: dict[str, Ending], code: str
):
    events = player.view(endings[code].seen["intake_id"])["events"]
    started = [event for event in events if event["kind"] == "verification_started"]
    assert len({event["details"]["control_number"] for event in started}) == ASKS[code]
    assert events[-1]["details"].get("asks") == PLAYS[code].asks
