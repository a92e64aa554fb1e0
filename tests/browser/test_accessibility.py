"""Every kind of page, as axe finds it and as wide as it gets.

The pages are the form's in both languages and the console's; each of the three is gone through by
people of its own, side by side. axe is a script, which the pages' own policy forbids.
"""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser

from local.stories import Player
from tests.browser.chromium import running_browser
from tests.browser.colleague import at_work
from tests.browser.inspection import CONSOLE_STRAINS, STRAINS, Inspection, Strain
from tests.browser.person import By, Person
from tests.browser.rounds import STAFF, Rounds
from tests.browser.tour import Tour
from tests.cloud import Cloud

SITES: Mapping[str, Mapping[str, Strain]] = {
    "en": STRAINS,
    "es": STRAINS,
    "console": CONSOLE_STRAINS,
}


def form(cloud: Cloud, browser: Browser, inspection: Inspection) -> None:
    """Look at the pages of the form in the inspection's language."""
    person = Person(By.TOUCH, script=True, language=inspection.folder)
    with person.sits_down(browser, bypass_csp=True) as context:
        page = context.new_page()
        for kind in Tour(cloud, page, inspection.folder).stops():
            inspection.inspect(page, kind)


def console(cloud: Cloud, player: Player, browser: Browser, inspection: Inspection) -> None:
    """Look at the pages of the console."""
    with ExitStack() as doors:
        staff = {
            name: doors.enter_context(at_work(browser, cloud, name, bypass_csp=True))
            for name in STAFF
        }
        for kind, page in Rounds(cloud, player, staff).stops():
            inspection.inspect(page, kind)


@pytest.fixture(scope="module")
def inspections(has_chromium: None, cloud: Cloud, player: Player) -> dict[str, Inspection]:
    def look_at(site: str) -> Inspection:
        inspection = Inspection(site, SITES[site])
        with running_browser() as browser:
            if site == "console":
                console(cloud, player, browser, inspection)
            else:
                form(cloud, browser, inspection)
        return inspection

    with ThreadPoolExecutor(len(SITES)) as lanes:
        return dict(zip(SITES, lanes.map(look_at, SITES), strict=True))


@pytest.mark.parametrize("site", SITES)
def test_axe_finds_nothing_on_any_page(inspections: dict[str, Inspection], site: str):
    found = inspections[site].broken
    assert found
    assert {kind: rules for kind, rules in found.items() if rules} == {}


@pytest.mark.parametrize(
    ("site", "strain"), [(site, strain) for site, strains in SITES.items() for strain in strains]
)
def test_nothing_runs_wide(inspections: dict[str, Inspection], site: str, strain: str):
    assert inspections[site].too_wide[strain] == []
