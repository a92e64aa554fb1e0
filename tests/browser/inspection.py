"""What is looked for on a page beside its words: axe, how wide it gets, what it looks like.

Of a page in dark colors only the colors are another matter.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from tests.browser.person import DESK, PHONE

SCREENSHOTS = Path(os.environ.get("STATE_DIR", ".local")) / "screenshots"
NARROW: ViewportSize = {"width": 320, "height": 640}
"""What a window 1280 wide shows at 400 % (WCAG 2.2, 1.4.10)."""
_DEVICES = {
    "en": {"phone": PHONE, "desk": DESK},
    "es": {"phone": PHONE},
    "console": {"desk": DESK, "phone": PHONE},
}
"""By folder; the first is what is gone on with. Spanish, the longer, where room is short."""
_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_OPTIONS = {"runOnly": {"type": "tag", "values": _TAGS}, "resultTypes": ["violations"]}
_IN_THE_DARK = "axe.run({runOnly: {type: 'rule', values: ['color-contrast']}})"
_AS_DARK_AS = frozenset({"es"})
"""Folders whose pages have the colors of another one's."""
_SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
word-spacing: .16em !important } p { margin-bottom: 2em !important }"""
_AS_IT_IS = "html {}"
_LARGE = "html { font-size: 225% !important }"
Strain = tuple[ViewportSize, str]
STRAINS: Mapping[str, Strain] = {
    "narrow": (NARROW, _AS_IT_IS),
    "set apart": (NARROW, _SPACED),
    "large": (PHONE, _LARGE),
}
"""Windows and styles under which nothing may run wide: reflow, the most that somebody may set text
apart without losing any (WCAG 2.2, 1.4.12), and text of twice its size (1.4.4).
"""
CONSOLE_STRAINS: Mapping[str, Strain] = {
    "desk": (DESK, _AS_IT_IS),
    "phone": (PHONE, _AS_IT_IS),
    "narrow": (NARROW, _AS_IT_IS),
}
_WIDTH = "document.documentElement.scrollWidth"


@dataclass
class Inspection:
    """What was found, by kind of page: rules that axe finds broken; what runs wide under what.

    folder: whose pages they are, among the screenshots; a language for the patient's form.
    """

    folder: str
    strains: Mapping[str, Strain]
    broken: dict[str, list[str]] = field(default_factory=dict)
    too_wide: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._devices = _DEVICES[self.folder]
        self.too_wide |= {name: [] for name in self.strains}

    def inspect(self, page: Page, kind: str) -> None:
        """Look at the page as it is now; it is of this kind."""
        self.broken[kind] = [*_broken(Axe().run(page, options=_OPTIONS).response)]
        if self.folder not in _AS_DARK_AS:
            self.broken[kind] += [f"dark: {one}" for one in _broken(_in_the_dark(page))]
        self._photograph(page, kind)
        self._strain(page, kind)
        page.set_viewport_size(next(iter(self._devices.values())))

    def _strain(self, page: Page, kind: str) -> None:
        for name, (window, style) in self.strains.items():
            page.set_viewport_size(window)
            sheet = page.add_style_tag(content=style)
            if page.evaluate(_WIDTH) > window["width"]:
                self.too_wide[name].append(kind)
            sheet.evaluate("one => one.remove()")

    def _photograph(self, page: Page, kind: str) -> None:
        for device, size in self._devices.items():
            page.set_viewport_size(size)
            file = SCREENSHOTS / self.folder / f"{kind}.{device}.jpeg"
            page.screenshot(path=file, full_page=True, type="jpeg", quality=70)


def _in_the_dark(page: Page) -> Any:
    page.emulate_media(color_scheme="dark")
    found = page.evaluate(_IN_THE_DARK)
    page.emulate_media(color_scheme="light")
    return found


def _broken(found: Mapping[str, Any]) -> Iterator[str]:
    """The rules that are broken, and where."""
    for one in found["violations"]:
        yield from (f"{one['id']} {node['target']}" for node in one["nodes"])
