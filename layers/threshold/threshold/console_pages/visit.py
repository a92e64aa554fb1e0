"""One request to the console, who makes it, and the reply to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from threshold.console.rights import may_use
from threshold.intake.life_cycle import Role
from threshold.staff.kept_forms import Posted
from threshold.staff.permissions import Permission

_MOST_DIGITS = 9


class Upload(NamedTuple):
    """A file that was posted."""

    name: str
    content: bytes


def whole_number(text: str, digits: int = _MOST_DIGITS) -> int | None:
    """The number that a text is, None where it is none of so many digits at most."""
    return int(text) if text.isdecimal() and len(text) <= digits else None


@dataclass(frozen=True, slots=True)
class Request:
    """A request as a browser sends it.

    route: the path with {names}, as the table of rights has it. path: the path itself, and what
    was asked with it, from /console on. root: what the path stands under; site: the same with
    scheme and host. session, attempt: the values of our two cookies, empty for none.
    """

    method: str
    route: str
    path: str
    root: str = ""
    site: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    posted: Posted | None = None
    session: str = ""
    attempt: str = ""
    files: tuple[Upload, ...] = ()

    def one(self, name: str) -> str:
        """The first value posted under a name, empty for none."""
        return "".join((self.posted or {}).get(name, ())[:1])

    def whole(self, name: str) -> int | None:
        """The whole number posted under a name, None for none that a page of ours gives."""
        return whole_number(self.one(name))

    @property
    def address(self) -> str:
        """The path alone. A form is posted to the address of the page that it stands on."""
        return self.path.partition("?")[0]


@dataclass(frozen=True, slots=True)
class StaffVisit:
    """A request of somebody who is signed in, and whose role may make it.

    csrf: what every form on the pages of this person carries.
    """

    request: Request
    name: str
    roles: frozenset[Role]
    csrf: str
    permissions: frozenset[Permission] = frozenset()

    def may(self, method: str, route: str) -> bool:
        """Whether the roles may use a route: what they may not, is not offered to them."""
        return may_use(self.roles, method, route)


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent back. `location` of where to go next, ours from /console on; empty for `html`.

    session, attempt: values for our two cookies, empty to forget one, None to leave it as it is.
    leads_off: the page gives way to the sign-off page once its reader was idle for too long.
    """

    html: str = ""
    location: str = ""
    status: int = 200
    session: str | None = None
    attempt: str | None = None
    leads_off: bool = False
