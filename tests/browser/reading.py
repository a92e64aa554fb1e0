"""What a page in a browser shows, read out of it without a word of what was said."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

_CONTROLS = """[...document.querySelectorAll('#step [name]')]
.filter(one => one.type !== 'hidden' && one.type !== 'submit')
.map(one => ({name: one.name, type: one.type, value: one.value, checked: !!one.checked}))"""
_FOCUSED = """(() => { const one = document.activeElement, form = one.form;
return {name: one.name || '', type: one.type || one.localName, value: one.value || '',
checked: !!one.checked, own: !!form && form.id === 'step',
values: form && one.type === 'radio' ? [...form.elements[one.name]].map(o => o.value) : [],
labels: one.localName === 'select' ? [...one.options].map(o => [o.value, o.label]) : []}; })()"""

_WITHIN_REACH = """selector => { const one = document.querySelector(selector);
one.scrollIntoView({block: 'center'});
const box = one.getClientRects()[0], x = box.x + box.width / 2, y = box.y + box.height / 2;
return one.contains(document.elementFromPoint(x, y)) ? [x, y] : null; }"""
_PAGE_ID = "(document.querySelector('#step input[name=page]') || {value: ''}).value"
_WRONG = "[...document.querySelectorAll('.faults a')].map(one => one.hash)"


@dataclass(frozen=True)
class Control:
    """A control of a page. values: those of its radio group. labels: of a list, by value.

    own: it is of the form that the page is about.
    """

    name: str
    type: str
    value: str
    checked: bool
    own: bool = True
    values: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()


def controls(page: Page) -> list[Control]:
    """The controls of the page's own form, in their order."""
    return [Control(**one) for one in page.evaluate(_CONTROLS)]


def focused(page: Page) -> Control:
    """What has the focus."""
    found: dict[str, Any] = page.evaluate(_FOCUSED)
    labels = tuple((value, label) for value, label in found.pop("labels"))
    return Control(**{**found, "values": tuple(found["values"])}, labels=labels)


def within_reach(page: Page, selector: str) -> tuple[float, float]:
    """Where a finger touches what is first found, once it is scrolled to."""
    found = page.evaluate(_WITHIN_REACH, selector)
    assert found, f"{selector} lies under something else"
    return found[0], found[1]


def page_id(page: Page) -> str:
    """Which page of the form it is, empty for one outside the form."""
    return str(page.evaluate(_PAGE_ID))


def wrong(page: Page) -> list[str]:
    """Where a page says that something is wrong."""
    return list(page.evaluate(_WRONG))
