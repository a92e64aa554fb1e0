"""Away from the form: nobody there learns where the person came from, and nothing stays behind."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.person import By, Person
from tests.browser.walk import Walk, walking
from tests.cloud import Cloud


@pytest.fixture
def walk(browser: Browser, cloud: Cloud) -> Iterator[Walk]:
    """Somebody on the first page of the form."""
    person = Person(By.TOUCH, script=True, language="en")
    with walking(browser, person, cloud.outputs.apply_url) as found:
        yield found


@pytest.mark.parametrize("way", ["a[href^='https://chat']", ".leave"], ids=["chat", "leave"])
def test_where_somebody_goes_is_not_told_where_they_were(walk: Walk, way: str):
    with walk.page.expect_request(lambda one: one.url.startswith("https://")) as away:
        walk.page.locator(way).first.tap()
    assert "referer" in walk.requests[1].headers
    assert "referer" not in away.value.headers


def test_leaving_takes_the_cookie_along(walk: Walk):
    assert walk.context.cookies()
    with walk.page.expect_request(lambda one: one.url.startswith("https://")):
        walk.page.locator(".leave").tap()
    assert walk.context.cookies() == []
