"""What is looked for on a page beside its words: axe, how wide it gets, what it looks like."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.person import DESK, PHONE

SCREENSHOTS = Path(os.environ.get("STATE_DIR", ".local")) / "screenshots"
NARROW = {"width": 320, "height": 640}
"""What a window 1280 wide shows at 400 % (WCAG 2.2, 1.4.10)."""
_DEVICES = {"en": {"phone": PHONE, "desk": DESK}, "es": {"phone": PHONE}}
"""Spanish, the longer, where room is short."""
_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_OPTIONS = {"runOnly": {"type": "tag", "values": _TAGS}, "resultTypes": ["violations"]}
_SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
word-spacing: .16em !important } p { margin-bottom: 2em !important }"""
_LARGE = "html { font-size: 225% !important }"
STRAINS = {
    "narrow": (NARROW, "html {}"),
    "set apart": (NARROW, _SPACED),
    "large": (PHONE, _LARGE),
}
"""Windows and styles under which nothing may run wide: reflow, the most that somebody may set text
apart without losing any (WCAG 2.2, 1.4.12), and text of twice its size (1.4.4).
"""
STRAINED = "es"
"""The language that needs the more room."""
_WIDTH = "document.documentElement.scrollWidth"


@dataclass
class Inspection:
    """What was found, by kind of page: rules that axe finds broken; what runs wide under what."""

    language: str
    broken: dict[str, list[str]] = field(default_factory=dict)
    too_wide: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in STRAINS})

    def inspect(self, page: Page, kind: str) -> None:
        """Look at the page as it is now; it is of this kind."""
        found = Axe().run(page, options=_OPTIONS).response["violations"]
        self.broken[kind] = [
            f"{one['id']} {node['target']}" for one in found for node in one["nodes"]
        ]
        self._photograph(page, kind)
        if self.language == STRAINED:
            self._strain(page, kind)
        page.set_viewport_size(PHONE)

    def _strain(self, page: Page, kind: str) -> None:
        for name, (window, style) in STRAINS.items():
            page.set_viewport_size(window)
            sheet = page.add_style_tag(content=style)
            if page.evaluate(_WIDTH) > window["width"]:
                self.too_wide[name].append(kind)
            sheet.evaluate("one => one.remove()")

    def _photograph(self, page: Page, kind: str) -> None:
        for device, size in _DEVICES[self.language].items():
            page.set_viewport_size(size)
            file = SCREENSHOTS / self.language / f"{kind}.{device}.jpeg"
            page.screenshot(path=file, full_page=True, type="jpeg", quality=70)
