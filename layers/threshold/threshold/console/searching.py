"""Searching for a person as staff do: what their roles may see, once it is written down."""

from dataclasses import dataclass
from datetime import datetime

from threshold.console.roles import NotForRole, Reading, may_read
from threshold.console.views import Document
from threshold.intake.life_cycle import Role
from threshold.intake.ports import IntakeStore
from threshold.intake.submission import Person
from threshold.record_key import RecordKey
from threshold.staff.trail import Deed, DeedKind, Trail
from threshold.use_cases.searching import Found, search


@dataclass(frozen=True, slots=True)
class Searcher:
    """Who searches: sign-in name and roles."""

    name: str
    roles: frozenset[Role]


def find(
    wanted: Person | str,
    by: Searcher,
    store: IntakeStore,
    record_key: RecordKey,
    trail: Trail,
    now: datetime,
    nonce: str,
) -> tuple[Found, ...]:
    """What is found of a person, or by an intake's id, for somebody with these roles.

    That they searched, and how many they found, is written down first; not for whom.

    Raises:
        NotForRole: the roles may read no intake.
        Retryable: it could not be written down; what was found must not be shown.
    """
    if not may_read(by.roles, Reading.INTAKE):
        raise NotForRole
    found = tuple(
        one
        for one in search(wanted, store, record_key)
        if may_read(by.roles, Reading.INTAKE, one.record.worklist)
    )
    told = {"by": "id" if isinstance(wanted, str) else "person", "found": str(len(found))}
    trail.write(Deed(now, DeedKind.SEARCHED, by.name, tuple(sorted(by.roles)), told), nonce)
    return found


def search_view(found: tuple[Found, ...]) -> Document:
    """What was found as a document: enough to choose by, and nothing that follows from answers."""
    rows: list[Document] = [
        {
            "intake_id": record.intake_id,
            "initials": record.initials,
            "status": record.status,
            "worklist": record.worklist,
            "state": record.state,
            "language": record.language,
            "created_at": record.created_at.isoformat(),
            "earlier": earlier,
        }
        for record, earlier in found
    ]
    return {"rows": rows}
