"""Who comes with whom: one of the two makes an invitation, the other types it."""

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum

from threshold.form.asking import seeks
from threshold.form.draft import Draft
from threshold.intake.invitation import new_invitation
from threshold.intake.submission import Track

TOGETHER = "form.together"
OWN_INVITATION = "form.invitation"
"""The one that the person was given to hand on; "couple.invitation" is what they typed."""


class Together(StrEnum):
    """How somebody who seeks care with a partner goes about it."""

    INVITE = "invite"
    INVITED = "invited"
    NOT_NOW = "not_now"


seeks_couples = seeks(Track.COUPLES)
"""Whether the person seeks care together with a partner."""


def invites(draft: Draft) -> bool:
    """Whether the person has an invitation to hand on."""
    return draft.said.get(TOGETHER) == Together.INVITE


def with_invitation(draft: Draft, below: Callable[[int], int]) -> Draft:
    """The draft with an invitation of its own where the person invites; it stays the same one."""
    if not invites(draft) or OWN_INVITATION in draft.said:
        return draft
    return replace(draft, said={**draft.said, OWN_INVITATION: new_invitation(below)})


def invitation_of(draft: Draft) -> str | None:
    """The invitation that stands for the couple, whoever made it; None where there is none."""
    if not seeks_couples(draft) or draft.said.get(TOGETHER) == Together.NOT_NOW:
        return None
    said = draft.said.get(OWN_INVITATION if invites(draft) else "couple.invitation")
    return said if isinstance(said, str) else None
