"""A member of staff's browser before the deployed console and the pool's own sign-in page."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any
from urllib.parse import urlencode, urljoin

import urllib3

from local.outputs import Outputs, StaffMember

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_MOST_REDIRECTS = 8


class Browser:
    """Keeps cookies as a browser does, and follows where it is led, noting each step."""

    def __init__(self, outputs: Outputs) -> None:
        self.outputs = outputs
        self.cookies: dict[str, str] = {}
        self.way: list[str] = []
        self._http = urllib3.PoolManager(retries=False, timeout=90)

    def ask(self, method: str, url: str, form: Mapping[str, str] | None = None) -> Any:
        """One request, led nowhere. An address without a host is one of the console's API."""
        whole = url if url.startswith("http") else self.outputs.api_url + url
        headers = {"Cookie": "; ".join(f"{n}={v}" for n, v in self.cookies.items())}
        body = urlencode(form) if form is not None else None
        answer = self._http.request(
            method, whole, body=body, headers=headers | (_FORM if form else {}), redirect=False
        )
        for given in answer.headers.getlist("Set-Cookie"):
            name, _, value = given.partition(";")[0].partition("=")
            self.cookies[name] = value
        self.way.append(whole)
        return answer

    def go(self, method: str, url: str, form: Mapping[str, str] | None = None) -> Any:
        """A request, and on to wherever it leads."""
        answer = self.ask(method, url, form)
        for _ in range(_MOST_REDIRECTS):
            if "Location" not in answer.headers:
                return answer
            answer = self.ask("GET", urljoin(self.way[-1], answer.headers["Location"]))
        raise AssertionError(f"led in circles: {self.way[-3:]}")

    def whole_list(self, path: str) -> str:
        """A worklist from this address to its end: other tests' intakes may fill its first page."""
        html = str(self.ask("GET", path).data.decode())
        if further := re.search(r'href="(\?[^"]*\bafter=[^"]*)"', html):
            html += self.whole_list(path.partition("?")[0] + unescape(further[1]))
        return html

    def sign_in(self, role: str, to: str = "/console") -> Any:
        """Type the demo password of a role into the pool's own page; the page one comes to."""
        page = self.go("GET", to)
        return self.type_password(page, self._member(role))

    def type_password(self, page: Any, member: StaffMember) -> Any:
        """Fill in the pool's sign-in page."""
        form = dict(inputs(page.data.decode()))
        form |= {"username": member.username, "password": member.password}
        return self.go("POST", f"{self.outputs.endpoint_url}/login", form)

    def press(self, path: str, button: str, **written: str) -> Any:
        """Press a button of the page at an address, led nowhere."""
        return self.ask("POST", path, {"csrf": self.csrf(), "go": button, **written})

    def csrf(self) -> str:
        """What this person's forms carry."""
        return dict(inputs(self.ask("GET", "/console").data.decode()))["csrf"]

    def _member(self, role: str) -> StaffMember:
        return next(member for member in self.outputs.staff if member.role == role)


def inputs(html: str) -> list[tuple[str, str]]:
    """The hidden inputs of a page, by name."""
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', html)
    return [(name, unescape(value)) for name, value in found]
