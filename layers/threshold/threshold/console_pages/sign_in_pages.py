"""Signing in by the identity provider's own pages, and signing off."""

import base64
import binascii
import hmac
import re
from collections.abc import Callable
from urllib.parse import quote

from threshold.console.roles import roles_of
from threshold.console_pages.desk import ConsoleDesk
from threshold.console_pages.gate import SignInNeeded
from threshold.console_pages.visit import Reply, Request, StaffVisit
from threshold.staff.permissions import permissions_of
from threshold.staff.sessions import Session
from threshold.staff.sign_in import NotSignedIn, SignedIn, attempt_of

HOME = "/console"
_OURS = re.compile(
    r"/console(/(worklists|intakes|search|payers|operations)[\w/.-]*)?(\?[\w=&%.:~+-]*)?", re.ASCII
)
"""Addresses that signing in leads back to: pages of this site, and none of signing in itself."""

Render = Callable[..., str]


class SignInPages:
    """`render` makes HTML as the console's pages are made, for whom nobody has signed in."""

    def __init__(self, desk: ConsoleDesk, render: Render) -> None:
        self._desk, self._render = desk, render

    def needed(self, request: Request, why: SignInNeeded) -> Reply:
        """To the sign-in page, and back from there; whoever posted is told what became of it."""
        to = f"/console/sign-in?to={quote(request.path, safe='')}"
        if request.posted is None:
            return Reply(location=to)
        html = self._render("signed_off.html", request, said="kept" if why.kept else "late", to=to)
        return Reply(html, status=401)

    def begin(self, request: Request) -> Reply:
        """Begin an attempt, at the provider's sign-out.

        Its own pages remember who signed in, and would let in whoever sits down at a desk that
        we have signed off; so they are made to forget first.
        """
        to = base64.urlsafe_b64encode(_ours(request.query.get("to", "")).encode()).decode()
        then = f"{request.site}/console/sign-in/now"
        attempt = f"{self._desk.new_value()}.{to.rstrip('=')}"
        return Reply(location=self._desk.provider.sign_out_url(then), attempt=attempt)

    def ask(self, request: Request) -> Reply:
        """On to the provider's sign-in page."""
        value, _ = _attempt(request)
        if not value:
            return self._failed(request)
        attempt = attempt_of(value, self._desk.record_key)
        return Reply(location=self._desk.provider.sign_in_url(attempt, _back_to(request)))

    def come_back(self, request: Request) -> Reply:
        """Let in who comes back with a code, or say why not. Each sign-in is a session anew.

        Raises:
            Retryable: the provider cannot be reached now.
        """
        value, to = _attempt(request)
        attempt = attempt_of(value, self._desk.record_key)
        state = request.query.get("state", "")
        if not value or not hmac.compare_digest(state.encode(), attempt.state.encode()):
            return self._failed(request)
        try:
            code = request.query.get("code", "")
            who = self._desk.provider.redeem(code, attempt, _back_to(request))
        except NotSignedIn:
            return self._failed(request)
        if not roles_of(who.groups):
            html = self._render("signed_off.html", request, said="no_role", to="/console/sign-in")
            return Reply(html, status=403, attempt="")
        self._end(request)
        return Reply(location=to, session=self._open(who), attempt="")

    def _open(self, who: SignedIn) -> str:
        value, now = self._desk.new_value(), self._desk.now()
        roles, permissions = roles_of(who.groups), permissions_of(who.groups)
        session = Session(who.name, roles, now, now, who.ends_at, permissions=permissions)
        self._desk.sessions.begin(self._desk.session_key(value), session)
        return value

    def sign_off(self, visit: StaffVisit) -> Reply:
        """End the session, here and at the provider."""
        self._end(visit.request)
        then = f"{visit.request.site}/console/signed-off"
        return Reply(location=self._desk.provider.sign_out_url(then), session="")

    def signed_off(self, request: Request) -> Reply:
        """What is left on the screen of who signed off, or was idle for too long.

        A page that led here gives way to itself where they are at work on another page. The
        cookie stays: what is posted late is kept for the one whose it was.
        """
        to, session = _ours(request.query.get("to", "")), self._session(request)
        if session and session.is_open(self._desk.now()):
            return Reply(location=to)
        said = "idle" if "to" in request.query else "off"
        again = f"/console/sign-in?to={quote(to, safe='')}"
        return Reply(self._render("signed_off.html", request, said=said, to=again))

    def _failed(self, request: Request) -> Reply:
        html = self._render("signed_off.html", request, said="failed", to="/console/sign-in")
        return Reply(html, status=400, attempt="")

    def _session(self, request: Request) -> Session | None:
        key = self._desk.session_key(request.session)
        return self._desk.sessions.load(key) if request.session else None

    def _end(self, request: Request) -> None:
        if session := self._session(request):
            self._desk.sessions.sign_off(self._desk.session_key(request.session), session)


def _ours(to: str) -> str:
    return to if _OURS.fullmatch(to) else HOME


def _back_to(request: Request) -> str:
    return f"{request.site}/console/signed-in"


def _attempt(request: Request) -> tuple[str, str]:
    """The attempt that the browser has begun and where it leads; an empty one where it has not."""
    value, _, packed = request.attempt.partition(".")
    try:
        to = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)).decode()
    except (binascii.Error, ValueError):
        return value, HOME
    return value, _ours(to)
