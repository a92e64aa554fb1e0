"""Who fills the form in in a browser, and how."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ViewportSize

PHONE: ViewportSize = {"width": 360, "height": 740}
PATIENCE_MS = 90_000
"""What a page may take: at the first, a cold start on a crowded machine."""
DESK: ViewportSize = {"width": 1280, "height": 900}


class By(StrEnum):
    """What a person works a page with."""

    TOUCH = "touch"
    KEYBOARD = "keyboard"


@dataclass(frozen=True)
class Person:
    """One way of using the form: with a finger on a phone, or with nothing but a keyboard."""

    by: By
    script: bool
    language: str

    def __str__(self) -> str:
        return f"{self.by}-{'script' if self.script else 'no script'}-{self.language}"

    def sits_down(self, browser: Browser, **more: Any) -> BrowserContext:
        """Their browser, with nothing remembered."""
        phone = self.by is By.TOUCH
        context = browser.new_context(
            viewport=PHONE if phone else DESK,
            is_mobile=phone,
            has_touch=phone,
            java_script_enabled=self.script,
            reduced_motion="reduce",
            locale={"en": "en-US", "es": "es-US"}[self.language],
            **more,
        )
        context.set_default_timeout(PATIENCE_MS)
        return context


EVERYBODY = [
    Person(by, script, language)
    for by in By
    for script in (False, True)
    for language in ("en", "es")
]
"""Every way of using the form."""
