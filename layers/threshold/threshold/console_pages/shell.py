"""What every page of the console has: where one can go, who is signed in, and the way out."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from threshold.console.roles import Reading, may_read
from threshold.console_pages.clock import moment
from threshold.console_pages.desk import ConsoleDesk
from threshold.console_pages.visit import Reply, Request, StaffVisit
from threshold.intake.life_cycle import Role, Worklist
from threshold.staff.claims import Claim
from threshold.web.pages.render import render
from threshold.web.pages.texts import Texts, catalogue

PACKAGE = "threshold.console_pages"
TEXTS = Texts("en", catalogue("en", PACKAGE))

MOST_COUNTED = 50

_BY_URGENCY = (
    Worklist.CRISIS,
    Worklist.REVIEW,
    Worklist.VERIFY_BY_PHONE,
    Worklist.FIX_IT,
    Worklist.REFERRAL,
    Worklist.SCHEDULING,
    Worklist.SEATED,
    Worklist.IN_PROGRESS,
)


_BESIDE = (
    ("/console/queue", "queue"),
    ("/console/planner", "planner"),
    ("/console/measures", "measures"),
    ("/console/search", "search"),
    ("/console/roster", "roster"),
    ("/console/payers", "payers"),
    ("/console/overrides", "overrides"),
    ("/console/operations", "operations"),
)
"""Pages beside the worklists: where they are, and their part of the texts."""


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to go; `here` where one is there already. `waiting`: how many, empty for untold."""

    path: str
    name: str
    here: bool
    waiting: str = ""


def worklists_of(roles: frozenset[Role]) -> tuple[Worklist, ...]:
    """The worklists that the roles may see, the most urgent first."""
    return tuple(one for one in _BY_URGENCY if may_read(roles, Reading.WORKLIST, one))


class Shell:
    """Makes pages whole."""

    def __init__(self, desk: ConsoleDesk) -> None:
        self._desk = desk
        self.zone = ZoneInfo(desk.program.time_zone)

    def page(
        self,
        template: str,
        visit: StaffVisit,
        *,
        status: int = 200,
        typing: bool = False,
        **values: object,
    ) -> Reply:
        """A page for somebody who is signed in.

        typing: somebody may be in the middle of a form when their time is up, so the page must not
        go away under it. Its form has the id `work`: it is covered by itself, and what is in it
        is sent, and kept, when they sign in again.
        """
        html = render(
            template,
            TEXTS,
            PACKAGE,
            root=visit.request.root,
            path=visit.request.path,
            program=self._desk.program.name,
            places=self._places(visit),
            staff=visit.name,
            roles=[TEXTS(f"role.{role}") for role in sorted(visit.roles)],
            csrf=visit.csrf,
            typing=typing,
            **values,
        )
        return Reply(html, status=status, leads_off=not typing)

    def outside(self, template: str, request: Request, **values: object) -> str:
        """The HTML of a page for whom nobody has signed in for."""
        program = self._desk.program.name
        return render(template, TEXTS, PACKAGE, root=request.root, program=program, **values)

    def count(self, worklist: Worklist) -> str:
        """How many wait on a worklist, in words that own up to where counting stopped."""
        counted = self._desk.store.waiting(worklist, MOST_COUNTED + 1)
        return f"{MOST_COUNTED}+" if counted > MOST_COUNTED else str(counted)

    def taken(self, by: Claim) -> str:
        """What somebody is told whose colleague was first."""
        until = moment(by.until, self._desk.now(), self.zone)
        return TEXTS("claim.taken", holder=by.holder, until=until)

    def _places(self, visit: StaffVisit) -> list[Place]:
        """Wherever the reader is, they see whether somebody is in danger."""
        here, seen = visit.request.address, worklists_of(visit.roles)
        danger = self.count(Worklist.CRISIS) if Worklist.CRISIS in seen else "0"
        places = [("/console", TEXTS("overview.name"), "")]
        places += [
            (
                f"/console/worklists/{one}",
                TEXTS(f"worklist.{one}.name"),
                danger if one is Worklist.CRISIS and danger != "0" else "",
            )
            for one in seen
        ]
        places += [
            (path, TEXTS(f"{name}.name"), "") for path, name in _BESIDE if visit.may("GET", path)
        ]
        return [Place(path, name, here == path, waiting) for path, name, waiting in places]
