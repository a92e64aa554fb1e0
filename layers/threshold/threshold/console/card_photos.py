"""Which photo of an insurance card is shown, to those who may see it."""

from threshold.console.roles import NotForRole, Reading, may_read
from threshold.errors import Unknown
from threshold.form.photos import Side
from threshold.intake.change import FindingKind
from threshold.intake.life_cycle import Role
from threshold.intake.ports import IntakeStore
from threshold.intake.submission import Submission
from threshold.use_cases.keeping_photos import kept_side


def photo_key(store: IntakeStore, roles: frozenset[Role], intake_id: str, side: str) -> str:
    """Where the photo of a side of the card is kept.

    Raises:
        Unknown: there is no such intake for these roles, or no photo of such a side.
        NotForRole: the roles may see no card.
    """
    if not may_read(roles, Reading.CARD_PHOTO):
        raise NotForRole
    if not may_read(roles, Reading.CARD_PHOTO, store.load(intake_id).worklist):
        raise Unknown("no intake of theirs has this id")
    submission = store.latest(intake_id, FindingKind.SUBMISSION, Submission)
    card = submission.payment.card if submission else None
    photos = card.photos if card and side in set(Side) else ()
    for key in photos:
        if key.startswith(kept_side(Side(side))):
            return key
    raise Unknown("no photo of this side of the card")
