"""What staff are shown, as JSON documents. What is missing is as visible as what is there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from threshold.assessment.brief import brief
from threshold.assessment.brief_text import as_text
from threshold.assessment.pack import Pack
from threshold.assessment.recommendation import Assessment
from threshold.assessment.submission_facts import facts_of
from threshold.codec import encode
from threshold.console.left_out import (
    assessment_without,
    event_without,
    general_rule,
    safety_answers,
    submission_without,
)
from threshold.console.roles import NotForRole, Reading, may_read
from threshold.decision.coverage import DIFFERENCE, Coverage
from threshold.errors import Unknown
from threshold.intake.access import Part
from threshold.intake.change import FindingKind, chain_is_whole
from threshold.intake.life_cycle import Role, Worklist
from threshold.intake.ports import IntakeStore
from threshold.intake.record import IntakeEvent, IntakeRecord
from threshold.intake.submission import Submission

Document = dict[str, object]
Found = dict[Reading, object]
"""The last finding of each kind that somebody may read, None where there is none."""
Sees = Callable[[Sequence[IntakeEvent]], bool]
"""Whether the reader sees the safety answers of an intake with these events."""

BRIEF_IS_SHORT = (
    "Left out: what was said of safety with a partner (needs the safety permission, or a reason).\n"
)


def worklist_view(
    store: IntakeStore, roles: frozenset[Role], name: str, size: int, after: str | None
) -> Document:
    """A page of a worklist.

    Raises:
        Unknown: there is no such worklist.
        NotForRole: the roles may not read it.
    """
    try:
        worklist = Worklist(name)
    except ValueError:
        raise Unknown("no such worklist") from None
    if not may_read(roles, Reading.WORKLIST, worklist):
        raise NotForRole
    page = store.worklist(worklist, size, after)
    rows = [row(record, roles) for record in page.records]
    return {"name": name, "rows": rows, "after": page.after}


def row(record: IntakeRecord, roles: frozenset[Role]) -> Document:
    """What a list tells of an intake: to everybody the same of safety with a partner, and the tier
    and the rule, which follow from the assessment, to whoever may read that."""
    clinical = may_read(roles, Reading.ASSESSMENT)
    return {
        "intake_id": record.intake_id,
        "initials": record.initials,
        "status": record.status,
        "reason": general_rule(record.reason) if clinical else None,
        "tier": record.tier.name if clinical else None,
        "due_at": record.due_at.isoformat() if record.due_at else None,
        "since": record.updated_at.isoformat(),
        "state": record.state,
        "language": record.language,
        "alerted": record.alerted,
    }


def intake_view(
    store: IntakeStore,
    packs: Mapping[str, Pack],
    roles: frozenset[Role],
    intake_id: str,
    sees: Sees = lambda _: False,
) -> Document:
    """One intake: the record, the trail of events, and of the findings what the roles may read.

    Whoever reads the assessment gets the clinician's brief with it; nobody else sees the reasons
    of events, which tell as much, but for differences of coverage. Safety answers, and what they
    came to, are left out for whoever does not see them, and `left_out` says so.

    Raises:
        Unknown: there is no such intake for these roles; that there is one for others is not told.
        NotForRole: the roles may read no intake.
    """
    record = _theirs(store, roles, intake_id)
    # What happens while this is read belongs to the next look: trail and record agree.
    events = tuple(event for event in store.events(intake_id) if event.seq <= record.version)
    sees_safety = may_read(roles, Reading.SAFETY) and sees(events)
    view: Document = {
        **row(record, roles),
        "version": record.version,
        "worklist": record.worklist,
        "created_at": record.created_at.isoformat(),
        "reason": _reason(record, roles, sees_safety=sees_safety),
        "events": [encode(_told(event, roles, sees_safety=sees_safety)) for event in events],
        "chain_is_whole": chain_is_whole(events),
        "left_out": [] if sees_safety else [Part.SAFETY],
    }
    found: Found = {
        reading: store.latest(intake_id, kind, type_)
        for reading, kind, type_ in _FINDINGS
        if may_read(roles, reading)
    }
    if Reading.COVERAGE in found:
        view["card_photos"] = _card_photos(store, intake_id, found)
    return view | _findings(found, packs, record, sees_safety=sees_safety)


def _theirs(store: IntakeStore, roles: frozenset[Role], intake_id: str) -> IntakeRecord:
    if not may_read(roles, Reading.INTAKE):
        raise NotForRole
    record = store.load(intake_id)
    if not may_read(roles, Reading.INTAKE, record.worklist):
        raise Unknown("no intake of theirs has this id")
    return record


def _reason(record: IntakeRecord, roles: frozenset[Role], *, sees_safety: bool) -> str | None:
    if not may_read(roles, Reading.ASSESSMENT):
        return None
    return record.reason if sees_safety else general_rule(record.reason)


def _told(event: IntakeEvent, roles: frozenset[Role], *, sees_safety: bool) -> IntakeEvent:
    """An event as the roles see it; for who reads no assessment, what a plan says alone is not
    clinical."""
    told = event if sees_safety else event_without(event)
    if may_read(roles, Reading.ASSESSMENT):
        return told
    may = may_read(roles, Reading.COVERAGE)
    kept = (one for one in told.reasons if may and one.rule == DIFFERENCE)
    return replace(told, reasons=tuple(kept))


def _findings(
    found: Found, packs: Mapping[str, Pack], record: IntakeRecord, *, sees_safety: bool
) -> Document:
    submission, assessment = found.get(Reading.SUBMISSION), found.get(Reading.ASSESSMENT)
    view: Document = {}
    if sees_safety and isinstance(submission, Submission):
        view[Part.SAFETY] = encode(safety_answers(submission))
    if not sees_safety and isinstance(submission, Submission):
        found = found | {Reading.SUBMISSION: submission_without(submission)}
        if isinstance(assessment, Assessment):
            found[Reading.ASSESSMENT] = assessment_without(assessment, submission)
    view |= {reading: encode(finding) for reading, finding in found.items()}
    if Reading.ASSESSMENT in found:
        text = _brief(found, packs, record)
        view["brief"] = text if sees_safety or text is None else text + BRIEF_IS_SHORT
    return view


def _card_photos(store: IntakeStore, intake_id: str, found: Found) -> list[str] | None:
    """The sides of the card of which a photo is on file, None where no card was given."""
    submission = found.get(Reading.SUBMISSION) or store.latest(
        intake_id, FindingKind.SUBMISSION, Submission
    )
    card = submission.payment.card if isinstance(submission, Submission) else None
    return [key.split("/")[1] for key in card.photos] if card else None


def _brief(found: Found, packs: Mapping[str, Pack], record: IntakeRecord) -> str | None:
    """The clinician's brief of the last assessment, None before there is one."""
    assessment, submission = found[Reading.ASSESSMENT], found.get(Reading.SUBMISSION)
    if not isinstance(assessment, Assessment) or not isinstance(submission, Submission):
        return None
    facts = facts_of(submission, packs, record.updated_at.date())
    return as_text(brief(assessment, facts, submission))


_FINDINGS: tuple[tuple[Reading, FindingKind, type], ...] = (
    (Reading.SUBMISSION, FindingKind.SUBMISSION, Submission),
    (Reading.ASSESSMENT, FindingKind.ASSESSMENT, Assessment),
    (Reading.COVERAGE, FindingKind.COVERAGE, Coverage),
)
