"""Tracks and needs of an assessment: what was sought and said, and what the answers add."""

from collections.abc import Sequence
from dataclasses import replace

from threshold.assessment.conditions.level import pain
from threshold.assessment.facts import Facts, substance_use
from threshold.assessment.needs import Joint, Needs
from threshold.assessment.rules import Rule
from threshold.assessment.scoring import Scored
from threshold.assessment.settings import Settings
from threshold.intake.submission import Track

SCREENS = {
    Track.MENTAL_HEALTH: ("phq-2", "phq-9", "gad-2", "gad-7"),
    Track.TRAUMA: ("pc-ptsd-5", "pcl-5"),
}
CALLS_FOR_A_PRESCRIBER = frozenset({"M3", "M4", "S9"})
APART = frozenset({Joint.REFUSED, Joint.KEPT_APART})


def tracks(facts: Facts, settings: Settings, fired: Sequence[Rule]) -> tuple[Track, ...]:
    """What the person seeks and what the answers speak for; mental health and use: dual.

    The couples track only where it is sought and no rule refuses it.
    """
    found = set(facts.tracks)
    found |= {track for track, names in SCREENS.items() if _positive(facts, names)}
    if substance_use(facts):
        found.add(Track.SUBSTANCE_USE)
    if pain(facts, settings):
        found.add(Track.CHRONIC_PAIN)
    if _joint(facts, fired) in APART:
        found.discard(Track.COUPLES)
    both = {Track.MENTAL_HEALTH, Track.SUBSTANCE_USE}
    if both <= found or Track.DUAL in found:
        found = (found - both) | {Track.DUAL}
    return tuple(track for track in Track if track in found)


def needs(facts: Facts, settings: Settings, fired: Sequence[Rule]) -> Needs:
    """What the person said they need, with what the answers and the rules add."""
    said = facts.needs
    pregnancy = facts.of("pregnancy")
    called_for = any(rule.id in CALLS_FOR_A_PRESCRIBER for rule in fired)
    return replace(
        said,
        medication_management=said.medication_management or called_for,
        pregnant=_yes_or_no(pregnancy, "pregnant"),
        injects_drugs=_yes_or_no(pregnancy, "injects_drugs"),
        pain_aware=said.pain_aware or bool(pain(facts, settings)),
        follow_along_help=facts.said_yes("cognition", "needs_help_to_follow"),
        joint=_joint(facts, fired),
    )


def _joint(facts: Facts, fired: Sequence[Rule]) -> Joint:
    limits = [rule.joint for rule in fired if rule.joint]
    return max([facts.needs.joint, *limits], key=lambda joint: joint.rank)


def _positive(facts: Facts, names: Sequence[str]) -> bool:
    return any(facts.of(name).positive for name in names)


def _yes_or_no(scored: Scored, item: str) -> bool | None:
    said = scored.answers.get(item)
    return None if said is None else bool(said)
