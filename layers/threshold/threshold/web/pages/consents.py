"""The texts that people sign: one file for each consent, version and language.

A text that was shown is never changed and never taken away: a change is a new version beside it
(`check_texts` holds the files to `published.json`). The newest version of a kind is the one shown.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from threshold.form.signing import Shown
from threshold.intake.submission import ConsentKind
from threshold.program.model import Program
from threshold.web.pages.dates import day_in_words
from threshold.web.pages.step_view import phone_in_words
from threshold.web.pages.texts import LANGUAGES, texts


class NoSuchText(LookupError):
    """There is no text of this kind, version and language."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text: its heading, what it says, and a list."""

    title: str
    text: tuple[str, ...]
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConsentText:
    """A text that people sign, the program's own names filled in.

    header: words that the law prescribes. summary: the whole in short. closing: what a typed name
    says. sources: what the text answers to, not shown. `covers_substance_use`: it names records of
    substance use as 42 CFR 2.31 asks.
    """

    kind: ConsentKind
    version: str
    language: str
    title: str
    header: tuple[str, ...]
    summary: tuple[str, ...]
    parts: tuple[Part, ...]
    closing: str
    sources: tuple[str, ...]
    covers_substance_use: bool

    @property
    def words(self) -> str:
        """All that is shown, line by line."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield self.title
        yield from (*self.header, *self.summary)
        for part in self.parts:
            yield from (part.title, *part.text, *part.points)
        yield self.closing

    @property
    def shown(self) -> Shown:
        """What a signature under it refers to."""
        digest = hashlib.sha256(self.words.encode()).hexdigest()
        return Shown(self.version, self.language, digest)


@cache
def published() -> Mapping[str, str]:
    """The SHA-256 of every file of a text, by the file's name."""
    document = json.loads(_folder("published.json"))
    return {str(name): str(digest) for name, digest in document.items()}


def versions(kind: str) -> tuple[str, ...]:
    """The versions of a consent's text, the newest last."""
    found = {name.split(".")[1] for name in published() if name.startswith(f"{kind}.")}
    return tuple(sorted(found))


def consent_text(kind: str, version: str, language: str, program: Program) -> ConsentText:
    """A text as it is shown, or was: with the names of the program's configuration.

    Raises:
        NoSuchText: there is no such version, or not in this language.
    """
    if f"{kind}.{version}.{language}.json" not in published():
        raise NoSuchText(f"{kind} {version} {language}")
    return _filled(kind, version, language, _facts(program, language))


def current_text(kind: str, language: str, program: Program) -> ConsentText:
    """The newest text of a kind."""
    return consent_text(kind, versions(kind)[-1], language, program)


def shown_by(program: Program) -> Callable[[str, str], Shown | None]:
    """What finds the text of a kind with this SHA-256 among those that are shown now."""

    def shown(kind: str, sha256: str) -> Shown | None:
        current = (current_text(kind, language, program).shown for language in LANGUAGES)
        return next((one for one in current if one.sha256 == sha256), None)

    return shown


def _facts(program: Program, language: str) -> tuple[tuple[str, str], ...]:
    day = program.consents.notice_in_effect
    return (
        ("program", program.name),
        ("phone", phone_in_words(program.phone)),
        ("email", program.consents.privacy_email),
        ("platform", program.consents.video_platform),
        ("notice_in_effect", day_in_words(texts(language), day.year, day.month, day.day)),
    )


@cache
def _filled(
    kind: str, version: str, language: str, facts: tuple[tuple[str, str], ...]
) -> ConsentText:
    document = json.loads(_folder(f"{kind}.{version}.{language}.json"))
    names = dict(facts)

    def lines(found: Mapping[str, list[str]], name: str) -> tuple[str, ...]:
        return tuple(line.format(**names) for line in found.get(name, ()))

    return ConsentText(
        kind=ConsentKind(kind),
        version=version,
        language=language,
        title=document["title"].format(**names),
        header=lines(document, "header"),
        summary=lines(document, "summary"),
        parts=tuple(
            Part(part["title"], lines(part, "text"), lines(part, "points"))
            for part in document["sections"]
        ),
        closing=document["closing"].format(**names),
        sources=tuple(document["sources"]),
        covers_substance_use=document.get("covers_substance_use", False),
    )


def _folder(name: str) -> str:
    return files(__package__).joinpath("consent_texts", name).read_text(encoding="utf-8")
