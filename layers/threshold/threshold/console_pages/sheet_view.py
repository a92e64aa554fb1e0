"""The verification of benefits as a table: every line, what nobody said of it named as that."""

from collections.abc import Mapping
from dataclasses import dataclass

from threshold.benefits.call_script import spoken
from threshold.benefits.facts import Fact, Sheet, Source
from threshold.benefits.fields import Field
from threshold.benefits.obliged import OBLIGED, Unsaid, unsaid
from threshold.benefits.questions import FIELDS, TOPICS
from threshold.benefits.told import Party
from threshold.console_pages.raw_answers import RawAnswers
from threshold.decision.coverage import Coverage
from threshold.eligibility.answer.model import Answer, Segments
from threshold.use_cases.known_benefits import about
from threshold.use_cases.payer_benefits import PayerBenefits

Places = Mapping[str, str]
"""The anchor before the segments of an answer, by what the answer is on."""


@dataclass(frozen=True, slots=True)
class Said:
    """One statement in words, and who made it. `id`: by which it can be taken back, empty where
    staff did not record it. `by`: staff and the payer's people. `holds`: it may be relied on."""

    name: str
    value: str
    source: Source
    place: str
    segments: Segments
    note: str
    said_on: str
    by: tuple[str, ...]
    id: str
    holds: bool


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line. `unsaid`: why nothing that holds is known, None where something is."""

    name: str
    said: tuple[Said, ...]
    unsaid: Unsaid | None
    contradictory: bool


def sheet_lines(one: PayerBenefits, places: Places) -> tuple[SheetLine, ...]:
    """Every line of a payer's sheet, in the order in which it is asked."""
    return tuple(_line(one.sheet, field, places) for field in FIELDS)


def recorded(one: PayerBenefits) -> tuple[Said, ...]:
    """What staff recorded of a payer, the last first."""
    found = [(fact.recorded.at, fact) for fact in one.sheet.facts if fact.recorded]
    newest = sorted(found, key=lambda pair: pair[0], reverse=True)
    return tuple(_said(one.sheet, fact, {}) for _, fact in newest)


def places_of(coverage: Coverage | None, one: PayerBenefits, raw: RawAnswers) -> Places:
    """Where the answers of a payer begin among the raw ones, by what each is on."""
    administrator = one.payer_id if one.party is Party.ADMINISTRATOR else None
    if coverage is None or (one.party is Party.ADMINISTRATOR and administrator is None):
        return {}
    found = {}
    if coverage.answer and administrator is None:
        found[""] = raw.place_of(coverage.answer)
    for heard in coverage.further:
        if heard.question.administrator == administrator and isinstance(heard.reply, Answer):
            found.setdefault(about(heard.question.rung), raw.place_of(heard.reply))
    return found


def _line(sheet: Sheet, field: Field, places: Places) -> SheetLine:
    said = tuple(_said(sheet, fact, places) for fact in sheet.facts if fact.field == field)
    values = sheet.values(field)
    why = unsaid(obliged=field.topic in OBLIGED, answered=_answered(sheet)) if not values else None
    return SheetLine(field.name, said, why, len(values) > 1)


def _answered(sheet: Sheet) -> bool:
    return any(fact.source is Source.ANSWER for fact in sheet.facts)


def _said(sheet: Sheet, fact: Fact, places: Places) -> Said:
    on = next((on for on in places if on and fact.note.startswith(on)), "")
    by = [fact.recorded.by] if fact.recorded else []
    by += [fact.call.representative, fact.call.reference] if fact.call else []
    return Said(
        fact.field.name,
        spoken(fact.value, TOPICS[fact.field.topic].form),
        fact.source,
        places.get(on, ""),
        fact.segments,
        fact.note,
        fact.said_on.isoformat(),
        tuple(by),
        fact.recorded.id if fact.recorded else "",
        fact.holds_on(sheet.on),
    )
