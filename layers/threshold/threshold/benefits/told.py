"""What staff record of benefits: heard, read, or taken back. Never rewritten, only said again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256

from threshold.benefits.facts import Call, Fact, Recorded, Source, expiry, year_starts
from threshold.benefits.fields import Field
from threshold.benefits.questions import TOPICS
from threshold.benefits.values import value_of
from threshold.codec import canonical


class Party(StrEnum):
    """Whose benefits a fact is about: the plan's own, or a carve-out's administrator's."""

    PLAN = "plan"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Told:
    """One fact as staff heard or read it; `value` in the text form of its field.

    `representative` and `reference` are those of a call, None where there was none.
    """

    field: Field
    value: str
    source: Source
    said_on: date
    party: Party = Party.PLAN
    representative: str | None = None
    reference: str | None = None

    @property
    def id(self) -> str:
        """The same for the same fact, whoever records it and however often."""
        return sha256(canonical(self).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Household:
    """What a person said of their means: yearly income before taxes in US dollars, and people."""

    yearly_income: Decimal
    people: int


@dataclass(frozen=True, slots=True)
class Recording:
    """What is recorded at once: facts, the ids of facts taken back, and the person's own words.

    `first_day` is the day care is planned to begin. None: nothing is said of it.
    """

    facts: tuple[Told, ...] = ()
    takes_back: tuple[str, ...] = ()
    household: Household | None = None
    first_day: date | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A recording, who made it and when; `seq` is that of its event."""

    seq: int
    by: str
    at: datetime
    said: Recording


def standing(statements: Sequence[Statement]) -> dict[str, tuple[Told, Statement]]:
    """The facts that nobody has taken back since, by id, each with where it was recorded."""
    held: dict[str, tuple[Told, Statement]] = {}
    for statement in statements:
        for taken_back in statement.said.takes_back:
            held.pop(taken_back, None)
        for told in statement.said.facts:
            held.setdefault(told.id, (told, statement))
    return held


def facts_of(statements: Sequence[Statement], party: Party) -> tuple[Fact, ...]:
    """The standing facts about one party, as facts of its sheet."""
    stated = [one for one in standing(statements).values() if one[0].party is party]
    facts = [_fact(told, statement) for told, statement in stated]
    starts = year_starts(facts)
    return tuple(replace(f, expires_on=expiry(f.field, f.said_on, starts)) for f in facts)


def _fact(told: Told, statement: Statement) -> Fact:
    return Fact(
        told.field,
        value_of(TOPICS[told.field.topic].form, told.value),
        told.source,
        told.said_on,
        expiry(told.field, told.said_on),
        call=Call(told.representative, told.reference or "") if told.representative else None,
        recorded=Recorded(told.id, statement.by, statement.at),
    )


def latest_household(statements: Sequence[Statement]) -> Household | None:
    """What the person last said of their means, None where nothing."""
    said = (one.said.household for one in reversed(statements))
    return next((household for household in said if household), None)


def latest_first_day(statements: Sequence[Statement]) -> date | None:
    """The day care was last planned to begin, None where none is."""
    said = (one.said.first_day for one in reversed(statements))
    return next((day for day in said if day), None)


def subjects(said: Recording, known: Iterable[Told]) -> frozenset[object]:
    """What a recording speaks of: fields, by party, of what it states and takes back."""
    taken = [told for told in known if told.id in said.takes_back]
    about: set[object] = {(told.party, told.field) for told in (*said.facts, *taken)}
    about |= {"household"} if said.household else set()
    return frozenset(about | ({"first_day"} if said.first_day else set()))
