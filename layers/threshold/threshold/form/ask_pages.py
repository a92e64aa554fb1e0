"""The one page that takes what somebody is asked for, made of the form's own fields."""

from collections.abc import Mapping
from dataclasses import replace

from threshold.eligibility.conversation.playbook import Detail
from threshold.form.fields import Field, Posted
from threshold.form.page import Page, Section
from threshold.form.pages import AFTER, BEFORE
from threshold.intake.submission import ConsentKind, Relationship

PAYER = "payment.card.payer_name"
RELATIONSHIP = "payment.card.relationship"
SUBSCRIBER = "payment.card.subscriber"
_SUBSCRIBERS = (
    f"{SUBSCRIBER}.name.first",
    f"{SUBSCRIBER}.name.last",
    f"{SUBSCRIBER}.birth_date",
)
_CARD = (
    PAYER,
    "payment.card.member_id",
    "payment.card.group_number",
    RELATIONSHIP,
)
_ASKED: Mapping[Detail, tuple[str, ...]] = {
    Detail.PAYMENT_PATH: ("payment.path",),
    Detail.INSURANCE_CARD: _CARD,
    Detail.MEMBER_ID: ("payment.card.member_id",),
    Detail.NAME: ("person.name.first", "person.name.last"),
    Detail.BIRTH_DATE: ("person.birth_date",),
    Detail.RELATIONSHIP: (RELATIONSHIP,),
}
_PAGES = (*BEFORE, *AFTER)
_FIELDS = {field.name: field for page in _PAGES for field in page.fields}


def ask_page(wants: Detail, *, of_subscriber: bool, posted: Posted) -> Page:
    """The page for one detail, empty.

    Whoever has just said that the plan is another's is asked whose.
    """
    if wants is Detail.CONSENT:
        return consent_page(ConsentKind.TREATMENT_PAYMENT_OPERATIONS)
    names = _ASKED[wants]
    if of_subscriber:
        names = tuple(name.replace("person.", f"{SUBSCRIBER}.") for name in names)
    if "".join(posted.get(RELATIONSHIP, ())[:1]) not in ("", Relationship.SELF):
        names = (*names, *_SUBSCRIBERS)
    fields = tuple(_field(name) for name in names)
    return Page(f"ask-{wants.replace('_', '-')}", Section.PAYMENT, fields)


def consent_page(kind: ConsentKind) -> Page:
    """The form's page for a consent."""
    return next(page for page in _PAGES if page.subject == kind)


def _field(name: str) -> Field:
    """A field as the form has it, but that no browser fills it in: what it knows was not right."""
    return replace(_FIELDS[name], autocomplete="off")
