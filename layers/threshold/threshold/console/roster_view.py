"""The roster over the API: as it stands, and what importing files changes. It names no patient."""

from threshold.codec import encode
from threshold.console.views import Document
from threshold.program.roster_changes import Changes
from threshold.scheduling.ports import Availability


def roster_view(there: Availability) -> Document:
    """All of it, with the seats free by cohort and the appointments that are free."""
    return {
        "roster": encode(there.roster),
        "seats_free": there.seats_free,
        "slots_free": [one.id for one in there.slots_free],
    }


def changes_view(plan: Changes, *, stored: bool) -> Document:
    """What an import changes, by part: ids of what is new, changed and closed, and counts."""
    return {"stored": stored, "changes": encode(dict(plan.tallies))}
