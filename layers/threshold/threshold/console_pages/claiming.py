"""The buttons by which somebody takes an intake on, or lets it go."""

from threshold.console_pages.desk import ConsoleDesk
from threshold.console_pages.opening import found
from threshold.console_pages.visit import StaffVisit
from threshold.errors import Unknown
from threshold.staff.claims import Claim, claimed


def press(visit: StaffVisit, button: str, desk: ConsoleDesk) -> Claim | None:
    """Do what a button says: `claim.ID` or `let_go.ID`. The claim of a colleague who was first.

    Raises:
        Unknown: there is no such button, or no such intake for this person.
    """
    deed, _, intake_id = button.partition(".")
    if deed not in ("claim", "let_go"):
        raise Unknown("no such button")
    found(visit, intake_id, desk)
    if deed == "let_go":
        desk.claims.let_go(intake_id, visit.name, desk.now())
        return None
    stands = desk.claims.take(claimed(intake_id, visit.name, desk.now()))
    return stands if stands.holder != visit.name else None
