"""Somebody of the staff at the console, in a browser of their own, on the site without HTTP."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import unescape
from html.parser import HTMLParser
from itertools import count
from urllib.parse import parse_qsl, urlsplit

from tests.clinic import CLINIC, RECORD_KEY, Practice
from tests.form_filler import hidden
from tests.roster_on_paper import SeatsOnPaper
from threshold.console.queue import WaitingRoom
from threshold.console_pages.desk import ConsoleDesk, Works
from threshold.console_pages.gate import SignInNeeded
from threshold.console_pages.site import ConsoleSite
from threshold.console_pages.visit import Reply, Request, StaffVisit
from threshold.intake.life_cycle import Queue
from threshold.program.roster_file import read_roster
from threshold.staff.sign_in import Attempt, NotSignedIn, SignedIn
from threshold.store.accesses import MemoryAccessLog
from threshold.store.claims import MemoryClaims
from threshold.store.failures import MemoryFailures
from threshold.store.journeys import MemoryJourneys
from threshold.store.kept_forms import MemoryKeptForms
from threshold.store.notices import MemoryNotices
from threshold.store.photos import MemoryPhotoStore
from threshold.store.sessions import MemorySessions
from threshold.store.trail import MemoryTrail
from threshold.store.waits import MemoryWaits
from threshold.use_cases.operations import Depth, GivenUp, Letter
from threshold.use_cases.roster_keeping import RosterDesk

LASTS = timedelta(hours=4)


@dataclass
class PoolOnPaper:
    """An identity provider at which whoever is named at it has just typed their password."""

    now: datetime
    who: tuple[str, frozenset[str]] = ("", frozenset())
    fails: Exception | None = None
    redeemed: list[tuple[str, Attempt, str]] = field(default_factory=list)
    origin = "https://sign-in.example.test"

    def sign_in_url(self, attempt: Attempt, back_to: str) -> str:
        return f"{self.origin}/authorize?state={attempt.state}&to={back_to}"

    def sign_out_url(self, then: str) -> str:
        return f"{self.origin}/logout?to={then}"

    def redeem(self, code: str, attempt: Attempt, back_to: str) -> SignedIn:
        self.redeemed.append((code, attempt, back_to))
        if self.fails:
            raise self.fails
        if code != "code":
            raise NotSignedIn("refused")
        return SignedIn(*self.who, self.now + LASTS)


@dataclass
class QueuesOnPaper:
    """Work queues, and dead letters by what gave them up, that a test fills."""

    held: dict[Queue, Depth] = field(default_factory=dict)
    dead: dict[GivenUp, list[Letter]] = field(default_factory=dict)
    fails: Exception | None = None

    def depths(self, now: datetime) -> Mapping[Queue, Depth]:
        self._reach()
        return {queue: self.held.get(queue, Depth(0, 0)) for queue in Queue}

    def given_up(self) -> Mapping[GivenUp, int]:
        self._reach()
        return {of: len(self.dead.get(of, ())) for of in GivenUp}

    def letters(self, of: GivenUp, most: int) -> tuple[Letter, ...]:
        return tuple(self.dead.get(of, ())[:most])

    def send_again(self, queue: Queue, most: int) -> int:
        self._reach()
        dead = self.dead.get(GivenUp(queue), [])
        moved, dead[:most] = len(dead[:most]), []
        return moved

    def _reach(self) -> None:
        if self.fails:
            raise self.fails


@dataclass
class Office:
    """The console, and all that is behind it, at one moment after another."""

    practice: Practice = field(default_factory=Practice)

    def __post_init__(self) -> None:
        self.accesses, self.claims = MemoryAccessLog(), MemoryClaims()
        self.sessions, self.kept = MemorySessions(), MemoryKeptForms()
        self.trail, self.queues, self.failures = MemoryTrail(), QueuesOnPaper(), MemoryFailures()
        self.photos = MemoryPhotoStore()
        self.seats, self.rostered = self.practice.seats, SeatsOnPaper()
        self.room = WaitingRoom(self.seats, MemoryWaits(), MemoryNotices(), MemoryJourneys())
        self.pool, numbers = PoolOnPaper(self.practice.now), count()
        self.desk = ConsoleDesk(
            store=self.practice.store,
            accesses=self.accesses,
            claims=self.claims,
            sessions=self.sessions,
            kept=self.kept,
            provider=self.pool,
            trail=self.trail,
            works=lambda: Works(self.queues, self.failures, self.practice.board),
            program=CLINIC.program,
            record_key=RECORD_KEY,
            clinic=lambda: CLINIC,
            photos=lambda: self.photos,
            room=lambda: self.room,
            roster=lambda: RosterDesk(
                self.rostered,
                self.trail,
                CLINIC.program,
                12,
                read_roster,
                self.desk.now,
                self.desk.new_value,
            ),
            seats=lambda: self.seats,
            new_value=lambda: f"value-{next(numbers)}",
            now=lambda: self.practice.now,
        )
        self.site = ConsoleSite(self.desk)

    def wait(self, **by: float) -> None:
        self.practice.later(**by)
        self.pool.now = self.practice.now

    def staff(self, name: str, *groups: str) -> "Walker":
        """Somebody who has signed in, in these groups."""
        walker = Walker(self, name, frozenset(groups))
        walker.sign_in()
        return walker


@dataclass
class Walker:
    """A browser with its two cookies, and whoever sits at it."""

    office: Office
    name: str
    groups: frozenset[str]
    session: str = ""
    attempt: str = ""

    def sign_in(self, to: str = "/console") -> Reply:
        """Sign in from the first page to the last, as the identity provider leads."""
        begin = self.get(f"/console/sign-in?to={to}")
        assert begin.location.startswith(self.office.pool.origin)
        asked = self.get("/console/sign-in/now").location
        self.office.pool.who = (self.name, self.groups)
        state = dict(parse_qsl(urlsplit(asked).query))["state"]
        return self.get(f"/console/signed-in?code=code&state={state}")

    def get(self, path: str) -> Reply:
        return self._ask("GET", path, None)

    def post(self, path: str, form: Mapping[str, Sequence[str]]) -> Reply:
        return self._ask("POST", path, form)

    def press(self, path: str, button: str, **more: str) -> Reply:
        """Press a button of the page at an address."""
        csrf = hidden(self.get(path).html, "csrf")
        written = {name: [value] for name, value in more.items()}
        return self.post(path, {"csrf": [csrf], "go": [button], **written})

    def fill_in(self, path: str, go: str = "do", **written: str | Sequence[str]) -> Reply:
        """Fill in the form of the page at an address, and press one of its buttons."""
        return self.send(path, self.get(path).html, go, **written)

    def send(self, path: str, html: str, go: str = "do", **written: str | Sequence[str]) -> Reply:
        """Send a form that was opened before."""
        said = {
            name: [value] if isinstance(value, str) else value for name, value in written.items()
        }
        return self.post(path, {**filled(html), "go": [go], **said})

    def see(self, path: str) -> str:
        """A page's text as it is read: without tags, each white space one."""
        html = self.get(path).html
        main = html[html.index("<main") : html.index("</main>")]
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())

    def request(
        self, method: str, path: str, form: Mapping[str, Sequence[str]] | None = None
    ) -> Request:
        address, _, query = path.partition("?")
        return Request(
            method=method,
            route=route_of(address),
            path=path,
            site="https://example.test",
            query=dict(parse_qsl(query)),
            posted=form,
            session=self.session,
            attempt=self.attempt,
        )

    def _ask(self, method: str, path: str, form: Mapping[str, Sequence[str]] | None) -> Reply:
        request = self.request(method, path, form)
        reply = self._answered(request)
        self.session = self.session if reply.session is None else reply.session
        self.attempt = self.attempt if reply.attempt is None else reply.attempt
        return reply

    def _answered(self, request: Request) -> Reply:
        site, pages = self.office.site, self.office.site.sign_in
        outside = {
            "/console/sign-in": pages.begin,
            "/console/sign-in/now": pages.ask,
            "/console/signed-in": pages.come_back,
            "/console/signed-off": pages.signed_off,
        }
        if request.route in outside:
            return outside[request.route](request)
        try:
            visit = site.enter(request)
        except SignInNeeded as why:
            return pages.needed(request, why)
        return _page(site, visit)


def filled(html: str) -> dict[str, list[str]]:
    """What the form of a page's work would send as it stands, without a button."""
    reader = _FormReader()
    reader.feed(html)
    return reader.fields


class _FormReader(HTMLParser):
    """Reads the fields of the form with the id `work`, as a browser does."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self._inside, self._of = False, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._inside = given.get("id") == "work" if tag == "form" else self._inside
        name, value = given.get("name") or "", given.get("value") or ""
        if not self._inside or (
            given.get("type") in ("radio", "checkbox") and "checked" not in given
        ):
            return
        if tag == "input":
            self.fields.setdefault(name, []).append(value)
        elif tag in ("select", "textarea"):
            self._of = name
            self.fields[name] = []
        elif tag == "option" and "selected" in given:
            self.fields[self._of].append(value)

    def handle_data(self, data: str) -> None:
        if self._inside and self._of and self.lasttag == "textarea":
            self.fields[self._of].append(data)

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "form"
        self._of = "" if tag in ("select", "textarea") else self._of


def _page(site: ConsoleSite, visit: StaffVisit) -> Reply:
    """The page of a visit, as the function leads to it."""
    names = visit.request.address.split("/")
    pages = {
        "/console": (site.worklists.overview, None),
        "/console/sign-off": (None, site.sign_in.sign_off),
        "/console/worklists/{name}": (site.worklists.show, site.worklists.act),
        "/console/intakes/{id}": (site.cases.show, site.cases.act),
        "/console/intakes/{id}/acts/{act}": (site.acts.show, site.acts.do),
        "/console/intakes/{id}/benefits": (site.benefits.show, site.benefits.record),
        "/console/intakes/{id}/call": (site.calls.show, site.calls.record),
        "/console/intakes/{id}/answers": (site.answers.show, None),
        "/console/intakes/{id}/couple": (site.couples.show, None),
        "/console/intakes/{id}/safety": (site.safety.show, site.safety.break_glass),
        "/console/intakes/{id}/audit": (site.audits.show, None),
        "/console/intakes/{id}/disclosures": (site.audits.disclosures, None),
        "/console/search": (site.search.show, site.search.act),
        "/console/payers": (site.payers.show, None),
        "/console/roster": (site.roster.show, None),
        "/console/roster/import": (site.imports.show, site.imports.act),
        "/console/roster/new/{part}": (site.adding.show, site.adding.act),
        "/console/roster/cohorts/{id}": (site.cohorts.show, site.cohorts.act),
        "/console/roster/clinicians/{id}": (site.clinicians.show, site.clinicians.act),
        "/console/roster/clinicians/{id}/slots": (site.slots.show, site.slots.act),
        "/console/overrides": (site.overrides.show, None),
        "/console/queue": (site.queue.show, site.queue.act),
        "/console/planner": (site.planner.show, None),
        "/console/measures": (site.measures.show, None),
        "/console/operations": (site.operations.show, site.operations.act),
        "/console/intakes/{id}/card-photos/{side}": (site.cases.photo, None),
    }
    page = pages[visit.request.route][visit.request.method == "POST"]
    if visit.request.route.startswith("/console/roster"):
        return page(visit, *names[4:5])
    return page(visit, *names[3:4], *names[5:])


def route_of(address: str) -> str:
    """The route of an address, as the gateway finds it."""
    places = (
        (r"^(/console/worklists)/[^/]+$", r"\1/{name}"),
        (r"^(/console/roster/(?:cohorts|clinicians))/[^/]+(/slots)?$", r"\1/{id}\2"),
        (r"^(/console/roster/new)/[^/]+$", r"\1/{part}"),
        (r"^(/console/intakes)/[^/]+/acts/[^/]+$", r"\1/{id}/acts/{act}"),
        (r"^(/console/intakes)/[^/]+/card-photos/[^/]+$", r"\1/{id}/card-photos/{side}"),
        (r"^(/console/intakes)/[^/]+(/[a-z]+)?$", r"\1/{id}\2"),
    )
    for pattern, route in places:
        if re.match(pattern, address):
            return re.sub(pattern, route, address)
    return address
