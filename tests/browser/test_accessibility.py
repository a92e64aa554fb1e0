"""Every kind of page of the form, in both languages, as axe and a narrow window find it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.inspection import STRAINED, STRAINS, Inspection
from tests.browser.person import By, Person
from tests.browser.tour import Tour
from tests.cloud import Cloud


@pytest.fixture(scope="module")
def found(browser: Browser, cloud: Cloud, request: pytest.FixtureRequest) -> Iterator[Inspection]:
    """What a tour found. axe is a script, which the pages' own policy forbids."""
    language = request.param
    person = Person(By.TOUCH, script=True, language=language)
    with person.sits_down(browser, bypass_csp=True) as context:
        page, inspection = context.new_page(), Inspection(language)
        for kind in Tour(cloud, page, language).stops():
            inspection.inspect(page, kind)
        yield inspection


@pytest.mark.parametrize("found", ["en", "es"], indirect=True, scope="module")
def test_axe_finds_nothing_on_any_page(found: Inspection):
    assert {kind: rules for kind, rules in found.broken.items() if rules} == {}


@pytest.mark.parametrize("found", [STRAINED], indirect=True, scope="module")
@pytest.mark.parametrize("strain", STRAINS)
def test_nothing_runs_wide(found: Inspection, strain: str):
    assert found.too_wide[strain] == []
