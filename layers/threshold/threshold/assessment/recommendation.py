"""What the rules recommend, as it is stored and decided by; making it is `triage`'s."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from threshold.assessment.needs import Needs
from threshold.assessment.outcome import Outcome
from threshold.intake.life_cycle import Role
from threshold.intake.record import Tier
from threshold.intake.submission import Track

Input = bool | int | str
Inputs = Mapping[str, Input]
"""What a rule rested on, by name."""


@dataclass(frozen=True, slots=True)
class Fired:
    """One rule that fired, with the inputs it rested on, who reviews it, and when it is due.

    `outcome` and `due_at` are None for a rule that only limits placing a couple together.
    """

    rule: str
    outcome: Outcome | None
    text: str
    source: str
    inputs: Inputs
    reviewer: Role
    due_at: datetime | None
    version: int = 1
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the rules recommend; the decision is a clinician's. Times are in UTC.

    `outcome` is that of the first reason. `due_at` is the earliest of all reasons and of the
    clock of the priority. `ruleset_version` has a suffix where the program changed the rules, in
    the way `changes` says. `not_applicable` was answered and is off the branch now, as
    "instrument" or "instrument/item": out of every score, kept in the submission.
    """

    outcome: Outcome
    reasons: tuple[Fired, ...]
    tracks: tuple[Track, ...]
    priority: Tier
    due_at: datetime
    incomplete: tuple[str, ...]
    ruleset_version: str
    pack_versions: Mapping[str, str]
    inputs_hash: str
    needs: Needs = field(default_factory=Needs)
    changes: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()
