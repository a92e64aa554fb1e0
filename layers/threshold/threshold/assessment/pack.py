"""Instrument packs: a published questionnaire as data. The types have the shape of the files.

A pack says what is asked, when, how it is scored, which answers are safety signals, under which
rights the text may be shown, and where each of its figures comes from.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from threshold.intake.submission import Sex


class Mode(StrEnum):
    """Who fills the instrument in."""

    SELF = "self"
    CLINICIAN = "clinician"


class Completeness(StrEnum):
    """What COMPLETE takes. ALL_REQUIRED: each scored item. SKIP_LOGIC: each that was asked."""

    ALL_REQUIRED = "ALL_REQUIRED"
    SKIP_LOGIC = "SKIP_LOGIC"


class RightsStatus(StrEnum):
    """What the holder of the text allows."""

    FREE = "free"
    FREE_NONCOMMERCIAL = "free_noncommercial"
    PERMISSION = "permission"
    LICENSED = "licensed"


class Op(StrEnum):
    """How a score is made of its items."""

    SUM = "sum"
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class Rights:
    """`checked_on`: when this project last saw the evidence itself; None: not yet."""

    status: RightsStatus
    holder: str
    evidence: str
    text_shipped: bool
    checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Loinc:
    """Terms of the whole: the panel, its total score, or the term its result goes under."""

    panel: str | None = None
    total: str | None = None
    result: str | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that may be given. `score` is as printed on the form, after any reversal.

    `says` is "yes" or "no" as the person says it; a reversed item scores its "no".
    """

    score: int
    code: str | None = None
    says: str | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds once the answers to these items sum to at least this much."""

    items: tuple[str, ...]
    sum_at_least: int

    def holds(self, answers: Mapping[str, int]) -> bool:
        """Whether the answers so far suffice. No score is negative, so further ones only add."""
        return sum(answers.get(item, 0) for item in self.items) >= self.sum_at_least


@dataclass(frozen=True, slots=True)
class Safety:
    """An answer of at least this much is a signal that somebody looks at now."""

    at_least: int
    signal: str


@dataclass(frozen=True, slots=True)
class Item:
    """One question. Asked when all conditions hold; `scored` False: context, in no score."""

    id: str
    answers: str
    loinc: str | None = None
    scored: bool = True
    safety: Safety | None = None
    asked_when: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """A named score; the one called `total` is the instrument's. Both ends are included."""

    id: str
    op: Op
    items: tuple[str, ...]
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Band:
    """A severity band of the total, both ends included."""

    id: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Result:
    """What an instrument without a total comes to. The last of the list has no condition."""

    id: str
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Positive:
    """When the screen is positive: from a total on, by sex where published so, or by answers."""

    total_at_least: int | None = None
    by_sex: Mapping[Sex, int] = field(default_factory=dict)
    answers: Condition | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A claim the pack rests on. `verified` False: not yet seen in the primary source."""

    claim: str
    citation: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Text:
    """The published wording in one language; options in the order of their list."""

    title: str
    items: Mapping[str, str]
    choices: Mapping[str, tuple[str, ...]]
    instruction: str | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """One instrument at one version. Items and options are in the order of the form."""

    id: str
    version: str
    name: str
    mode: Mode
    languages: tuple[str, ...]
    rights: Rights
    loinc: Loinc
    choices: Mapping[str, tuple[Option, ...]]
    items: tuple[Item, ...]
    completeness: Completeness
    scores: tuple[Score, ...]
    positive: Positive
    sources: tuple[Source, ...]
    texts: Mapping[str, Text]
    bands: tuple[Band, ...] = ()
    results: tuple[Result, ...] = ()
    mode_note: str | None = None

    def may_self_report(self, language: str) -> bool:
        """Whether a person may fill it in themselves in this language: mode, rights and text."""
        return self.mode is Mode.SELF and self.rights.text_shipped and language in self.texts


def as_json(pack: Pack) -> dict[str, object]:
    """The line of `threshold packs`."""
    return {
        "id": pack.id,
        "version": pack.version,
        "languages": list(pack.languages),
        "mode": pack.mode.value,
        "rights": pack.rights.status.value,
        "panel_code": pack.loinc.panel,
    }
