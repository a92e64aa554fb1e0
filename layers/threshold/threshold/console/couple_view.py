"""Two who come together, as a clinician is shown them."""

from datetime import datetime

from threshold.console.roles import Reading, may_read
from threshold.console.views import Document, NotForRole, row
from threshold.intake.life_cycle import Role
from threshold.intake.ports import IntakeStore
from threshold.use_cases.assess import Clinic
from threshold.use_cases.couples import couple_with


def couple_view(
    store: IntakeStore, clinic: Clinic, roles: frozenset[Role], intake_id: str, now: datetime
) -> tuple[Document, tuple[str, ...]]:
    """The couple of an intake, and the ids of all whom it tells of.

    Raises:
        Unknown: there is no such intake.
        NotForRole: the roles may not read it.
    """
    if not may_read(roles, Reading.COUPLE):
        raise NotForRole
    couple = couple_with(store.load(intake_id), store, clinic, now)
    view: Document = {
        "members": [row(record) for record in couple.members],
        "joint": couple.joint,
        "unclear": couple.unclear,
        "reasons": [
            {"rule": one.rule, "text": one.text, "source": one.source} for one in couple.reasons
        ],
    }
    return view, tuple(record.intake_id for record in couple.members)
