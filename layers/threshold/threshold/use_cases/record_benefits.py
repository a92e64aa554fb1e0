"""Recording what staff heard or read of benefits: whole or not at all, once however often sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from threshold.benefits.told import (
    Recording,
    Statement,
    latest_first_day,
    latest_household,
    standing,
    subjects,
)
from threshold.intake.change import Finding, FindingKind, Step
from threshold.intake.life_cycle import EventKind, transition
from threshold.intake.ports import IntakeStore
from threshold.intake.record import Actor, IntakeRecord
from threshold.use_cases.as_seen import UnknownVersion
from threshold.use_cases.stepping import take


class SaidSince(Exception):
    """Since the version the caller saw, something else was recorded of the same subject."""


class UnknownFacts(Exception):
    """Nobody recorded the facts that are to be taken back; `places` are theirs in the list."""

    def __init__(self, places: tuple[int, ...]) -> None:
        super().__init__(f"{len(places)} facts were never recorded")
        self.places = places


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a recording: the intake's version, and whether anything new was stored."""

    version: int
    stored: bool


def record_benefits(
    intake_id: str,
    said: Recording,
    seen: int | None,
    actor: Actor,
    store: IntakeStore,
    now: datetime,
) -> Receipt:
    """Record what was said of benefits, beside all that was said before.

    `seen` is the version of the intake that the caller saw. What is sent twice is stored once: it
    counts as said anew only from somebody who has seen it stored. Status and worklist stay.

    Raises:
        Unknown: no intake has this id.
        NotPermitted: the role may not record benefits.
        UnknownFacts, UnknownVersion, SaidSince: nothing was stored.
        Retryable: others kept writing.
    """
    stored: list[bool] = []

    def plan(record: IntakeRecord) -> Step | None:
        transition(record.status, EventKind.BENEFITS_RECORDED, actor.role)
        before = store.findings(intake_id, FindingKind.BENEFIT_FACT, Statement)
        by = actor.name or actor.role
        is_new = _is_new(before, said, by, seen) and _moves(record, before, said, seen)
        stored.append(is_new)
        statement = Statement(record.version + 1, by, now, said)
        return _step(statement, actor) if is_new else None

    record = take(store, intake_id, plan)
    return Receipt(record.version, stored[-1])


def _is_new(before: Sequence[Statement], said: Recording, by: str, seen: int | None) -> bool:
    """Whether this was not sent before, or is said again by who has seen it stored."""
    return not any(one.said == said and one.by == by and one.seq > (seen or 0) for one in before)


def _moves(
    record: IntakeRecord, before: Sequence[Statement], said: Recording, seen: int | None
) -> bool:
    """Whether it would change anything; raises where it must not be stored."""
    ever = {told.id: told for one in before for told in one.said.facts}
    unknown = tuple(n for n, taken in enumerate(said.takes_back) if taken not in ever)
    if unknown:
        raise UnknownFacts(unknown)
    if seen is not None:
        if seen > record.version:
            raise UnknownVersion
        about = subjects(said, ever.values())
        since = (subjects(one.said, ever.values()) for one in before if one.seq > seen)
        if any(about & other for other in since):
            raise SaidSince
    held = standing(before).keys()
    return (
        any(told.id not in held for told in said.facts)
        or not held.isdisjoint(said.takes_back)
        or said.household not in (None, latest_household(before))
        or said.first_day not in (None, latest_first_day(before))
    )


def _step(statement: Statement, actor: Actor) -> Step:
    said = statement.said
    details = {"recorded": str(len(said.facts)), "taken_back": str(len(said.takes_back))}
    if said.facts:
        details["sources"] = " ".join(sorted({told.source for told in said.facts}))
    return Step(
        EventKind.BENEFITS_RECORDED,
        actor,
        statement.at,
        details=details,
        findings=(Finding(FindingKind.BENEFIT_FACT, statement),),
    )
