"""The life cycle of an intake: one table of status, event, next status, who may, and the queue.

Everything that changes an intake goes through `transition`; nothing else names a next status.
"""

from enum import StrEnum
from typing import NamedTuple


class Status(StrEnum):
    """Where an intake stands, in the words the API speaks."""

    SUBMITTED = "submitted"
    ASSESSED = "assessed"
    VERIFYING = "verifying"
    IN_REVIEW = "in_review"
    ACCEPTED = "accepted"
    OFFERED = "offered"
    SCHEDULED = "scheduled"
    REFERRED = "referred"
    NOT_SERVED = "not_served"
    WITHDRAWN = "withdrawn"


LEFT = frozenset({Status.REFERRED, Status.NOT_SERVED, Status.WITHDRAWN})
"""Statuses of whoever is not on the way here any more."""
ENDS = LEFT | {Status.SCHEDULED}
"""Statuses at which the way here ends; staff may reopen each. Who is referred on is on a worklist
until a person has made the referral: nobody is sent away with nothing."""


WAITING = frozenset({Status.ACCEPTED, Status.OFFERED})
"""Statuses of whoever waits for a seat, offered one or not."""
COUNTED_ON = WAITING | {Status.SCHEDULED}
"""Statuses in which the program counts on the coverage it verified, and so watches it."""


class EventKind(StrEnum):
    """What can happen to an intake."""

    SUBMITTED = "submitted"
    CRISIS_FOUND = "crisis_found"
    STAFF_ALERTED = "staff_alerted"
    ASSESSED = "assessed"
    REVIEW_NEEDED = "review_needed"
    PATIENT_INPUT_NEEDED = "patient_input_needed"
    ANSWERS_RENEWED = "answers_renewed"
    CONTACT_RENEWED = "contact_renewed"
    PARTNER_NAMED = "partner_named"
    CONSENT_GIVEN = "consent_given"
    CONSENT_REVOKED = "consent_revoked"
    DETAILS_GIVEN = "details_given"
    CARD_PHOTO_GIVEN = "card_photo_given"
    RESCREEN_DUE = "rescreen_due"
    REFERRED = "referred"
    NOT_SERVED = "not_served"
    REFERRAL_MADE = "referral_made"
    RULE_OVERRIDDEN = "rule_overridden"
    NOTE_ADDED = "note_added"
    GLASS_BROKEN = "glass_broken"
    SUPERVISORS_TOLD = "supervisors_told"
    MERGED = "merged"
    DUPLICATE_FOUND = "duplicate_found"
    VERIFICATION_REQUESTED = "verification_requested"
    VERIFICATION_STARTED = "verification_started"
    PAYER_UNAVAILABLE = "payer_unavailable"
    PAYER_RESTING = "payer_resting"
    FURTHER_ASK_NEEDED = "further_ask_needed"
    VERIFY_BY_PHONE_NEEDED = "verify_by_phone_needed"
    ANSWER_FILED = "answer_filed"
    REVERIFICATION_DUE = "reverification_due"
    COVERAGE_CONFIRMED = "coverage_confirmed"
    COVERAGE_CHANGED = "coverage_changed"
    COVERAGE_REVIEW_NEEDED = "coverage_review_needed"
    COVERAGE_IN_DOUBT = "coverage_in_doubt"
    COVERAGE_NOT_HEARD = "coverage_not_heard"
    STAFF_TOLD = "staff_told"
    BENEFITS_RECORDED = "benefits_recorded"
    ACCEPTED = "accepted"
    QUEUED_FOR_SEAT = "queued_for_seat"
    SEAT_OFFERED = "seat_offered"
    OFFER_ACCEPTED = "offer_accepted"
    OFFER_DECLINED = "offer_declined"
    OFFER_EXPIRED = "offer_expired"
    NO_SHOW = "no_show"
    RESCHEDULE_ASKED = "reschedule_asked"
    PASSED_OVER = "passed_over"
    SEAT_KEPT = "seat_kept"
    SEATING_PAUSED = "seating_paused"
    SEATING_RESUMED = "seating_resumed"
    CHECK_IN_DUE = "check_in_due"
    CHECKED_IN = "checked_in"
    INTERIM_SERVICES_GIVEN = "interim_services_given"
    CLINICAL_CONTACT_MADE = "clinical_contact_made"
    REMINDER_DUE = "reminder_due"
    SEAT_ANNOUNCED = "seat_announced"
    CARE_ENDED = "care_ended"
    WITHDRAWN = "withdrawn"
    REOPENED = "reopened"
    MESSAGE_SENT = "message_sent"
    MESSAGE_NOT_SENT = "message_not_sent"


class Queue(StrEnum):
    """The work queues; each has one consumer. News of a seat are announced on one of their own, so
    that a record system that is down delays no alert."""

    ASSESSMENT = "assessment"
    VERIFICATION = "verification"
    SCHEDULING = "scheduling"
    NOTIFICATION = "notification"
    ANNOUNCEMENT = "announcement"


TELLS = "tells"
"""The detail of an event that begins work on another queue, and of which the person is told too."""


class Worklist(StrEnum):
    """The lists on which a person finds an intake that waits for somebody."""

    IN_PROGRESS = "in_progress"
    CRISIS = "crisis"
    REVIEW = "review"
    VERIFY_BY_PHONE = "verify_by_phone"
    FIX_IT = "fix_it"
    REFERRAL = "referral"
    SCHEDULING = "scheduling"
    SEATED = "seated"


class Role(StrEnum):
    """Who acts: the person, the system, or a member of staff by sign-in group."""

    PATIENT = "patient"
    SYSTEM = "system"
    ADMISSIONS = "admissions"
    CLINICIAN = "clinician"
    BILLING = "billing"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"


class Transition(NamedTuple):
    """One row of the table. `source` is None for the event that opens an intake.

    `queue` is where the intake's id goes next; `worklist` is where people see it from then on,
    unless the step keeps it where it was.
    """

    source: Status | None
    event: EventKind
    target: Status
    may: frozenset[Role]
    queue: Queue | None
    worklist: Worklist | None
    keeps_worklist: bool


class IllegalTransition(Exception):
    """The table has no such step. Names the status, the event and the status it would lead to."""

    def __init__(self, source: Status | None, event: EventKind) -> None:
        target = _TARGETS.get(event, source)
        super().__init__(
            f"an intake that is {source or 'not yet open'} cannot become {target} by {event}"
        )
        self.source, self.event, self.target = source, event, target


class NotPermitted(Exception):
    """The step exists, but not for this role."""

    def __init__(self, event: EventKind, role: Role) -> None:
        super().__init__(f"the role {role} may not cause the event {event}")


_WHO = {
    "opens": frozenset({Role.PATIENT, Role.SYSTEM, Role.ADMISSIONS}),
    "system": frozenset({Role.SYSTEM}),
    "patient": frozenset({Role.PATIENT}),
    "staff": frozenset({Role.ADMISSIONS, Role.CLINICIAN, Role.SUPERVISOR}),
    "staff or system": frozenset({Role.ADMISSIONS, Role.CLINICIAN, Role.SUPERVISOR, Role.SYSTEM}),
    "staff or patient": frozenset({Role.ADMISSIONS, Role.CLINICIAN, Role.SUPERVISOR, Role.PATIENT}),
    "anyone at work": frozenset(set(Role) - {Role.BILLING, Role.AUDITOR}),
    "clinician": frozenset({Role.CLINICIAN}),
    "staff or billing": frozenset({Role.ADMISSIONS, Role.CLINICIAN, Role.SUPERVISOR, Role.BILLING}),
}

_TABLE = """
from                          | event                  | to         | who may          | queue        | worklist
-                             | submitted              | submitted  | opens            | assessment   | in_progress
-                             | crisis_found           | in_review  | opens            | notification | crisis
submitted assessed verifying  | crisis_found           | in_review  | anyone at work   | notification | crisis
in_review accepted offered    | crisis_found           | in_review  | anyone at work   | notification | crisis
scheduled referred not_served | crisis_found           | in_review  | anyone at work   | notification | crisis
withdrawn                     | crisis_found           | in_review  | anyone at work   | notification | crisis
in_review                     | staff_alerted          | in_review  | system           | -            | as it was
submitted                     | assessed               | assessed   | system           | verification | in_progress
submitted assessed verifying  | review_needed          | in_review  | anyone at work   | -            | review
submitted assessed verifying  | patient_input_needed   | in_review  | system           | notification | fix_it
in_review accepted offered    | review_needed          | in_review  | anyone at work   | -            | review
scheduled                     | review_needed          | in_review  | anyone at work   | -            | review
scheduled                     | answers_renewed        | as it was  | anyone at work   | -            | as it was
in_review                     | patient_input_needed   | in_review  | staff            | notification | fix_it
in_review                     | details_given          | assessed   | staff or patient | verification | in_progress
in_review                     | card_photo_given       | in_review  | patient          | -            | verify_by_phone
submitted assessed verifying  | answers_renewed        | as it was  | anyone at work   | -            | as it was
in_review offered             | answers_renewed        | as it was  | anyone at work   | -            | as it was
accepted                      | answers_renewed        | as it was  | anyone at work   | scheduling   | as it was
submitted assessed verifying  | contact_renewed        | as it was  | staff or patient | -            | as it was
in_review offered             | contact_renewed        | as it was  | staff or patient | -            | as it was
accepted                      | contact_renewed        | as it was  | staff or patient | scheduling   | as it was
scheduled referred not_served | contact_renewed        | as it was  | staff or patient | -            | as it was
withdrawn                     | contact_renewed        | as it was  | staff or patient | -            | as it was
submitted assessed verifying  | partner_named          | as it was  | staff or patient | -            | as it was
in_review offered             | partner_named          | as it was  | staff or patient | -            | as it was
accepted                      | partner_named          | as it was  | staff or patient | scheduling   | as it was
scheduled referred not_served | partner_named          | as it was  | staff or patient | -            | as it was
accepted offered              | rescreen_due           | as it was  | system           | -            | as it was
submitted                     | referred               | referred   | system           | -            | referral
in_review                     | referred               | referred   | clinician        | scheduling   | referral
submitted                     | not_served             | not_served | system           | -            | referral
in_review                     | not_served             | not_served | clinician        | scheduling   | referral
referred not_served           | referral_made          | as it was  | staff            | -            | -
in_review                     | verification_requested | assessed   | staff            | verification | in_progress
assessed verifying            | verification_started   | verifying  | system           | -            | in_progress
verifying                     | payer_unavailable      | verifying  | system           | -            | in_progress
assessed verifying            | payer_resting          | verifying  | system           | -            | in_progress
verifying                     | further_ask_needed     | verifying  | system           | verification | in_progress
assessed verifying            | verify_by_phone_needed | in_review  | system           | -            | verify_by_phone
assessed verifying            | accepted               | accepted   | system           | scheduling   | in_progress
in_review                     | accepted               | accepted   | clinician        | scheduling   | in_progress
accepted                      | queued_for_seat        | accepted   | system           | -            | scheduling
accepted                      | seat_offered           | offered    | staff or system  | notification | scheduling
offered                       | offer_accepted         | scheduled  | staff or patient | notification | seated
offered                       | offer_declined         | accepted   | staff or patient | scheduling   | in_progress
offered                       | offer_expired          | accepted   | system           | scheduling   | in_progress
scheduled                     | no_show                | accepted   | staff            | scheduling   | in_progress
scheduled                     | reschedule_asked       | accepted   | staff or patient | scheduling   | in_progress
accepted                      | seat_kept              | scheduled  | system           | -            | seated
accepted                      | passed_over            | accepted   | system           | -            | as it was
accepted                      | seating_paused         | accepted   | system           | -            | scheduling
accepted                      | seating_resumed        | accepted   | staff or patient | scheduling   | in_progress
accepted offered              | check_in_due           | as it was  | system           | notification | as it was
accepted offered              | checked_in             | as it was  | staff or patient | -            | as it was
accepted offered scheduled    | interim_services_given | as it was  | staff            | -            | as it was
accepted offered scheduled    | clinical_contact_made  | as it was  | staff            | -            | as it was
scheduled                     | reminder_due           | scheduled  | system           | notification | as it was
assessed verifying in_review  | seat_announced         | as it was  | system           | -            | as it was
accepted offered scheduled    | seat_announced         | as it was  | system           | -            | as it was
referred not_served withdrawn | seat_announced         | as it was  | system           | -            | as it was
scheduled                     | care_ended             | scheduled  | staff            | scheduling   | -
submitted assessed verifying  | withdrawn              | withdrawn  | staff or patient | scheduling   | -
in_review accepted offered    | withdrawn              | withdrawn  | staff or patient | scheduling   | -
scheduled referred not_served | reopened               | in_review  | staff            | -            | review
withdrawn                     | reopened               | in_review  | staff or patient | -            | review
assessed verifying in_review  | answer_filed           | as it was  | system           | -            | as it was
accepted offered scheduled    | answer_filed           | as it was  | system           | -            | as it was
referred not_served withdrawn | answer_filed           | as it was  | system           | -            | as it was
accepted offered scheduled    | reverification_due     | as it was  | system           | verification | as it was
accepted offered scheduled    | verification_started   | as it was  | system           | -            | as it was
accepted offered scheduled    | payer_unavailable      | as it was  | system           | -            | as it was
accepted offered scheduled    | payer_resting          | as it was  | system           | -            | as it was
accepted offered scheduled    | further_ask_needed     | as it was  | system           | verification | as it was
accepted offered scheduled    | coverage_confirmed     | as it was  | system           | -            | as it was
accepted offered scheduled    | coverage_changed       | as it was  | system           | notification | as it was
accepted offered scheduled    | coverage_in_doubt      | as it was  | system           | notification | as it was
accepted offered scheduled    | coverage_not_heard     | as it was  | system           | -            | as it was
accepted offered scheduled    | coverage_review_needed | in_review  | system           | notification | review
accepted offered scheduled    | staff_told             | as it was  | system           | -            | as it was
in_review                     | staff_told             | as it was  | system           | -            | as it was
submitted assessed verifying  | rule_overridden        | as it was  | clinician        | -            | as it was
in_review                     | rule_overridden        | as it was  | clinician        | -            | as it was
submitted assessed verifying  | note_added             | as it was  | staff            | -            | as it was
in_review accepted offered    | note_added             | as it was  | staff            | -            | as it was
scheduled referred not_served | note_added             | as it was  | staff            | -            | as it was
withdrawn                     | note_added             | as it was  | staff            | -            | as it was
submitted assessed verifying  | glass_broken           | as it was  | staff            | notification | as it was
in_review accepted offered    | glass_broken           | as it was  | staff            | notification | as it was
scheduled referred not_served | glass_broken           | as it was  | staff            | notification | as it was
withdrawn                     | glass_broken           | as it was  | staff            | notification | as it was
submitted assessed verifying  | supervisors_told       | as it was  | system           | -            | as it was
in_review accepted offered    | supervisors_told       | as it was  | system           | -            | as it was
scheduled referred not_served | supervisors_told       | as it was  | system           | -            | as it was
withdrawn                     | supervisors_told       | as it was  | system           | -            | as it was
submitted assessed verifying  | merged                 | withdrawn  | staff            | scheduling   | -
in_review accepted offered    | merged                 | withdrawn  | staff            | scheduling   | -
referred not_served           | merged                 | withdrawn  | staff            | -            | -
submitted assessed verifying  | duplicate_found        | as it was  | staff            | -            | as it was
in_review accepted offered    | duplicate_found        | as it was  | staff            | -            | as it was
scheduled referred not_served | duplicate_found        | as it was  | staff            | -            | as it was
withdrawn                     | duplicate_found        | as it was  | staff            | -            | as it was
submitted assessed verifying  | benefits_recorded      | as it was  | staff or billing | -            | as it was
in_review accepted offered    | benefits_recorded      | as it was  | staff or billing | -            | as it was
scheduled referred not_served | benefits_recorded      | as it was  | staff or billing | -            | as it was
withdrawn                     | benefits_recorded      | as it was  | staff or billing | -            | as it was
submitted assessed verifying  | consent_given          | as it was  | staff or patient | -            | as it was
in_review accepted offered    | consent_given          | as it was  | staff or patient | -            | as it was
scheduled referred not_served | consent_given          | as it was  | staff or patient | -            | as it was
withdrawn                     | consent_given          | as it was  | staff or patient | -            | as it was
submitted assessed verifying  | consent_revoked        | as it was  | staff or patient | -            | as it was
in_review accepted offered    | consent_revoked        | as it was  | staff or patient | -            | as it was
scheduled referred not_served | consent_revoked        | as it was  | staff or patient | -            | as it was
withdrawn                     | consent_revoked        | as it was  | staff or patient | -            | as it was
submitted assessed verifying  | message_sent           | as it was  | system           | -            | as it was
in_review accepted offered    | message_sent           | as it was  | system           | -            | as it was
scheduled referred not_served | message_sent           | as it was  | system           | -            | as it was
withdrawn                     | message_sent           | as it was  | system           | -            | as it was
submitted assessed verifying  | message_not_sent       | as it was  | system           | -            | as it was
in_review accepted offered    | message_not_sent       | as it was  | system           | -            | as it was
scheduled referred not_served | message_not_sent       | as it was  | system           | -            | as it was
withdrawn                     | message_not_sent       | as it was  | system           | -            | as it was
"""  # noqa: E501 - a table is read across
# Whoever is verified anew may have a seat since before: when they leave, it is given back.
# A payer's late answer is filed wherever the intake has got to, so that no disclosure is without
# its answer; it moves nothing.


_STATUSES = {one.value: one for one in Status}


def _parse(row: str) -> list[Transition]:
    """The steps of a row. It runs at each cold start, so that what they share is made once."""
    sources, event, target, who, queue, worklist = map(str.strip, row.split("|"))
    kind, may, stays = EventKind(event), _WHO[who], target == "as it was"
    sends_to = None if queue == "-" else Queue(queue)
    keeps = worklist == "as it was"
    seen_on = None if keeps or worklist == "-" else Worklist(worklist)
    return [
        Transition(
            source=None if source == "-" else _STATUSES[source],
            event=kind,
            target=_STATUSES[source if stays else target],
            may=may,
            queue=sends_to,
            worklist=seen_on,
            keeps_worklist=keeps,
        )
        for source in sources.split()
    ]


TRANSITIONS: tuple[Transition, ...] = tuple(
    step for row in _TABLE.strip().splitlines()[1:] for step in _parse(row)
)
"""Every step there is."""

_BY_STEP = {(step.source, step.event): step for step in TRANSITIONS}
_TARGETS = {step.event: step.target for step in TRANSITIONS if step.source is not step.target}


def transition(source: Status | None, event: EventKind, role: Role) -> Transition:
    """The step an event takes from a status.

    Raises:
        IllegalTransition: the table has no such step, for nobody.
        NotPermitted: it has one, but not for this role.
    """
    step = _BY_STEP.get((source, event))
    if step is None:
        raise IllegalTransition(source, event)
    if role not in step.may:
        raise NotPermitted(event, role)
    return step
