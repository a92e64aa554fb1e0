"""Every kind of page of the console, as axe finds it, and as wide as it gets in three windows."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser

from local.stories import Player
from tests.browser.colleague import at_work
from tests.browser.inspection import CONSOLE_STRAINS, Inspection
from tests.browser.rounds import STAFF, Rounds
from tests.cloud import Cloud


@pytest.fixture(scope="module")
def found(browser: Browser, cloud: Cloud, player: Player) -> Iterator[Inspection]:
    """What a round found. axe is a script, which the pages' own policy forbids."""
    inspection = Inspection("console", CONSOLE_STRAINS)
    with ExitStack() as doors:
        staff = {
            name: doors.enter_context(at_work(browser, cloud, name, bypass_csp=True))
            for name in STAFF
        }
        for kind, page in Rounds(cloud, player, staff).stops():
            inspection.inspect(page, kind)
        yield inspection


def test_axe_finds_nothing_on_any_page(found: Inspection):
    assert {kind: rules for kind, rules in found.broken.items() if rules} == {}


@pytest.mark.parametrize("strain", CONSOLE_STRAINS)
def test_nothing_runs_wide(found: Inspection, strain: str):
    assert found.too_wide[strain] == []
