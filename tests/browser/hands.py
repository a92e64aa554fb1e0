"""Hands: how a person answers the page before them, with a finger or with a keyboard."""

from collections.abc import Sequence
from typing import Protocol

from playwright.sync_api import Page

from tests.browser.person import By
from tests.browser.reading import Control, controls, focused, within_reach
from tests.browser.said import Said

MOST_TABS = 200
"""More would be a page that nobody gets through by keyboard."""


class Hands(Protocol):
    """Answers a page and goes on."""

    def answer(self, page: Page, said: Said) -> None:
        """Say what there is to say on a page, up to the button that goes on."""

    def go_on(self, page: Page) -> None:
        """Press that button."""


def wanted(control: Control, said: Said) -> Sequence[str]:
    """What is said to a control; to a question that the person has no answer for, the first."""
    silent = ("0",) if control.name.startswith("answers.") else ()
    return said.get(control.name, silent)


class Finger:
    """Taps, and types on the phone's own keyboard."""

    def answer(self, page: Page, said: Said) -> None:
        """See `Hands.answer`."""
        for control in controls(page):
            values = wanted(control, said)
            if not values:
                continue
            found = page.locator(f'#step [name="{control.name}"]:not([type=checkbox])')
            if control.type in ("radio", "checkbox"):
                if control.value in values and not control.checked:
                    _tap(page, _target(control))
            elif control.type.startswith("select"):
                found.select_option(values[0])
            else:
                found.fill(values[0])
        chosen = [one for one in controls(page) if one.type in ("radio", "checkbox")]
        assert all(one.checked for one in chosen if one.value in wanted(one, said))

    def go_on(self, page: Page) -> None:
        """See `Hands.go_on`."""
        _tap(page, "#step button[value=on]")


def _tap(page: Page, what: str) -> None:
    """Touch what stands still: Playwright's own tap would first watch for two frames if it does."""
    page.touchscreen.tap(*within_reach(page, what))


def _target(control: Control) -> str:
    own = f'input[name="{control.name}"][value="{control.value}"]'
    return f"#step {own} + label, #step label:has({own})"


class Keys:
    """Presses Tab, the arrows, Space and Enter, and types."""

    def answer(self, page: Page, said: Said) -> None:
        """See `Hands.answer`. The first Tab finds the way past all that stands on every page."""
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        for _ in range(MOST_TABS):
            page.keyboard.press("Tab")
            control = focused(page)
            if control.own and (control.name, control.value) == ("go", "on"):
                return
            if control.own and control.type != "submit":
                self._say(page, control, wanted(control, said))
        raise AssertionError("no button that goes on can be reached by keyboard")

    def go_on(self, page: Page) -> None:
        """See `Hands.go_on`."""
        page.keyboard.press("Enter")

    def _say(self, page: Page, control: Control, values: Sequence[str]) -> None:
        if not values:
            return
        if control.type == "checkbox":
            if (control.value in values) != control.checked:
                page.keyboard.press("Space")
        elif control.type == "radio":
            self._choose(page, control, values[0])
        elif control.labels:
            page.keyboard.type(dict(control.labels)[values[0]])
        else:
            page.keyboard.insert_text(values[0])

    def _choose(self, page: Page, control: Control, value: str) -> None:
        steps = control.values.index(value) - control.values.index(control.value)
        for _ in range(abs(steps)):
            page.keyboard.press("ArrowDown" if steps > 0 else "ArrowUp")
        if not steps and not control.checked:
            page.keyboard.press("Space")


HANDS: dict[By, Hands] = {By.TOUCH: Finger(), By.KEYBOARD: Keys()}
