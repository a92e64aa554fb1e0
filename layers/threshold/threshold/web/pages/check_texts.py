"""Checks the words of the pages; run when the layer is built, so that none can be missing.

    python -m threshold.web.pages.check_texts

Every text that a page may show is there in every language, with the same names to fill in, and
translated; nothing is kept that no page shows; no template has words of its own; a text that people
sign is as it was published.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from html.parser import HTMLParser
from importlib.resources import files
from string import Formatter

from threshold.web.pages.consents import published
from threshold.web.pages.texts import LANGUAGES, catalogue
from threshold.web.pages.texts_needed import may_be_shown, must_be_there

Catalogues = Mapping[str, Mapping[str, str]]
"""The texts by key, by language."""

_READ_OUT = frozenset({"alt", "aria-label", "placeholder", "title"})
_MADE_ATTRIBUTES = re.compile(r"^(?: *[a-z-]+=\"[^\"<>]*\")+ *$", re.MULTILINE)
"""Those that a macro makes stand in no tag."""
_WORDS_ALIKE = 3
"""From so many words on, a text that is the same in two languages has not been translated."""


def faults() -> Iterator[str]:
    """Everything that is wrong, a line each."""
    catalogues = {language: catalogue(language) for language in LANGUAGES}
    yield from catalogue_faults(catalogues, must_be_there(), may_be_shown())
    for name, text in _files("templates", ".html"):
        yield from (f"{name}: has words of its own: {words!r}" for words in words_in(text))
    texts = dict(_files("consent_texts", ".json"))
    del texts["published.json"]
    yield from consent_faults(texts, published())


def catalogue_faults(
    catalogues: Catalogues, needed: Iterable[str], shown: Iterable[str]
) -> Iterator[str]:
    """What is missing, left over, not translated, or names other things in another language.

    needed: the keys that must be there. shown: those that may be, besides.
    """
    first, *others = catalogues
    keys, useful = {key for one in catalogues.values() for key in one}, {*needed, *shown}
    for language, texts in catalogues.items():
        yield from (f"{language}: {key} is missing" for key in sorted({*needed, *keys} - {*texts}))
        yield from (f"{language}: {key} is empty" for key in texts if not texts[key].strip())
    yield from (f"{key} is shown nowhere" for key in sorted(keys - useful))
    for language in others:
        for key in sorted(catalogues[first].keys() & catalogues[language].keys()):
            yield from _unlike(key, language, catalogues[first][key], catalogues[language][key])


def _unlike(key: str, language: str, first: str, other: str) -> Iterator[str]:
    if names_in(first) != names_in(other):
        yield f"{language}: {key} does not fill in the same names"
    cited = key.endswith(".source")
    if first == other and not cited and len(first.split()) >= _WORDS_ALIKE:
        yield f"{language}: {key} is not translated"


def names_in(text: str) -> set[str]:
    """The names that a text fills in."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def consent_faults(texts: Mapping[str, str], listed: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with the texts that people sign, by file name, and with the list of them."""
    for name in sorted(texts.keys() | listed.keys()):
        if name not in texts:
            yield f"{name}: was published and is gone"
        elif name not in listed:
            yield f"{name}: is not in published.json"
        elif sha256(texts[name].encode()).hexdigest() != listed[name]:
            yield f"{name}: was published and has changed; a change is a new version"
    for name, text in sorted(texts.items()):
        kind, version, _, _ = name.split(".")
        for language in LANGUAGES:
            other = texts.get(f"{kind}.{version}.{language}.json")
            if other is None:
                yield f"{kind} {version}: there is none in {language}"
            elif shape(json.loads(other)) != shape(json.loads(text)):
                yield f"{name}: has other parts than in {language}"


def shape(part: object) -> object:
    """What a text is made of, whatever it says: its parts, and the names each fills in."""
    if isinstance(part, dict):
        return {name: shape(inner) for name, inner in part.items()}
    if isinstance(part, list):
        return [shape(inner) for inner in part]
    return sorted(names_in(part)) if isinstance(part, str) else part


def words_in(template: str) -> list[str]:
    """What a template says of itself, to be read or heard, outside of a call of `t`."""
    found = _Words()
    found.feed(_without_calls(template))
    found.close()
    return found.words


def _without_calls(template: str) -> str:
    """The HTML of a template, with nothing where the template engine puts something."""
    from jinja2 import Environment

    tokens = Environment(autoescape=True).lex(template)
    html = "".join(text for _, kind, text in tokens if kind == "data")
    return _MADE_ATTRIBUTES.sub("", html)


class _Words(HTMLParser):
    """Collects what has letters; in capitals alone it is an example, as printed on a card."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self._keep(data)

    def handle_starttag(self, _tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, value in attributes:
            if name in _READ_OUT:
                self._keep(value or "")

    def _keep(self, text: str) -> None:
        if any(char.islower() for char in text):
            self.words.append(text.strip())


def _files(folder: str, ending: str) -> Iterator[tuple[str, str]]:
    for file in files(__package__).joinpath(folder).iterdir():
        if file.name.endswith(ending):
            yield file.name, file.read_text(encoding="utf-8")


def main() -> int:
    """Check; 2 with the faults on stderr where there are any."""
    found = list(faults())
    print("\n".join(found), file=sys.stderr, end="\n" if found else "")
    return 2 if found else 0


if __name__ == "__main__":
    sys.exit(main())
