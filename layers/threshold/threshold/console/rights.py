"""Which role may use which route: one table that the server and the tests read.

What a role may see of a worklist or of an intake is in `roles`; which step it may take, in the
life cycle.
"""

from threshold.intake.life_cycle import Role

Route = tuple[str, str]
"""A method and a path, with {names} as the template has them."""

_TABLE = """
route                                 | admissions | clinician | billing | supervisor | auditor
GET  /worklists/{name}                | x          | x         | x       | x          | x
GET  /intakes/{id}                    | x          | x         | x       | x          | x
GET  /intakes/{id}/benefits           | x          | x         | x       | x          | -
GET  /intakes/{id}/card-photos/{side} | x          | x         | x       | x          | -
GET  /intakes/{id}/fhir               | x          | x         | -       | x          | -
GET  /intakes/{id}/couple             | -          | x         | -       | -          | -
GET  /intakes/{id}/audit              | -          | -         | -       | x          | x
POST /intakes/{id}/actions            | x          | x         | x       | x          | -
POST /search                          | x          | x         | x       | x          | x
GET  /payers/health                   | x          | x         | x       | x          | x
GET  /measures                        | -          | -         | -       | x          | x
GET  /roster                          | x          | x         | x       | x          | x
POST /roster                          | x          | -         | -       | x          | -
GET  /console                         | x          | x         | x       | x          | x
POST /console/sign-off                | x          | x         | x       | x          | x
GET  /console/worklists/{name}        | x          | x         | x       | x          | x
POST /console/worklists/{name}        | x          | x         | x       | x          | -
GET  /console/intakes/{id}            | x          | x         | x       | x          | x
POST /console/intakes/{id}            | x          | x         | x       | x          | -
GET  /console/intakes/{id}/safety     | x          | x         | -       | x          | -
POST /console/intakes/{id}/safety     | x          | x         | -       | x          | -
GET  /console/intakes/{id}/audit      | -          | -         | -       | x          | x
GET  /console/intakes/{id}/disclosures| -          | -         | -       | x          | x
GET  /console/search                  | x          | x         | x       | x          | x
POST /console/search                  | x          | x         | x       | x          | x
GET  /console/overrides               | -          | x         | -       | x          | -
GET  /console/payers                  | x          | x         | x       | x          | x
GET  /console/queue                   | x          | x         | -       | x          | -
POST /console/queue                   | -          | -         | -       | x          | -
GET  /console/planner                 | x          | x         | -       | x          | -
GET  /console/measures                | -          | -         | -       | x          | x
GET  /console/roster                  | x          | x         | x       | x          | x
GET  /console/roster/import           | x          | -         | -       | x          | -
POST /console/roster/import           | x          | -         | -       | x          | -
GET  /console/roster/new/{part}       | x          | -         | -       | x          | -
POST /console/roster/new/{part}       | x          | -         | -       | x          | -
GET  /console/roster/cohorts/{id}     | x          | x         | x       | x          | x
POST /console/roster/cohorts/{id}     | x          | -         | -       | x          | -
GET  /console/roster/clinicians/{id}  | x          | x         | x       | x          | x
POST /console/roster/clinicians/{id}  | x          | -         | -       | x          | -
GET  /console/roster/clinicians/{id}/slots | x     | -         | -       | x          | -
POST /console/roster/clinicians/{id}/slots | x     | -         | -       | x          | -
GET  /console/operations              | -          | -         | -       | x          | x
POST /console/operations              | -          | -         | -       | x          | -
GET  /console/intakes/{id}/acts/{act} | x          | x         | -       | x          | -
POST /console/intakes/{id}/acts/{act} | x          | x         | -       | x          | -
GET  /console/intakes/{id}/benefits   | x          | x         | x       | x          | -
POST /console/intakes/{id}/benefits   | x          | x         | x       | x          | -
GET  /console/intakes/{id}/call       | x          | x         | x       | x          | -
POST /console/intakes/{id}/call       | x          | x         | x       | x          | -
GET  /console/intakes/{id}/answers    | -          | x         | x       | x          | -
GET  /console/intakes/{id}/couple     | -          | x         | -       | -          | -
GET  /console/intakes/{id}/card-photos/{side} | x  | x         | x       | x          | -
"""

SIGNING_IN: frozenset[Route] = frozenset(
    ("GET", f"/console/{place}") for place in ("sign-in", "sign-in/now", "signed-in", "signed-off")
)
"""The pages that nobody has signed in for yet. They show nothing of anybody."""


def _parse(table: str) -> dict[Route, frozenset[Role]]:
    head, *rows = ([cell.strip() for cell in row.split("|")] for row in table.strip().splitlines())
    columns = [Role(name) for name in head[1:]]
    found = {}
    for route, *marks in rows:
        method, path = route.split()
        pairs = zip(columns, marks, strict=True)
        found[method, path] = frozenset(role for role, mark in pairs if mark == "x")
    return found


RIGHTS = _parse(_TABLE)
"""Every route of staff, over the API and in pages, with the roles that may use it."""


def may_use(roles: frozenset[Role], method: str, path: str) -> bool:
    """Whether any of the roles may use a route; nobody may use one that the table lacks."""
    return bool(roles & RIGHTS.get((method, path), frozenset()))
