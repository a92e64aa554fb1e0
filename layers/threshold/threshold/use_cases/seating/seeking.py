"""Who waits: what placing a person asks, of what they sent, what was found, and what happened."""

from datetime import datetime
from zoneinfo import ZoneInfo

from threshold.assessment.needs import Joint
from threshold.assessment.recommendation import Assessment
from threshold.decision.coverage import Coverage
from threshold.intake.change import FindingKind
from threshold.intake.life_cycle import Status, Worklist
from threshold.intake.record import IntakeRecord
from threshold.intake.submission import PaymentPath, Submission, Track
from threshold.program.model import Program
from threshold.scheduling.history import History, history
from threshold.scheduling.interim import interim_by
from threshold.scheduling.seeker import Seeker
from threshold.use_cases.seating.desk import SeatingDesk
from threshold.use_cases.submitted import last_submission

_NOT_KNOWN = ""
"""Some payer, nobody knows which: in the network of nobody but of who is in all."""
_WITHOUT_PAYER = frozenset({PaymentPath.SELF_PAY, PaymentPath.UNINSURED})


def is_waiting(record: IntakeRecord) -> bool:
    """Whether a seat may be offered now, as far as the record tells."""
    return record.status is Status.ACCEPTED and record.worklist is Worklist.SCHEDULING


def seeker(record: IntakeRecord, desk: SeatingDesk, told: History | None = None) -> Seeker:
    """Who waits, as everything stands now. told: what became of their offers, where it is known.

    Raises:
        LookupError: the intake has no submission or assessment, without which none is accepted.
    """
    intake_id, store = record.intake_id, desk.store
    assessment = store.latest(intake_id, FindingKind.ASSESSMENT, Assessment)
    if assessment is None:
        raise LookupError("an accepted intake without its assessment")
    return seeker_of(
        record,
        last_submission(intake_id, store),
        assessment,
        store.latest(intake_id, FindingKind.COVERAGE, Coverage),
        told or history(store.events(intake_id)),
        desk.program(),
        desk.now(),
        together=_together(record, assessment, desk),
    )


def seeker_of(
    record: IntakeRecord,
    submission: Submission,
    assessment: Assessment,
    coverage: Coverage | None,
    told: History,
    program: Program,
    now: datetime,
    *,
    together: bool = False,
) -> Seeker:
    """Who waits. Placing works with this, and with nothing that they answered.

    Raises:
        LookupError: they were never accepted.
    """
    said, needs, accepted_at = submission.availability, assessment.needs, told.accepted_at
    if accepted_at is None:
        raise LookupError("somebody waits who was never accepted")
    zone = said.time_zone or program.time_zone
    return Seeker(
        intake_id=record.intake_id,
        version=record.version,
        tier=record.tier,
        accepted_at=accepted_at,
        language=submission.language.spoken.partition("-")[0].lower(),
        tracks=groups_for(assessment.tracks),
        zone=zone,
        age=_age(submission, now.astimezone(ZoneInfo(zone))),
        due_at=record.due_at,
        state=submission.location.state,
        interpreter=submission.language.interpreter is True,
        windows=said.windows,
        hours_per_week=said.hours_per_week,
        payer=_payer(submission, coverage, program),
        prescriber=needs.medication_management,
        pain=needs.pain_aware or Track.CHRONIC_PAIN in assessment.tracks,
        couple=record.couple,
        together=together,
        refused=told.refused,
        declined=told.declined,
        offers=told.offers,
        passed_over=told.passed_over,
        passed_over_at=told.passed_over_at,
        interim_by=interim_by(record.tier, record.created_at),
    )


def groups_for(found: tuple[Track, ...]) -> tuple[Track, ...]:
    """The tracks of groups that serve a person, the fittest first.

    Substance use is never left to a group that does not treat it; trauma and pain can be served
    beside others.
    """
    for track in (Track.DUAL, Track.SUBSTANCE_USE):
        if track in found:
            return (track,)
    special = tuple(one for one in (Track.TRAUMA, Track.CHRONIC_PAIN) if one in found)
    return (*special, Track.MENTAL_HEALTH)


def _age(submission: Submission, there: datetime) -> int:
    """In whole years where the person is. Born on 29 February, one is older on 1 March."""
    born = submission.person.birth_date
    return there.year - born.year - ((there.month, there.day) < (born.month, born.day))


def _payer(submission: Submission, coverage: Coverage | None, program: Program) -> str | None:
    """Who pays by the last verification or, where there was none, by what the person sent."""
    if submission.payment.path in _WITHOUT_PAYER:
        return None
    if coverage and coverage.payer_id:
        return coverage.payer_id
    card = submission.payment.card
    known = program.payer(card.payer_id, card.payer_name) if card else None
    return known.id if known else _NOT_KNOWN


def _together(record: IntakeRecord, assessment: Assessment, desk: SeatingDesk) -> bool:
    """Whether two wait who may be placed together. What either answered stays with the rule."""
    if record.couple is None or Track.COUPLES not in assessment.tracks:
        return False
    # Here, since almost everybody comes alone: what it needs would cost each cold start.
    from threshold.use_cases.couples import couple_with

    found = couple_with(record, desk.store, desk.clinic(), desk.now())
    return found.joint is Joint.OPEN and all(map(is_waiting, found.members))
