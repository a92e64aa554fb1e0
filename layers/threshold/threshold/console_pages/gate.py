"""The console's gate: who is signed in, whether they may, and whether a form is ours."""

import hmac

from threshold.console.rights import may_use
from threshold.console.roles import NotForRole
from threshold.console_pages.desk import ConsoleDesk
from threshold.console_pages.visit import Request, StaffVisit
from threshold.staff.kept_forms import KEPT_FOR, Posted
from threshold.staff.sessions import NOTICED_EVERY, Session

_NOT_WRITTEN = frozenset(
    {"csrf", "go", "version", "key", "seen", "file_name", "file_text", "close_missing"}
)
"""Fields that a page writes into its own forms, and files, which their owner still has: no loss
where they alone were posted."""


class SignInNeeded(Exception):
    """Nobody is signed in. `kept` says that what they wrote waits for them to sign in again."""

    def __init__(self, kept: bool) -> None:
        super().__init__()
        self.kept = kept


class Forged(Exception):
    """A form that we never gave to this person."""


def enter(request: Request, desk: ConsoleDesk) -> StaffVisit:
    """Let somebody in.

    Raises:
        SignInNeeded: no session is open. What was written in one that has ended is kept.
        NotForRole: the role may not use this route.
        Forged: what was posted carries no proof that it is from a page of this person's.
    """
    now, key = desk.now(), desk.session_key(request.session)
    session = desk.sessions.load(key) if request.session else None
    if session is None or not session.is_open(now):
        raise SignInNeeded(_keep(request, session, desk))
    if not may_use(session.roles, request.method, request.route):
        raise NotForRole
    if request.posted is not None and not _is_theirs(request, session, desk):
        raise Forged
    if now - session.last_seen_at >= NOTICED_EVERY:
        desk.sessions.notice(key, session, now)
    csrf = desk.csrf(session.name)
    return StaffVisit(request, session.name, session.roles, csrf, session.permissions)


def _is_theirs(request: Request, session: Session, desk: ConsoleDesk) -> bool:
    return hmac.compare_digest(request.one("csrf").encode(), desk.csrf(session.name).encode())


def _keep(request: Request, session: Session | None, desk: ConsoleDesk) -> bool:
    """Keep what was written in a session that has ended; only for whoever it was."""
    written = _written(request.posted or {})
    if session is None or not written or not _is_theirs(request, session, desk):
        return False
    key = desk.kept_key(session.name, request.address)
    desk.kept.keep(key, written, desk.now() + KEPT_FOR)
    return True


def _written(posted: Posted) -> Posted:
    """What a person put into a form, without what the page did; nothing where that is blank."""
    written = {name: values for name, values in posted.items() if name not in _NOT_WRITTEN}
    return written if any("".join(values).strip() for values in written.values()) else {}


def kept_form(visit: StaffVisit, desk: ConsoleDesk) -> Posted | None:
    """What this person wrote on this page before they had to sign in again, None for nothing.

    It was not sent: it belongs back into its form, with a word that says so.
    """
    return desk.kept.load(desk.kept_key(visit.name, visit.request.address), desk.now())


def forget_kept(visit: StaffVisit, desk: ConsoleDesk) -> None:
    """Drop it, once it was sent or is not wanted; nothing is written where nothing was kept."""
    if kept_form(visit, desk) is not None:
        desk.kept.forget(desk.kept_key(visit.name, visit.request.address), desk.now())
