"""What is missing of a case: as visible as what is there, and never taken for a no."""

from collections.abc import Iterator

from threshold.assessment.recommendation import Assessment
from threshold.intake.submission import PaymentPath, Submission
from threshold.web.pages.texts import Texts


def missing(
    submission: Submission | None, assessment: Assessment | None, t: Texts
) -> Iterator[str]:
    """What nobody has said yet, in words. Nothing where the reader may not see what was said."""
    if submission is None:
        return
    if assessment is None:
        yield t("missing.assessment")
    elif assessment.incomplete:
        yield t("missing.answers", which=", ".join(assessment.incomplete))
    person, payment = submission.contact, submission.payment
    nothing = {
        "phone": person.phone is None,
        "state": submission.location.state is None,
        "address": submission.location.address is None,
        "emergency_contact": submission.emergency_contact is None,
        "payment": payment.path is None,
    }
    yield from (t(f"missing.{name}") for name, lacks in nothing.items() if lacks)
    if payment.path is PaymentPath.INSURANCE:
        card = payment.card
        if card is None or card.member_id is None:
            yield t("missing.member_id")
        if card is None or not card.photos:
            yield t("missing.card_photo")
