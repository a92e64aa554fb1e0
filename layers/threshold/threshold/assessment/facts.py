"""What the level-of-care rules look at, and what of it is still missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from threshold.assessment.needs import Needs
from threshold.assessment.scoring import Scored, Status, not_administered
from threshold.intake.submission import CareSetting, Track

MISSING = "missing"
DECLINED = "declined"
YES = 1
NOT_BEGUN = frozenset({Status.NOT_STARTED, Status.NOT_ADMINISTERED})
CLOCK = timedelta(days=7)
"""Source: HEDIS FUH and FUA, follow-up within 7 days of discharge."""
USES_SUBSTANCES = {
    "withdrawal": (
        "daily_alcohol_or_sedatives",
        "daily_benzodiazepines",
        "daily_opioids",
        "in_withdrawal_now",
    ),
    "overdose": ("last_12_months", "last_30_days"),
    "pregnancy": ("injects_drugs",),
}
SUBSTANCE_SCREENS = ("audit-c", "audit", "drug-use", "dast-10")
BAM_USE = ("q4", "q5", "q6")
"""Screens by their cut-off; the BAM has none, so any day of use counts."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What is known of the safety of two who come together.

    harm: one of the two said yes to a HARK question; which of them is not kept.
    screened_alone: both are known to have answered all of it, alone.
    no_contact_order: one of the two said that a court forbids contact between them.
    """

    harm: bool = False
    screened_alone: bool = False
    no_contact_order: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one submission.

    scored: by instrument; one that was not part of the submission is absent.
    physical_state: two letters of the state the person is in now; None: not said.
    recent_discharge: left a higher level of care in the last 30 days; None: said to step down,
        but not when, which is evidence for nothing.
    discharged_on, discharged_from: of that recent discharge; `discharged_from` None: not said.
    recent_attempt_on: the day of a suicide attempt in the last 30 days.
    tracks: what the person seeks help with.
    age: in whole years. payer_id, payer_name: None where care is not to be paid by a plan.
    hours_per_week: what the person can give; None: not said, which is not a no.
    lacking: what a video session takes and the person said they do not have.
    ciwa_ar: as a clinician recorded it.
    """

    scored: Mapping[str, Scored] = field(default_factory=dict)
    physical_state: str | None = None
    recent_discharge: bool | None = False
    tracks: tuple[Track, ...] = ()
    discharged_on: date | None = None
    discharged_from: CareSetting | None = None
    recent_attempt_on: date | None = None
    age: int | None = None
    payer_id: str | None = None
    payer_name: str | None = None
    hours_per_week: int | None = None
    lacking: tuple[str, ...] = ()
    ciwa_ar: int | None = None
    pair: Pair = field(default_factory=Pair)
    needs: Needs = field(default_factory=Needs)

    def of(self, instrument: str) -> Scored:
        """The instrument as scored, or as not administered."""
        return self.scored.get(instrument) or not_administered(instrument)

    def said_yes(self, instrument: str, item: str) -> bool:
        """Whether a yes-or-no question was answered with yes."""
        return self.of(instrument).answers.get(item) == YES

    @property
    def clock_from(self) -> date | None:
        """The day of the discharge or attempt from which the seven days are counted."""
        return min(filter(None, (self.discharged_on, self.recent_attempt_on)), default=None)


def substance_use(facts: Facts) -> dict[str, int]:
    """Every answer and screen that speaks of use of alcohol or drugs, by name."""
    answers = {
        f"{instrument}/{item}": YES
        for instrument, items in USES_SUBSTANCES.items()
        for item in items
        if facts.said_yes(instrument, item)
    }
    screens = {
        f"{name}/positive": YES for name in SUBSTANCE_SCREENS if facts.of(name).positive is True
    }
    bam = facts.of("bam").answers
    days = {f"bam/{item}": bam[item] for item in BAM_USE if bam.get(item)}
    return answers | screens | days


def required(facts: Facts, battery: tuple[str, ...]) -> tuple[str, ...]:
    """What has to be answered: the battery and, of whoever uses, the withdrawal questions.

    Source: the withdrawal risk of anybody who uses comes before any placement (ASAM 2020, III).
    """
    return (*battery, "withdrawal") if substance_use(facts) else battery


def incomplete(facts: Facts, battery: tuple[str, ...]) -> tuple[str, ...]:
    """What is missing or declined, as "instrument/item", "instrument" where nothing was said.

    Whatever was begun counts, required or not; so do the state the person is in and their age.
    """
    found: list[str] = [] if facts.physical_state else ["location/state"]
    found += [] if facts.age is not None else ["person/birth_date"]
    needed = required(facts, battery)
    for instrument in dict.fromkeys((*needed, *facts.scored)):
        scored = facts.of(instrument)
        if scored.status not in NOT_BEGUN:
            found += [f"{instrument}/{item}" for item in (*scored.missing, *scored.declined)]
        elif instrument in needed:
            found.append(instrument)
    return tuple(found)
