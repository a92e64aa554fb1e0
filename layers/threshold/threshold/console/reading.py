"""What a view of an intake tells, as it is written down before the view is sent."""

from collections.abc import Mapping
from datetime import datetime

from threshold.console.roles import MAY_READ, Reading
from threshold.intake.access import Access, Part
from threshold.intake.life_cycle import Role

BENEFITS_TELL = (Part.RECORD, Part.SUBMISSION, Part.COVERAGE)
"""Name, card and way of paying, and what the plan answered."""
COUPLE_TELLS = (Part.RECORD, Part.SUBMISSION, Part.ASSESSMENT)
"""Of each of the two: who they are, and what the answers of both mean for placing them."""


def parts_in(view: Mapping[str, object]) -> tuple[Part, ...]:
    """The parts of an intake that its view holds; what is null was not there to be read."""
    return tuple(part for part in Part if part is Part.RECORD or view.get(part) is not None)


def access(
    reading: Reading,
    parts: tuple[Part, ...],
    roles: frozenset[Role],
    name: str,
    at: datetime,
) -> Access:
    """One read by a member of staff, in the roles that allow it."""
    return Access(at, tuple(sorted(roles & MAY_READ[reading])), name, parts)
