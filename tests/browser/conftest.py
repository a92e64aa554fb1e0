"""Every test here needs Chromium and the deployment."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import chromium, running_browser

HERE = Path(__file__).parent
NO_CHROMIUM = "no chromium-headless-shell or chromium on the path, nor in CHROMIUM"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def has_chromium() -> None:
    if chromium() is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(f"REQUIRE_BROWSER is set, and there is {NO_CHROMIUM}")
        pytest.skip(NO_CHROMIUM)


@pytest.fixture(scope="module")
def browser(has_chromium: None) -> Iterator[Browser]:
    """One browser for the tests of a file; each test has a context of its own."""
    with running_browser() as found:
        yield found
