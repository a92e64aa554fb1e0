"""Debian's Chromium, driven by Playwright: where it is, and one of it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--no-sandbox",
)


def chromium() -> str | None:
    """Where Chromium is; None where there is none. The one without windows takes half the work."""
    there = (shutil.which(name) for name in ("chromium-headless-shell", "chromium"))
    return os.environ.get("CHROMIUM") or next(filter(None, there), None)


@contextmanager
def running_browser() -> Iterator[Browser]:
    """A browser of this thread's own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        try:
            yield browser
        finally:
            browser.close()
