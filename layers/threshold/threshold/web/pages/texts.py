"""The words of the pages, by language. A word that is not there is an error, never a blank."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

LANGUAGES = ("en", "es")


class MissingText(LookupError):
    """A text that a page needs is not in the catalogue. Names language and key."""


class Texts:
    """The texts of one language: `texts("page.name.title")`."""

    def __init__(self, language: str, catalogue: Mapping[str, str]) -> None:
        self.language = language
        self._catalogue = catalogue

    def __call__(self, key: str, **values: object) -> str:
        """The text, with values in place of its {names}.

        Raises:
            MissingText: there is none.
        """
        try:
            text = self._catalogue[key]
        except KeyError:
            raise MissingText(f"{self.language}: {key}") from None
        return text.format(**values) if values else text

    def has(self, key: str) -> bool:
        """Whether there is such a text: some pages say more than others."""
        return key in self._catalogue


@cache
def texts(language: str) -> Texts:
    """The texts of a language; those of English where a language has none of its own."""
    tongue = language if language in LANGUAGES else "en"
    return Texts(tongue, catalogue(tongue))


def catalogue(language: str, package: str = "threshold.web.pages") -> Mapping[str, str]:
    """The texts of a language that the pages of a package have, by key."""
    folder = files(package).joinpath("texts")
    document = json.loads(folder.joinpath(f"{language}.json").read_text(encoding="utf-8"))
    return _flat(document, "")


def _flat(document: Mapping[str, object], above: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in document.items():
        key = f"{above}{name}"
        if isinstance(value, dict):
            found |= _flat(value, f"{key}.")
        else:
            found[key] = str(value)
    return found
