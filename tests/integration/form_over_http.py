"""Somebody who fills the deployed form in over HTTP, with a browser's cookie and nothing else."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import urllib3

from tests.cloud import Cloud
from tests.form_filler import Filler
from threshold.store.drafts import DynamoDBDraftStore
from threshold.web.pages.visit import PageReply, Visit

COOKIE = "__Host-threshold_form"
_FORM = "application/x-www-form-urlencoded"


@dataclass
class HttpSite:
    """The site as deployed: what a `FormSite` is asked, asked over HTTP."""

    api_url: str
    cookie: str = ""

    def __post_init__(self) -> None:
        self._http = urllib3.PoolManager(retries=False, timeout=90)

    def ask(self, method: str, path: str, form: Any = None, **headers: str) -> Any:
        """The answer of a page; the cookie is kept, a redirect not followed."""
        sent = {"Content-Type": _FORM, **headers}
        if self.cookie:
            sent["Cookie"] = self.cookie
        body = None if form is None else urlencode(form, doseq=True)
        answer = self._http.request(
            method, f"{self.api_url}{path}", body=body, headers=sent, redirect=False
        )
        if given := answer.headers.get("Set-Cookie"):
            self.cookie = "" if "Max-Age=0" in given else given.partition(";")[0]
        return answer

    def _reply(self, answer: Any) -> PageReply:
        _, _, location = answer.headers.get("Location", "").rpartition("/apply")
        code = self.cookie.partition("=")[2].partition(".")[0]
        return PageReply(
            html=answer.data.decode(),
            location=f"/apply{location}" if location else "",
            status=answer.status,
            keeps=code or None,
        )

    def begin(self, visit: Visit) -> PageReply:
        """See `FormSite.begin`."""
        return self._reply(self.ask("POST", "/apply", visit.posted))

    def step(self, _: Visit, place: str) -> PageReply:
        """See `FormSite.step`."""
        return self._reply(self.ask("GET", f"/apply/{place}"))

    def save(self, visit: Visit, place: str) -> PageReply:
        """See `FormSite.save`."""
        return self._reply(self.ask("POST", f"/apply/{place}", visit.posted))


class RemoteFiller(Filler):
    """A `Filler` on the deployed site, who looks at their draft with the root user's rights."""

    def on(self, cloud: Cloud) -> "RemoteFiller":
        """This person, before that deployment."""
        self.drafts = DynamoDBDraftStore(cloud.client("dynamodb"), cloud.outputs.table)
        self._record_key = cloud.record_key
        self.site = HttpSite(cloud.outputs.api_url)
        return self

    @property
    def draft_key(self) -> str:
        """What the draft is kept under."""
        return self._record_key.digest("draft", self.code)

    @property
    def draft(self) -> Any:
        """The draft as it is kept."""
        found = self.drafts.load(self.draft_key)
        assert found is not None
        return found
