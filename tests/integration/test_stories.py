"""Every story of `events/stories`, told by the deployed template over real HTTP and real X12.

How soon staff see a crisis is measured by `make demo`: here a browser is at work beside.
"""

import pytest

from local.stories import Ending, Player, stories, unhurried

STORIES = [unhurried(story) for story in stories()]


@pytest.fixture(scope="module")
def endings(player: Player) -> dict[str, Ending]:
    return {ending.story.name: ending for ending in player.play_all(STORIES)}


@pytest.mark.parametrize("name", [story.name for story in STORIES])
def test_the_story_ends_as_its_file_says(endings: dict[str, Ending], name: str):
    assert endings[name].differs == ()


def test_what_is_sent_twice_is_answered_twice_alike(endings: dict[str, Ending]):
    assert endings["11-sent-twice"].seen["same_answer"]
