"""Two who come together, as a clinician is shown them."""

from datetime import datetime

from threshold.console.roles import NotForRole, Reading, may_read
from threshold.console.safety import Reader, may_see_safety, sees_safety
from threshold.console.views import Document, row
from threshold.intake.ports import IntakeStore
from threshold.use_cases.assess import Clinic
from threshold.use_cases.couples import Couple, couple_with


def couple_view(
    store: IntakeStore, clinic: Clinic, reader: Reader, intake_id: str, now: datetime
) -> tuple[Document, tuple[str, ...]]:
    """The couple of an intake, and the ids of all whom it tells of.

    It tells of both, so a clinician without the permission has to have broken the glass of both.

    Raises:
        Unknown: there is no such intake.
        NotForRole: they may not read it.
    """
    if not may_read(reader.roles, Reading.COUPLE):
        raise NotForRole
    couple = couple_with(store.load(intake_id), store, clinic, now)
    must_see_both(couple, reader, store, now)
    view: Document = {
        "members": [row(record, reader.roles) for record in couple.members],
        "joint": couple.joint,
        "unclear": couple.unclear,
        "reasons": [
            {"rule": one.rule, "text": one.text, "source": one.source} for one in couple.reasons
        ],
    }
    return view, tuple(record.intake_id for record in couple.members)


def must_see_both(couple: Couple, reader: Reader, store: IntakeStore, now: datetime) -> None:
    """Whether somebody sees the safety answers of all who come together.

    Raises:
        NotForRole: they do not.
    """
    if not all(_sees(reader, one.intake_id, store, now) for one in couple.members):
        raise NotForRole


def _sees(reader: Reader, intake_id: str, store: IntakeStore, now: datetime) -> bool:
    return may_see_safety(reader) or sees_safety(reader, store.events(intake_id), now)
