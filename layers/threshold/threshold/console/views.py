"""What staff are shown, as JSON documents. What is missing is as visible as what is there."""

from collections.abc import Mapping
from dataclasses import replace

from threshold.assessment.brief import brief
from threshold.assessment.brief_text import as_text
from threshold.assessment.pack import Pack
from threshold.assessment.recommendation import Assessment
from threshold.assessment.submission_facts import facts_of
from threshold.codec import encode
from threshold.console.roles import Reading, may_read
from threshold.decision.coverage import DIFFERENCE, Coverage
from threshold.errors import Unknown
from threshold.intake.change import FindingKind, chain_is_whole
from threshold.intake.life_cycle import Role, Worklist
from threshold.intake.ports import IntakeStore
from threshold.intake.record import IntakeEvent, IntakeRecord
from threshold.intake.submission import Submission

Document = dict[str, object]


class NotForRole(Exception):
    """The caller's roles may not read this."""


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
    return {"name": name, "rows": [row(record) for record in page.records], "after": page.after}


def row(record: IntakeRecord) -> Document:
    """What a list tells of an intake."""
    return {
        "intake_id": record.intake_id,
        "initials": record.initials,
        "status": record.status,
        "reason": record.reason,
        "tier": record.tier.name,
        "due_at": record.due_at.isoformat() if record.due_at else None,
        "since": record.updated_at.isoformat(),
        "state": record.state,
        "language": record.language,
        "alerted": record.alerted,
    }


def intake_view(
    store: IntakeStore, packs: Mapping[str, Pack], roles: frozenset[Role], intake_id: str
) -> Document:
    """One intake: the record, the trail of events, and of the findings what the roles may read.

    Whoever reads the assessment gets the clinician's brief with it; nobody else sees the reasons
    of events, which tell as much, but for differences of coverage.

    Raises:
        Unknown: there is no such intake.
        NotForRole: the roles may not read it.
    """
    if not may_read(roles, Reading.INTAKE):
        raise NotForRole
    record = store.load(intake_id)
    if not may_read(roles, Reading.INTAKE, record.worklist):
        raise NotForRole
    # What happens while this is read belongs to the next look: trail and record agree.
    events = tuple(event for event in store.events(intake_id) if event.seq <= record.version)
    view: Document = {
        **row(record),
        "version": record.version,
        "worklist": record.worklist,
        "created_at": record.created_at.isoformat(),
        "events": [encode(event) for event in events],
        "chain_is_whole": chain_is_whole(events),
    }
    if not may_read(roles, Reading.ASSESSMENT):
        view["reason"] = None
        view["events"] = [encode(_without_clinical_reasons(event, roles)) for event in events]
    found = {
        reading: store.latest(intake_id, kind, type_)
        for reading, kind, type_ in _FINDINGS
        if may_read(roles, reading)
    }
    view |= {reading: encode(finding) for reading, finding in found.items()}
    if Reading.ASSESSMENT in found:
        view["brief"] = _brief(found, packs, record)
    if Reading.COVERAGE in found:
        view["card_photos"] = _card_photos(store, intake_id, found)
    return view


def _without_clinical_reasons(event: IntakeEvent, roles: frozenset[Role]) -> IntakeEvent:
    """An event as those see it who do not read assessments: what a plan says is not clinical."""
    told = event.reasons if may_read(roles, Reading.COVERAGE) else ()
    return replace(event, reasons=tuple(one for one in told if one.rule == DIFFERENCE))


def _card_photos(
    store: IntakeStore, intake_id: str, found: Mapping[Reading, object]
) -> list[str] | None:
    """The sides of the card of which a photo is on file, None where no card was given."""
    submission = found.get(Reading.SUBMISSION) or store.latest(
        intake_id, FindingKind.SUBMISSION, Submission
    )
    card = submission.payment.card if isinstance(submission, Submission) else None
    return [key.split("/")[1] for key in card.photos] if card else None


def _brief(
    found: Mapping[Reading, object], packs: Mapping[str, Pack], record: IntakeRecord
) -> str | None:
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
