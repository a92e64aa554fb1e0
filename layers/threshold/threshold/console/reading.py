"""What a view of an intake tells, as it is written down before the view is sent."""

from collections.abc import Mapping
from datetime import datetime

from threshold.console.roles import MAY_READ, Reading
from threshold.console.safety import Reader, may_see_safety
from threshold.intake.access import Access, Part

BENEFITS_TELL = (Part.RECORD, Part.SUBMISSION, Part.COVERAGE)
"""Name, card and way of paying, and what the plan answered."""
AUDIT_TELLS = (Part.RECORD, Part.AUDIT)
COUPLE_TELLS = (Part.RECORD, Part.SUBMISSION, Part.ASSESSMENT, Part.SAFETY)
"""Of each of the two: who they are, and what the answers of both mean for placing them."""


def parts_in(view: Mapping[str, object]) -> tuple[Part, ...]:
    """The parts of an intake that its view holds; what is null was not there to be read."""
    return tuple(part for part in Part if part is Part.RECORD or view.get(part) is not None)


def access(
    reading: Reading,
    parts: tuple[Part, ...],
    reader: Reader,
    at: datetime,
) -> Access:
    """One read by a member of staff, in the roles that allow it.

    Of safety answers, whoever lacks the permission has broken the glass.
    """
    roles = tuple(sorted(reader.roles & MAY_READ[reading]))
    broke_glass = Part.SAFETY in parts and not may_see_safety(reader)
    return Access(at, roles, reader.name, parts, broke_glass)
