"""Instrument packs: a published questionnaire as data. The types have the shape of the files.

A pack says what is asked, when, how it is scored, which answers are safety signals, under which
rights the text may be shown, and where each of its figures comes from.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from threshold.assessment.rights import Rights, Source, Text
from threshold.intake.submission import Sex


class Mode(StrEnum):
    """Who fills the instrument in."""

    SELF = "self"
    CLINICIAN = "clinician"


class Completeness(StrEnum):
    """What COMPLETE takes. ALL_REQUIRED: each scored item. SKIP_LOGIC: each that was asked.

    PRORATE: ALL_REQUIRED of a person; of imported data, as `Prorate` allows.
    """

    ALL_REQUIRED = "ALL_REQUIRED"
    SKIP_LOGIC = "SKIP_LOGIC"
    PRORATE = "PRORATE"


class Op(StrEnum):
    """How a score is made of its items."""

    SUM = "sum"
    MEAN = "mean"


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
    """A rule about the answers to some items; exactly one of the three figures is set.

    sum_at_least, sum_at_most: about the sum of the answers.
    count_at_least: about how many of the answers are `each_at_least` or more.
    """

    items: tuple[str, ...]
    sum_at_least: int | None = None
    sum_at_most: int | None = None
    count_at_least: int | None = None
    each_at_least: int = 1

    def holds(self, answers: Mapping[str, int]) -> bool:
        """Whether it holds of the answers so far; one without an answer adds nothing.

        No score is negative, so what holds now goes on holding as answers are added, save for
        `sum_at_most`: that one is for complete instruments.
        """
        found = [answers[item] for item in self.items if item in answers]
        if self.count_at_least is not None:
            return sum(one >= self.each_at_least for one in found) >= self.count_at_least
        if self.sum_at_most is not None:
            return sum(found) <= self.sum_at_most
        return sum(found) >= (self.sum_at_least or 0)


@dataclass(frozen=True, slots=True)
class Safety:
    """An answer of at least this much is a signal that somebody looks at now."""

    at_least: int
    signal: str


@dataclass(frozen=True, slots=True)
class Item:
    """One question. Asked when all conditions hold; `scored` False: context, in no score.

    answers: the list of its options; empty where the answer is a number.
    up_to: the answer is a whole number from 0 to this.
    reversed: its "no" is what scores.
    same_as: "instrument/item" that asks the same, so that it is not asked twice.
    """

    id: str
    answers: str = ""
    up_to: int | None = None
    loinc: str | None = None
    scored: bool = True
    reversed: bool = False
    same_as: str | None = None
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
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """Something to say of a complete instrument besides its total: all conditions hold."""

    id: str
    when: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Prorate:
    """How imported data may miss answers: at most so many, and none of `never`.

    The total is then the sum times the number of items over the number answered, a half up.
    """

    max_missing: int
    never: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Positive:
    """When the screen is positive: from a total on, by sex where published so, or by answers.

    Neither is set where no cut-off is published.
    """

    total_at_least: int | None = None
    by_sex: Mapping[Sex, int] = field(default_factory=dict)
    answers: Condition | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """One instrument at one version. Items and options are in the order of the form.

    off: not used at all until an institution shows its right to (see `texts`).
    step_up: any of these raises the band by one.
    """

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
    off: bool = False
    bands: tuple[Band, ...] = ()
    step_up: tuple[Condition, ...] = ()
    results: tuple[Result, ...] = ()
    flags: tuple[Flag, ...] = ()
    prorate: Prorate | None = None
    mode_note: str | None = None

    def options(self, item: Item) -> tuple[Option, ...]:
        """What the item offers; nothing where its answer is a number."""
        return self.choices.get(item.answers, ())

    def text_in(self, language: str) -> Text | None:
        """The wording for a BCP 47 tag, or for its language alone: "es" serves "es-MX"."""
        return self.texts.get(language) or self.texts.get(language.split("-")[0])


def may_self_report(pack: Pack, language: str) -> bool:
    """Whether a person may fill it in themselves in this language: mode, rights and text.

    A text is there only where its holder lets this project ship it, or an institution has
    shown that it may use its own.
    """
    return pack.mode is Mode.SELF and not pack.off and pack.text_in(language) is not None


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
