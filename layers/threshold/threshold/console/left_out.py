"""An intake as it is shown to whoever does not see safety answers.

Safety answers are those about a partner (the HARK), whether they were given alone, and a no-contact
order. A rule that rests on them tells as much by its name. So the rules that may rest on them
become one general reason, whichever of them fired and on whichever answers: a clinician still knows
that a private call is due, by when, and no more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from threshold.assessment.needs import Joint
from threshold.assessment.outcome import Outcome
from threshold.assessment.recommendation import Assessment, Fired
from threshold.intake.life_cycle import EventKind, Role
from threshold.intake.record import IntakeEvent, Reason
from threshold.intake.submission import Answer, Couple, Submission, Track

GENERAL_RULE = "S12"
TEXT = "A safety answer calls for a private call by a clinician before any placement."
SOURCE = "Fail safe: no safety answer goes unheard"
RESTS_ON_SAFETY = frozenset({GENERAL_RULE, "C1", "C3"})
"""Rules of which one does not say that it fired. C2 is no such rule: as long as nobody looks at
both of a couple, it fires for everyone who comes with a partner."""
_SAYS_NO_MORE = "C3"
"""Of the order of a court, nothing is left to tell in general: it calls for no call."""
_HARK = "hark"
_WITHOUT_INPUTS = frozenset({"F6"})
"""Safety questions without an answer; which they are, is among what is missing."""
_NOT_TOLD = {"safety answers": "left out"}
_TELLS = frozenset({f"pack {_HARK}", "inputs"})
"""Details of events: that it was asked at all, and a hash from which the answers can be tried."""


@dataclass(frozen=True, slots=True)
class SafetyAnswers:
    """What is left out of a submission. None: not said; `hark` is empty where it was not asked."""

    hark: Mapping[str, Answer]
    answered_alone: bool | None
    no_contact_order: bool | None


def safety_answers(submission: Submission) -> SafetyAnswers:
    """The safety answers of a submission."""
    couple = submission.couple or Couple()
    hark = submission.answers.get(_HARK, {})
    return SafetyAnswers(hark, couple.screened_alone, couple.no_contact_order)


def safety_reasons(assessment: Assessment) -> tuple[Fired, ...]:
    """The reasons that may rest on safety answers, as they are."""
    rules = RESTS_ON_SAFETY | {"C2"}
    return tuple(one for one in assessment.reasons if one.rule in rules)


def general_rule(rule: str | None) -> str | None:
    """The rule behind a status as it is told to everybody."""
    return GENERAL_RULE if rule in RESTS_ON_SAFETY else rule


def submission_without(submission: Submission) -> Submission:
    """A submission without its safety answers."""
    invitation = submission.couple.invitation if submission.couple else None
    return replace(
        submission,
        answers={name: said for name, said in submission.answers.items() if name != _HARK},
        couple=Couple(invitation=invitation) if invitation else None,
    )


def assessment_without(assessment: Assessment, submission: Submission) -> Assessment:
    """The assessment of a submission, without what its safety answers came to."""
    seek_couples = Track.COUPLES in submission.need.tracks
    tracks = {*assessment.tracks, *((Track.COUPLES,) if seek_couples else ())}
    joint = Joint.HELD if seek_couples else Joint.NOT_SOUGHT
    return replace(
        assessment,
        reasons=_general(assessment.reasons),
        tracks=tuple(track for track in Track if track in tracks),
        needs=replace(assessment.needs, joint=joint),
        incomplete=_without_hark(assessment.incomplete),
        not_applicable=_without_hark(assessment.not_applicable),
        pack_versions={
            name: version for name, version in assessment.pack_versions.items() if name != _HARK
        },
        inputs_hash="",
    )


def event_without(event: IntakeEvent) -> IntakeEvent:
    """An event without what safety answers came to."""
    details = {name: said for name, said in event.details.items() if name not in _TELLS}
    if event.kind is EventKind.RULE_OVERRIDDEN and details.get("rule") in RESTS_ON_SAFETY:
        details = {name: said for name, said in details.items() if name != "rule_version"}
        details["rule"] = GENERAL_RULE
    told = (
        Reason(GENERAL_RULE, TEXT, SOURCE) if one.rule in RESTS_ON_SAFETY else one
        for one in event.reasons
        if one.rule != _SAYS_NO_MORE
    )
    return replace(event, details=details, reasons=tuple(dict.fromkeys(told)))


def _general(reasons: tuple[Fired, ...]) -> tuple[Fired, ...]:
    """The reasons with one for all that rest on safety, first of those as severe as it is."""
    others = [_with_fewer_inputs(one) for one in reasons if one.rule not in RESTS_ON_SAFETY]
    due = [one.due_at for one in reasons if one.rule in RESTS_ON_SAFETY and one.due_at]
    if not due:
        return tuple(others)
    outcome = Outcome.CLINICAL_REVIEW
    general = Fired(GENERAL_RULE, outcome, TEXT, SOURCE, _NOT_TOLD, Role.CLINICIAN, min(due))
    before = sum(one.outcome is not None and one.outcome.rank < outcome.rank for one in others)
    return (*others[:before], general, *others[before:])


def _with_fewer_inputs(fired: Fired) -> Fired:
    if fired.rule in _WITHOUT_INPUTS:
        return replace(fired, inputs=_NOT_TOLD)
    return replace(fired, inputs={name: fired.inputs[name] for name in _without_hark(fired.inputs)})


def _without_hark(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name.partition("/")[0] != _HARK)
