"""What a program may set in the level-of-care rules; the defaults are what is published.

The configuration is checked where it is read (`program.schema`): whatever loosens a rule has been
signed there, and is named in `changes`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date

from threshold.assessment.deadline import BusinessDays, Deadline, Hours, Minutes
from threshold.program.model import NotCovered, Program
from threshold.program.rule_changes import changes
from threshold.program.thresholds import Thresholds

BATTERY = ("phq-9", "asq", "gad-7")
HOURS_PER_WEEK = 9
"""Source: SAMHSA TIP 47; 42 CFR 410.44."""
ORIGINAL_MEDICARE = NotCovered(
    payer="CMS",
    begins=date(2024, 1, 1),
    source="42 CFR 410.44: the intensive outpatient benefit is not furnished at home",
    names=("Original Medicare", "Traditional Medicare", "Medicare Part A", "Medicare Part B"),
)
"""The day is that on which Medicare's intensive outpatient benefit began."""
_UNITS: Mapping[str, Callable[[int], Deadline]] = {
    "minutes": Minutes,
    "hours": Hours,
    "business_days": BusinessDays,
}


class BatteryTooSmall(ValueError):
    """The battery lacks an instrument that everybody must be asked."""


@dataclass(frozen=True, slots=True)
class Settings:
    """A program's settings.

    licensed_states: two-letter states in which its clinicians may treat; empty: none is served.
    required_instruments: the battery that everybody is asked. L1 and L3 also read whatever else
        was answered: a positive answer counts, wherever it was given.
    hours_per_week: what taking part takes.
    not_covered: payers that do not pay for a virtual program today.
    off, deadlines: rules the program does without, or times otherwise, by id.
    changes: every change to what is published, and who signed it.
    """

    licensed_states: frozenset[str] = frozenset()
    required_instruments: tuple[str, ...] = BATTERY
    thresholds: Thresholds = field(default_factory=Thresholds)
    hours_per_week: int = HOURS_PER_WEEK
    not_covered: tuple[NotCovered, ...] = (ORIGINAL_MEDICARE,)
    off: frozenset[str] = frozenset()
    deadlines: Mapping[str, Deadline] = field(default_factory=dict)
    changes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not set(BATTERY) <= set(self.required_instruments):
            raise BatteryTooSmall("required_instruments: PHQ-9, ASQ and GAD-7 are required")


def settings_of(program: Program, today: date) -> Settings:
    """The settings that a program's configuration makes, on this day."""
    return Settings(
        licensed_states=program.states,
        required_instruments=tuple(dict.fromkeys((*BATTERY, *program.instruments))),
        thresholds=program.thresholds,
        hours_per_week=program.hours_per_week,
        not_covered=tuple(
            payer
            for payer in (ORIGINAL_MEDICARE, *program.virtual_iop_not_covered)
            if payer.holds(today)
        ),
        off=frozenset(rule for rule, change in program.rules.items() if change.switched_off),
        deadlines={
            rule: _UNITS[unit](amount)
            for rule, change in program.rules.items()
            for unit, amount in change.deadline.items()
        },
        changes=tuple(_changes(program)),
    )


def _changes(program: Program) -> list[str]:
    figures = {one.name: getattr(program.thresholds, one.name) for one in fields(Thresholds)}
    signed = {one.change: one for one in program.signed}
    return [
        f"{one.text}, signed {by.name}, {by.role}, {by.signed_on.isoformat()}"
        if (by := signed.get(one.text))
        else one.text
        for one in changes(figures, program.rules)
    ]
