"""Somebody with a browser without script, who fills the deployed form in."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection
from urllib.parse import urlencode, urljoin, urlsplit
from uuid import uuid4

from tests.form_filler import Filler

Posted = Mapping[str, str | Sequence[str]]


@dataclass
class Browser:
    """Keeps one cookie and the page it shows; is told where to go."""

    address: str
    cookie: str = ""
    html: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def go(self, to: str, posted: Posted | None = None) -> int:
        """Ask for a page, or post a form; gives the status and follows nothing by itself."""
        if posted is None:
            return self._ask("GET", to, None, {})
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", to, urlencode(posted, doseq=True).encode(), form)

    def send(self, to: str, fields: Mapping[str, str], file: bytes) -> int:
        """Post an upload form with a file."""
        line = uuid4().hex
        named = 'Content-Disposition: form-data; name="'
        head = "".join(
            f'--{line}\r\n{named}{name}"\r\n\r\n{text}\r\n' for name, text in fields.items()
        )
        head += f'--{line}\r\n{named}file"; filename="card.jpg"\r\n\r\n'
        body = head.encode() + file + f"\r\n--{line}--\r\n".encode()
        return self._ask(
            "POST", to, body, {"Content-Type": f"multipart/form-data; boundary={line}"}
        )

    @property
    def sent_on_to(self) -> str:
        return self.headers["location"]

    def hidden(self, action: str) -> dict[str, str]:
        """The hidden inputs of the form on this page that goes to an address ending so."""
        form = re.search(f'<form[^>]*action="[^"]*{re.escape(action)}".*?</form>', self.html, re.S)
        assert form, action
        inputs = re.findall('type="hidden" name="([^"]*)" value="([^"]*)"', form[0])
        return {name: unescape(value) for name, value in inputs}

    def _ask(self, method: str, to: str, body: bytes | None, headers: dict[str, str]) -> int:
        self.address = urljoin(self.address, to)
        url = urlsplit(self.address)
        connection = HTTPConnection(url.netloc, timeout=60)
        target = f"{url.path}?{url.query}" if url.query else url.path
        connection.request(method, target, body, headers | {"Cookie": self.cookie})
        answer = connection.getresponse()
        self.html = answer.read().decode(errors="replace")
        self.headers = {name.lower(): value for name, value in answer.getheaders()}
        self.cookie = self.headers.get("set-cookie", self.cookie).split(";")[0]
        connection.close()
        return answer.status


class Walk:
    """The form from its first page on. The same person fills it in in memory, to know the way."""

    def __init__(self, site: str, said: Mapping[str, Sequence[str]] | None = None) -> None:
        self.browser = Browser(f"{site}/")
        self._filler = Filler(said=said or {})
        self._filler.begin()
        self.browser.go("apply", {"language": "en"})
        self.browser.go(self.browser.sent_on_to)

    def on_to(self, page_id: str) -> str:
        """Answer every page up to one of this id; gives its address."""
        while (posted := self._step())["page"] != page_id:
            self._answer(posted)
        return self.browser.address

    def to_the_end(self) -> None:
        """Answer every page, and hand the form in."""
        self.on_to("check")
        self._answer(self._step())

    def _step(self) -> dict[str, str]:
        return self.browser.hidden(urlsplit(self.browser.address).path)

    def _answer(self, posted: Posted) -> None:
        filler = self._filler
        place = filler.desk.way(filler.draft).place_of(str(posted["page"]))
        assert place, posted["page"]
        answers = filler.answers(filler.page_at(place))
        status = self.browser.go(self.browser.address, {**posted, **answers, "go": "on"})
        assert status == 303, (posted["page"], status)
        filler.post(place)
        self.browser.go(self.browser.sent_on_to)
