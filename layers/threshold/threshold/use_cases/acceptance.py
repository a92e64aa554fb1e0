"""What stands between a clinician and acceptance: rules that fired, and overrides of them."""

from collections.abc import Mapping, Sequence

from threshold.assessment.outcome import Outcome
from threshold.assessment.recommendation import Assessment, Fired
from threshold.intake.change import FindingKind
from threshold.intake.life_cycle import EventKind
from threshold.intake.ports import IntakeStore
from threshold.intake.record import IntakeEvent

STOPS = frozenset(
    {
        Outcome.CRISIS_NOW,
        Outcome.MEDICAL_NOW,
        Outcome.REFER_UP,
        Outcome.NOT_SERVED_HERE,
        Outcome.REFER_DOWN,
    }
)
"""Recommendations that acceptance goes against; a review is there to end in a decision."""
NEVER_OVERRIDDEN = frozenset({"F1", "F2", "C3"})
"""A licence, the program's age limits and a court order are not a clinician's to set aside."""
_DIGITS = 32


class NotClear(Exception):
    """Rules speak against acceptance: `rules`, by id; `never` of them cannot be overridden."""

    def __init__(self, rules: Sequence[str]) -> None:
        super().__init__("rules speak against acceptance")
        self.rules = tuple(rules)
        self.never = tuple(rule for rule in rules if rule in NEVER_OVERRIDDEN)


class NotOverridable(Exception):
    """The rule did not fire in the last assessment, or is not a clinician's to set aside."""


def overrides_of(assessment: Assessment, events: Sequence[IntakeEvent]) -> tuple[IntakeEvent, ...]:
    """The overrides that hold for this assessment: later answers end those before them."""
    return tuple(
        one
        for one in events
        if one.kind is EventKind.RULE_OVERRIDDEN and one.details["inputs"] == _inputs(assessment)
    )


def in_the_way(assessment: Assessment, events: Sequence[IntakeEvent]) -> tuple[Fired, ...]:
    """The rules that speak against acceptance and were not overridden for this assessment."""
    set_aside = {one.details["rule"] for one in overrides_of(assessment, events)}
    return tuple(
        one for one in assessment.reasons if one.outcome in STOPS and one.rule not in set_aside
    )


def must_be_clear(intake_id: str, events: Sequence[IntakeEvent], store: IntakeStore) -> None:
    """Whether a clinician may accept now.

    Raises:
        NotClear: a rule speaks against it, or nothing was assessed.
    """
    assessment = _assessment(intake_id, store)
    found = in_the_way(assessment, events) if assessment else ()
    if found or assessment is None:
        raise NotClear([one.rule for one in found])


def override_of(rule: str, intake_id: str, store: IntakeStore) -> Mapping[str, str]:
    """What the event of an override says: the rule, what it recommended, and by which answers.

    Raises:
        NotOverridable: there is nothing to override.
    """
    assessment = _assessment(intake_id, store)
    fired = (
        next((one for one in assessment.reasons if one.rule == rule), None) if assessment else None
    )
    if assessment is None or fired is None or fired.outcome is None or rule in NEVER_OVERRIDDEN:
        raise NotOverridable
    return {
        "rule": rule,
        "rule_version": str(fired.version),
        "outcome": fired.outcome.value,
        "rules": assessment.ruleset_version,
        "inputs": _inputs(assessment),
    }


def _assessment(intake_id: str, store: IntakeStore) -> Assessment | None:
    return store.latest(intake_id, FindingKind.ASSESSMENT, Assessment)


def _inputs(assessment: Assessment) -> str:
    return assessment.inputs_hash[:_DIGITS]
