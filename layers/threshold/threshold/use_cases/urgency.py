"""What of a form half filled in cannot wait: the very rules of an intake, at every page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from threshold.assessment.battery import Battery
from threshold.assessment.branching import score_all
from threshold.assessment.facts import DECLINED, MISSING, Facts
from threshold.assessment.outcome import Outcome
from threshold.assessment.recommendation import Fired
from threshold.assessment.scoring import Scored
from threshold.assessment.settings import settings_of
from threshold.assessment.triage import triage
from threshold.form.draft import ANSWERS, Draft
from threshold.form.path import way_through
from threshold.form.question_pages import sitting_of
from threshold.use_cases.assess import Clinic

AT_ONCE = frozenset({Outcome.CRISIS_NOW, Outcome.MEDICAL_NOW})
"""What the decision makes a crisis of."""


@dataclass(frozen=True, slots=True)
class Urgency:
    """Why nothing more is asked: a crisis, a matter for an emergency room, or both.

    questions: the fields that it rests on, to be asked anew before the form ever goes on.
    """

    crisis: bool
    medical: bool
    questions: frozenset[str]


def urgency(draft: Draft, battery: Battery, clinic: Clinic, now: datetime) -> Urgency | None:
    """Why the form stops here; None while it does not.

    A rule that speaks because a question has no answer waits for it, while it is still ahead:
    whoever leaves before it is called back (see `has_signal`).
    """
    scored = _scored(draft, battery, clinic)
    if not any(one.signals for one in scored.values()):
        return None
    stops = frozenset(_stops(scored, battery, clinic))
    fired = [
        one
        for one in _reasons(scored, draft, clinic, now)
        if not _is_ahead(one, draft, battery, clinic)
    ]
    if not fired and not stops:
        return None
    return Urgency(
        crisis=bool(stops) or any(one.outcome is Outcome.CRISIS_NOW for one in fired),
        medical=any(one.outcome is Outcome.MEDICAL_NOW for one in fired),
        questions=stops.union(*(_asked_anew(one) for one in fired)),
    )


def has_signal(draft: Draft, battery: Battery, clinic: Clinic) -> bool:
    """Whether an answer signals a danger, so that whoever does not go on is called back."""
    return any(one.signals for one in _scored(draft, battery, clinic).values())


def _scored(draft: Draft, battery: Battery, clinic: Clinic) -> Mapping[str, Scored]:
    return score_all(battery, clinic.packs, draft.answers, sitting_of(draft))


def _reasons(
    scored: Mapping[str, Scored], draft: Draft, clinic: Clinic, now: datetime
) -> list[Fired]:
    """The rules of `AT_ONCE` that fire: of a patient's own word, they look at answers alone."""
    facts = Facts(scored=scored, tracks=sitting_of(draft).tracks)
    there = now.astimezone(ZoneInfo(clinic.program.time_zone))
    found = triage(facts, settings_of(clinic.program, there.date()), there)
    return [one for one in found.reasons if one.outcome in AT_ONCE]


def _is_ahead(fired: Fired, draft: Draft, battery: Battery, clinic: Clinic) -> bool:
    missing = {_field(name) for name, value in fired.inputs.items() if value == MISSING}
    way = way_through(battery, clinic.packs, draft)
    ahead = {field.name for page in way.pages for field in page.fields}
    return bool(missing) and missing <= ahead


def _asked_anew(fired: Fired) -> set[str]:
    """Of a rule that speaks because a question was declined, that question alone."""
    declined = {_field(name) for name, value in fired.inputs.items() if value == DECLINED}
    return declined or {_field(name) for name in fired.inputs}


def _stops(scored: Mapping[str, Scored], battery: Battery, clinic: Clinic) -> Iterator[str]:
    """The answers at which the battery stops, whatever the program has made of the rules."""
    for name, one in scored.items():
        for item in clinic.packs[name].items:
            stops = item.safety is not None and item.safety.signal in battery.stops
            if stops and item.safety and one.answers.get(item.id, 0) >= item.safety.at_least:
                yield f"{ANSWERS}{name}.{item.id}"


def _field(name: str) -> str:
    """The field of an input, which a rule names as "instrument/item"."""
    return ANSWERS + name.replace("/", ".", 1)
