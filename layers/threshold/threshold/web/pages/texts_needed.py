"""Which texts the pages need: read from the form itself, the templates and the code around them."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from threshold.assessment.pack_files import load_battery
from threshold.form.fields import Fault, Field, Kind
from threshold.form.page import Look, Page, Section
from threshold.form.pages import AFTER, BEFORE
from threshold.web.pages.texts import LANGUAGES, catalogue

_PAGES: tuple[Page, ...] = (*BEFORE, *AFTER)
_CALLED = re.compile(r"""(?<!\w)t\(\s*["']([^"']+)["']\s*[,)]""")
_BEGUN = re.compile(r"""(?<!\w)t\(\s*["']([^"']+\.)["']\s*[+~]""")
_KEY = re.compile(r"[a-z_]+(\.[a-z_0-9-]+)+(?<!\.html)")
_CHOOSING = (Kind.CHOICE, Kind.LIST, Kind.MANY)
_TOLD_BY_THE_FORM = re.compile(r"why\..+|(page|field)\..+\.(title|lead|why|label|hint)")


@cache
def must_be_there() -> frozenset[str]:
    """The keys without which some page cannot be shown."""
    return frozenset((*_of_pages(), *_of_fields(), *_of_instruments(), *_named()))


@cache
def may_be_shown() -> frozenset[str]:
    """The keys of what some pages and fields say more than others."""
    pages = {f"page.{page.id}.{part}" for page in _PAGES for part in ("lead", "why", "by_a_person")}
    fields = {
        f"field.{field.name}.{part}"
        for field in _fields()
        for part in ("hint", *field.options, *(f"fault.{fault}" for fault in Fault))
    }
    kinds = {f"fault.{kind}.{fault}" for kind in Kind for fault in Fault}
    offered_later = [one for one in _fields() if one.kind in _CHOOSING and not one.options]
    offers = {key for one in offered_later for key in _below(f"field.{one.name}")}
    return frozenset(pages | fields | kinds | offers | set(_begun()))


def _fields() -> Iterator[Field]:
    for page in _PAGES:
        yield from page.fields


def _of_pages() -> Iterator[str]:
    """A page may have a title for each of several cases instead of one."""
    titled = {key.split(".")[1] for key in _keys() if re.fullmatch(r"page\..+\..+\.title", key)}
    yield from (f"page.{page.id}.title" for page in _PAGES if page.id not in titled)
    yield from (f"section.{section}" for section in Section)
    consents = [page.subject for page in _PAGES if page.look is Look.CONSENT]
    yield from (f"consent.without.{kind}" for kind in consents)


def _of_fields() -> Iterator[str]:
    """What is offered, and what may be wrong, is called alike everywhere or each its own."""
    for field in _fields():
        yield f"field.{field.name}.label"
        for option in field.options:
            shared = f"option.{option}"
            yield shared if shared in _keys() else f"field.{field.name}.{option}"
    of_a_kind = {key.split(".")[2] for key in _keys() if re.fullmatch(r"fault\..+\..+", key)}
    yield from (f"fault.{fault}" for fault in Fault if fault not in of_a_kind)


def _of_instruments() -> Iterator[str]:
    yield from (f"why.{step.pack}" for step in load_battery().steps)


def _named() -> Iterator[str]:
    """What a template asks for, and what in the code looks like a key: it is handed on to one."""
    for text in _templates():
        yield from _CALLED.findall(text)
    yield from (name for name in _names_in_code() if not _below(name))


def _names_in_code() -> Iterator[str]:
    tops = {key.partition(".")[0] for key in _keys()}
    for tree in _code():
        for node in ast.walk(tree):
            value = node.value if isinstance(node, ast.Constant) else None
            if isinstance(value, str) and _KEY.fullmatch(value) and value.split(".")[0] in tops:
                yield value


def _below(name: str) -> set[str]:
    return {key for key in _keys() if key.startswith(f"{name}.")}


@cache
def _keys() -> frozenset[str]:
    return frozenset(key for language in LANGUAGES for key in catalogue(language))


def _begun() -> Iterator[str]:
    """The keys that a template or the code makes of a beginning and something else.

    Of what belongs to every page and field it is the form that says which there are.
    """
    for name in _names_in_code():
        yield from _below(name)
    patterns = [re.compile(one) for one in (*_patterns_in_code(), *_patterns_in_templates())]
    for key in _keys():
        if not _TOLD_BY_THE_FORM.fullmatch(key) and any(one.fullmatch(key) for one in patterns):
            yield key


def _patterns_in_code() -> Iterator[str]:
    """Of f"date.month.{number}" its shape; one that begins with a name says nothing of a key."""
    for tree in _code():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                parts = (
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[^.]+"
                    for part in node.values
                )
                yield "".join(parts)


def _patterns_in_templates() -> Iterator[str]:
    for text in _templates():
        yield from (f"{re.escape(begun)}.+" for begun in _BEGUN.findall(text))


def _templates() -> Iterator[str]:
    for file in files(__package__).joinpath("templates").iterdir():
        if file.name.endswith(".html"):
            yield file.read_text(encoding="utf-8")


@cache
def _code() -> tuple[ast.Module, ...]:
    return tuple(_modules(files(__package__)))


def _modules(folder: Traversable) -> Iterator[ast.Module]:
    for file in folder.iterdir():
        if file.is_dir():
            yield from _modules(file)
        elif file.name.endswith(".py"):
            yield ast.parse(file.read_text(encoding="utf-8"))
