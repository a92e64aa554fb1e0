"""Somebody of the staff at the console, in a browser of their own, on the site without HTTP."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import unescape
from itertools import count
from urllib.parse import parse_qsl, urlsplit

from tests.clinic import CLINIC, RECORD_KEY, Practice
from tests.form_filler import hidden
from threshold.console_pages.desk import ConsoleDesk, Works
from threshold.console_pages.gate import SignInNeeded
from threshold.console_pages.site import ConsoleSite
from threshold.console_pages.visit import Reply, Request
from threshold.intake.life_cycle import Queue
from threshold.staff.sign_in import Attempt, NotSignedIn, SignedIn
from threshold.store.accesses import MemoryAccessLog
from threshold.store.claims import MemoryClaims
from threshold.store.failures import MemoryFailures
from threshold.store.kept_forms import MemoryKeptForms
from threshold.store.sessions import MemorySessions
from threshold.store.trail import MemoryTrail
from threshold.use_cases.operations import Depth, GivenUp, Letter

BESIDE = ("safety", "audit", "disclosures")
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
            route=_route(address),
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
        last = request.address.rpartition("/")[2]
        intake_id = request.address.split("/")[3] if last in BESIDE else last
        lists, cases, works = site.worklists, site.cases, site.operations
        safety, audits = site.safety, site.audits
        inside = {
            ("GET", "/console"): lambda: lists.overview(visit),
            ("POST", "/console/sign-off"): lambda: pages.sign_off(visit),
            ("GET", "/console/worklists/{name}"): lambda: lists.show(visit, last),
            ("POST", "/console/worklists/{name}"): lambda: lists.act(visit, last),
            ("GET", "/console/search"): lambda: site.search.show(visit),
            ("POST", "/console/search"): lambda: site.search.act(visit),
            ("GET", "/console/payers"): lambda: site.payers.show(visit),
            ("GET", "/console/operations"): lambda: works.show(visit),
            ("POST", "/console/operations"): lambda: works.act(visit),
            ("GET", "/console/intakes/{id}"): lambda: cases.show(visit, last),
            ("POST", "/console/intakes/{id}"): lambda: cases.act(visit, last),
            ("GET", "/console/intakes/{id}/safety"): lambda: safety.show(visit, intake_id),
            ("POST", "/console/intakes/{id}/safety"): lambda: safety.break_glass(visit, intake_id),
            ("GET", "/console/intakes/{id}/audit"): lambda: audits.show(visit, intake_id),
            ("GET", "/console/intakes/{id}/disclosures"): lambda: audits.disclosures(
                visit, intake_id
            ),
        }
        return inside[request.method, request.route]()


def _route(address: str) -> str:
    address = re.sub(r"^(/console/worklists)/[^/]+$", r"\1/{name}", address)
    return re.sub(r"^(/console/intakes)/[^/]+(/[a-z]+)?$", r"\1/{id}\2", address)
