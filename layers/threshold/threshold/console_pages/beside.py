"""The pages that stand beside a case."""

from threshold.console.roles import Reading, may_read
from threshold.console.safety import may_see_safety
from threshold.console_pages.visit import StaffVisit

_PAGES = ("safety", "audit", "disclosures")


def beside(visit: StaffVisit) -> tuple[str, ...]:
    """The pages beside a case that this person may open: the last part of their addresses."""
    route = "/console/intakes/{id}"
    return tuple(page for page in _PAGES if visit.may("GET", f"{route}/{page}"))


def leaves_out(visit: StaffVisit) -> bool:
    """Whether somebody who reads what was submitted does not see its safety answers."""
    return may_read(visit.roles, Reading.SUBMISSION) and not may_see_safety(visit)
