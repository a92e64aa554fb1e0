"""One request to the pages and the reply to it, and whether a form is one that we gave out."""

import hmac
from dataclasses import dataclass

from threshold.form.code import code_in
from threshold.form.fields import Posted
from threshold.record_key import RecordKey

SAID_OF_CODE = {"unknown": "code.unknown", "needed": "code.needed"}
"""What the first page says of a code, by what its address says of it."""


@dataclass(frozen=True, slots=True)
class PageReply:
    """What is sent back. `location` of a page to go to next, empty to show `html`.

    keeps: the code the browser is to keep, empty to forget it, None to leave it as it is.
    form_targets: where forms on the page may go besides to us. kind: the media type of `html`.
    """

    html: str = ""
    location: str = ""
    status: int = 200
    keeps: str | None = None
    form_targets: tuple[str, ...] = ()
    kind: str = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Visit:
    """One request: the code that the browser kept, where the site stands, what was posted.

    root: the path that addresses begin with; site: the same with scheme and host. language: the
    one that the browser prefers, for pages that know no form. caller: a keyed hash of the address
    that the request comes from.
    """

    root: str
    code: str | None = None
    posted: Posted | None = None
    language: str = "en"
    caller: str = ""
    site: str = ""

    def one(self, name: str) -> str:
        """The first value posted under a name, empty for none."""
        return "".join((self.posted or {}).get(name, ())[:1])

    @property
    def kept_code(self) -> str:
        """The code that the browser kept, empty where it kept none that could be one."""
        return code_in(self.code or "") or ""


class Forged(Exception):
    """A form that was not ours to begin with."""


def csrf(code: str, record_key: RecordKey) -> str:
    """What every form on the pages of a code carries."""
    return record_key.digest("csrf", code)


def check(visit: Visit, record_key: RecordKey) -> None:
    """Whether what was posted comes from a page that we gave to this very person.

    Raises:
        Forged: it does not.
    """
    expected = csrf(visit.kept_code, record_key)
    if not visit.kept_code or not hmac.compare_digest(
        visit.one("csrf").encode(), expected.encode()
    ):
        raise Forged
