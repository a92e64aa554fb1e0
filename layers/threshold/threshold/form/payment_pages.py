"""How care is paid for: insurance and its card, paying oneself, help with the cost."""

from threshold.form.asking import name_fields, where_said, yes_no
from threshold.form.draft import Draft
from threshold.form.fields import Field, Kind
from threshold.form.page import Look, Page, Section
from threshold.form.photos import Side
from threshold.intake.submission import MOST_PEOPLE, PaymentPath, Relationship

LISTED = "form.payer_listed"
PAYERS_FOUND = "form.payers_found"
PAYER = "form.payer"
NONE_OF_THESE = "none"
NO_CARD = "form.no_card"
PAYER_NAME = "payment.card.payer_name"
PAYER_ID = "payment.card.payer_id"

insured = where_said("payment.path", PaymentPath.INSURANCE)
"""Whether the person wants to use insurance."""


def _has_card(draft: Draft) -> bool:
    return insured(draft) and NO_CARD not in draft.said


def _of_another(draft: Draft) -> bool:
    own = (None, Relationship.SELF)
    return insured(draft) and draft.said.get("payment.card.relationship") not in own


PAYMENT = (
    Page(
        "pay",
        Section.PAYMENT,
        (Field("payment.path", Kind.CHOICE, required=True, options=tuple(PaymentPath)),),
        look=Look.PAY,
    ),
    Page(
        "self-pay",
        Section.PAYMENT,
        look=Look.POINTS,
        applies=where_said("payment.path", PaymentPath.SELF_PAY),
    ),
    Page(
        "payer",
        Section.PAYMENT,
        (
            Field(PAYER_NAME, Kind.LINE, needed_without=LISTED),
            Field(LISTED, Kind.LIST, helps=True),
        ),
        look=Look.PAYER,
        applies=insured,
    ),
    Page(
        "payer-found",
        Section.PAYMENT,
        (Field(PAYER, Kind.CHOICE, required=True),),
        look=Look.PAYER_FOUND,
        applies=lambda draft: insured(draft) and PAYERS_FOUND in draft.said,
        seconds=10,
    ),
    Page(
        "card",
        Section.PAYMENT,
        (
            Field("payment.card.member_id", Kind.MEMBER_ID, needed_without=NO_CARD),
            Field("payment.card.group_number", Kind.CARD_CODE),
            Field(NO_CARD, Kind.MANY, options=("yes",)),
            Field(
                "payment.card.relationship",
                Kind.CHOICE,
                required=True,
                options=tuple(Relationship),
            ),
        ),
        look=Look.CARD,
        applies=insured,
        seconds=60,
    ),
    Page(
        "subscriber",
        Section.PAYMENT,
        (
            *name_fields("payment.card.subscriber.name", own=False),
            Field("payment.card.subscriber.birth_date", Kind.DAY, required=True),
        ),
        applies=_of_another,
    ),
    *(
        Page(
            f"card-{side}",
            Section.PAYMENT,
            look=Look.PHOTO,
            applies=_has_card,
            subject=side,
            seconds=30,
        )
        for side in Side
    ),
    Page("assistance", Section.PAYMENT, (yes_no("payment.wants_assistance"),)),
    Page(
        "household",
        Section.PAYMENT,
        (
            Field("payment.household_size", Kind.WHOLE, at_least=1, up_to=MOST_PEOPLE),
            Field("payment.yearly_income", Kind.DOLLARS, up_to=9_999_999),
        ),
        applies=where_said("payment.wants_assistance", True),
    ),
)
"""The pages, in their order."""
