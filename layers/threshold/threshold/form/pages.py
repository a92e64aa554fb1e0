"""The pages beside the instruments, in order: who the person is, what they seek, how they pay.

Nothing clinical is asked before we know how to reach the person safely and where they are.
"""

from collections.abc import Callable

from threshold.assessment.battery import SUBSTANCE_TRACKS
from threshold.form.asking import name_fields, seeks, yes_no
from threshold.form.draft import Draft
from threshold.form.fields import Field, Kind
from threshold.form.inviting import TOGETHER, Together, invites, seeks_couples
from threshold.form.page import Look, Page, Section
from threshold.form.payment_pages import PAYMENT
from threshold.form.signing import agrees_field, signature_field
from threshold.intake.places import STATES
from threshold.intake.submission import (
    CareSetting,
    ConsentKind,
    MessageUse,
    PartOfDay,
    Sex,
    Track,
    Weekday,
)
from threshold.program.openings import TimeOfWeek

LANGUAGES = ("en", "es", "other")
PARTS = tuple(TimeOfWeek)
CONSENTS = (
    ConsentKind.PRIVACY_NOTICE,
    ConsentKind.TREATMENT_PAYMENT_OPERATIONS,
    ConsentKind.TELEHEALTH,
)
ZONES = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
)


def _consent(kind: ConsentKind, applies: Callable[[Draft], bool] = lambda _: True) -> Page:
    agrees, signature = agrees_field(kind), signature_field(kind)
    return Page(
        f"consent-{kind.replace('_', '-')}",
        Section.AGREEMENTS,
        (
            Field(agrees, Kind.CHOICE, required=True, options=("yes", "not_now")),
            Field(signature, Kind.LINE, needed_with=(agrees, "yes")),
        ),
        look=Look.CONSENT,
        applies=applies,
        subject=kind,
        seconds=60,
    )


BEFORE = (
    Page(
        "place-and-time",
        Section.START,
        (
            Field("location.state", Kind.LIST, required=True, options=tuple(sorted(STATES))),
            Field("language.spoken", Kind.CHOICE, required=True, options=LANGUAGES),
            Field("form.parts", Kind.MANY, options=PARTS),
        ),
    ),
    Page("openings", Section.START, look=Look.OPENINGS, seconds=10),
    Page("code", Section.START, look=Look.CODE, seconds=10),
    Page(
        "name",
        Section.ABOUT_YOU,
        (*name_fields("person.name", own=True), Field("person.called", Kind.LINE)),
    ),
    Page(
        "birth-date",
        Section.ABOUT_YOU,
        (Field("person.birth_date", Kind.DAY, required=True, autocomplete="bday"),),
    ),
    Page(
        "reach",
        Section.ABOUT_YOU,
        (
            Field("contact.phone", Kind.PHONE, required=True, autocomplete="tel"),
            yes_no("contact.may_call", required=True),
            yes_no("contact.may_leave_message", required=True),
            yes_no("contact.may_text", required=True),
            Field("contact.email", Kind.EMAIL, autocomplete="email"),
            yes_no("contact.neutral_sender"),
        ),
        seconds=40,
    ),
    Page(
        "where-you-are",
        Section.ABOUT_YOU,
        (
            Field("location.address", Kind.LINE, required=True, autocomplete="street-address"),
            Field("location.call_back_phone", Kind.PHONE, autocomplete="tel"),
        ),
    ),
    Page(
        "emergency-contact",
        Section.ABOUT_YOU,
        (
            Field(
                "emergency_contact.name", Kind.LINE, needed_with=("emergency_contact.phone", None)
            ),
            Field(
                "emergency_contact.phone", Kind.PHONE, needed_with=("emergency_contact.name", None)
            ),
            Field("emergency_contact.relationship", Kind.LINE),
            yes_no("emergency_contact.may_know_of_program"),
        ),
        seconds=30,
    ),
    Page(
        "seeking",
        Section.ABOUT_YOU,
        (Field("need.tracks", Kind.MANY, required=True, options=tuple(Track)),),
    ),
    Page(
        "together",
        Section.ABOUT_YOU,
        (
            Field(TOGETHER, Kind.CHOICE, required=True, options=tuple(Together)),
            Field("couple.invitation", Kind.INVITATION, needed_with=(TOGETHER, Together.INVITED)),
        ),
        applies=seeks_couples,
    ),
    Page(
        "invitation",
        Section.ABOUT_YOU,
        look=Look.INVITATION,
        applies=lambda draft: seeks_couples(draft) and invites(draft),
    ),
    Page(
        "why-now",
        Section.ABOUT_YOU,
        (Field("need.why_now", Kind.WORDS), Field("need.goals", Kind.WORDS)),
        seconds=60,
    ),
    Page(
        "sent-by",
        Section.ABOUT_YOU,
        (
            Field("need.referral.source", Kind.LINE),
            Field("need.referral.discharged_from", Kind.LIST, options=tuple(CareSetting)),
            Field("need.referral.discharged_on", Kind.DAY),
        ),
    ),
    Page(
        "sex",
        Section.ABOUT_YOU,
        (Field("person.sex", Kind.CHOICE, options=(*Sex, "not_said")),),
    ),
    Page(
        "privacy-now",
        Section.ABOUT_YOU,
        (yes_no("form.has_partner"), yes_no("form.alone", required=True)),
    ),
)
"""Asked before the instruments."""

AFTER = (
    Page(
        "medication",
        Section.YOUR_CARE,
        (
            Field("medication.current", Kind.WORDS),
            Field("medication.allergies", Kind.WORDS),
            yes_no("medication.wants_management"),
        ),
        seconds=40,
    ),
    Page(
        "body",
        Section.YOUR_CARE,
        (
            Field("body.mobility_limits", Kind.WORDS),
            yes_no("body.opioids_for_pain"),
        ),
        applies=seeks(Track.CHRONIC_PAIN),
    ),
    Page(
        "couple",
        Section.YOUR_CARE,
        (yes_no("couple.no_contact_order"),),
        applies=seeks_couples,
    ),
    Page(
        "ready",
        Section.YOUR_CARE,
        (
            yes_no("readiness.private_space", required=True),
            yes_no("readiness.has_device", required=True),
            yes_no("readiness.camera"),
            yes_no("readiness.internet", required=True),
        ),
    ),
    Page(
        "times",
        Section.YOUR_CARE,
        (
            Field("availability.time_zone", Kind.LIST, required=True, options=ZONES),
            Field("availability.hours_per_week", Kind.WHOLE, up_to=80),
            Field(
                "form.windows",
                Kind.MANY,
                options=tuple(f"{day}_{part}" for day in Weekday for part in PartOfDay),
            ),
        ),
        look=Look.TIMES,
        seconds=40,
    ),
    Page(
        "language",
        Section.YOUR_CARE,
        (
            Field("language.read", Kind.CHOICE, options=LANGUAGES),
            yes_no("language.interpreter"),
            Field("language.culture", Kind.LINE),
        ),
    ),
    *PAYMENT,
    *(_consent(kind) for kind in CONSENTS),
    _consent(ConsentKind.DRUG_TESTING, seeks(*SUBSTANCE_TRACKS)),
    Page(
        "consent-messages",
        Section.AGREEMENTS,
        (
            Field(
                agrees_field(ConsentKind.MESSAGES),
                Kind.MANY,
                options=tuple(MessageUse),
            ),
            Field(
                signature_field(ConsentKind.MESSAGES),
                Kind.LINE,
                needed_with=(agrees_field(ConsentKind.MESSAGES), None),
            ),
        ),
        look=Look.CONSENT,
        subject=ConsentKind.MESSAGES,
    ),
    Page("check", Section.CHECK, look=Look.REVIEW, seconds=60),
)
"""Asked after the instruments."""
