"""The stories of `events/stories`: each a form as somebody sends it, and how it must end."""

import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4
from zlib import crc32

import urllib3

FOLDER = Path(__file__).parents[1] / "events/stories"
PATIENCE_SECONDS = 90
SIDE_BY_SIDE = 3
"""More would only queue for the two cores of a small machine, and measure the queue."""
Document = dict[str, Any]


@dataclass(frozen=True)
class Story:
    """One story: its file's name, its title, the form, how often it is sent, and its end.

    `takes_the_seat`: staff are told by phone that the person wants the seat offered. `media_type`:
    what the form is sent as, once `written` has made of it what is sent.
    """

    name: str
    title: str
    submission: Document
    sent: int
    then: Document
    takes_the_seat: bool = False
    media_type: str = "application/json"
    written: Callable[[Document], Document] = dict


@dataclass(frozen=True)
class Ending:
    """What became of a story: what was seen, what differs from what must be, how long it took."""

    story: Story
    seen: Document
    differs: tuple[str, ...]
    seconds: float


@dataclass(frozen=True)
class Stage:
    """Where to play: the API, a staff member's token, the payer simulator and its CA."""

    api_url: str
    token: str
    payer_simulator_url: str
    payer_ca: str


def stories() -> list[Story]:
    """Every story, in order."""
    return [_story(path) for path in sorted(FOLDER.glob("*.json"))]


def unhurried(story: Story) -> Story:
    """The story without how soon it must end: that is told by a machine that does nothing else."""
    then = {name: value for name, value in story.then.items() if name != "within_seconds"}
    return replace(story, then=then)


def _story(path: Path) -> Story:
    document = json.loads(path.read_text(encoding="utf-8"))
    return Story(
        name=path.stem,
        title=document["story"],
        submission=document["submission"],
        sent=document.get("sent", 1),
        then=document["then"],
        takes_the_seat=document.get("takes_the_seat", False),
    )


class Player:
    """Plays stories over real HTTP, each telling under a key and of a member of its own.

    The same member would not be asked about twice in a day, and a payer that comes back after so
    many asks would have come back already.
    """

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._http = urllib3.PoolManager(retries=False, timeout=PATIENCE_SECONDS)
        self._payer = urllib3.PoolManager(ca_certs=stage.payer_ca, retries=False, timeout=10)

    def play_all(self, chosen: list[Story]) -> Iterator[Ending]:
        """Play stories, a few side by side; the endings in the order of the stories."""
        with ThreadPoolExecutor(SIDE_BY_SIDE) as players:
            yield from players.map(self.play, chosen)

    def play(self, story: Story) -> Ending:
        """Play one story to its end, or until patience ends."""
        began, key = time.monotonic(), uuid4().hex
        story = told_anew(story, key)
        seen = self._seen(story, key)
        return Ending(story, seen, _differs(story, seen), time.monotonic() - began)

    def follow(self, story: Story, intake_id: str) -> Ending:
        """What becomes of an intake that this very telling of a story led to, by whatever door."""
        began = time.monotonic()
        seen = self._followed(story, {"intake_id": intake_id})
        return Ending(story, seen, _differs(story, seen), time.monotonic() - began)

    def _seen(self, story: Story, key: str) -> Document:
        if "within_seconds" in story.then:
            self._crisis_worklist()  # so that no cold start is measured
        replies = [self._post(story, key) for _ in range(story.sent)]
        seen: Document = {"http": replies[0][0]}
        if seen["http"] != 202:
            faults = [fault["pointer"] for fault in replies[0][1].get("errors", [])]
            return seen | {"faults": faults, "asks": self.asks(story)}
        seen["same_answer"] = all(reply == replies[0] for reply in replies)
        seen["intake_id"] = intake_id = replies[0][1]["intake_id"]
        if "within_seconds" in story.then:
            seen["within_seconds"] = self._seconds_to_top_of_crisis_worklist(intake_id)
        return self._followed(story, seen)

    def _followed(self, story: Story, seen: Document) -> Document:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            seen |= self.intake(seen["intake_id"])
            seen["asks"] = self.asks(story)
            if story.takes_the_seat and seen["status"] == "offered":
                self._take_the_seat(seen["intake_id"])
            if not _differs(story, seen) or time.monotonic() > deadline:
                return seen
            time.sleep(0.3)

    def submit(self, story: Story, key: str | None = None) -> Document:
        """Send a story's form once, and give the receipt."""
        key = key or uuid4().hex
        return self._post(told_anew(story, key), key)[1]

    def _post(self, story: Story, key: str) -> tuple[int, Document]:
        headers = {"Content-Type": story.media_type, "Idempotency-Key": key}
        body = json.dumps(story.written(story.submission)).encode()
        url = f"{self._stage.api_url}/intakes"
        answered = self._http.request("POST", url, body=body, headers=headers)
        return answered.status, answered.json()

    def intake(self, intake_id: str) -> Document:
        """Where an intake stands, in the words in which stories end."""
        view = self.view(intake_id)
        return {name: view[name] for name in ("status", "worklist", "reason", "tier", "alerted")}

    def _take_the_seat(self, intake_id: str) -> None:
        """Where something happened in between, it is tried again at the next look."""
        act = {
            "action": "take_offer",
            "key": uuid4().hex,
            "version": self.view(intake_id)["version"],
            "reason": "They said yes by phone.",
        }
        url = f"{self._stage.api_url}/intakes/{intake_id}/actions"
        headers = {"Authorization": self._stage.token, "Content-Type": "application/json"}
        self._http.request("POST", url, body=json.dumps(act).encode(), headers=headers)

    def view(self, intake_id: str) -> Document:
        """An intake as staff see it."""
        url = f"{self._stage.api_url}/intakes/{intake_id}"
        answered = self._http.request("GET", url, headers={"Authorization": self._stage.token})
        view: Document = answered.json()
        return view

    def _crisis_worklist(self) -> list[Document]:
        url = f"{self._stage.api_url}/worklists/crisis?size=100"
        answered = self._http.request("GET", url, headers={"Authorization": self._stage.token})
        rows: list[Document] = answered.json()["rows"]
        return rows

    def _seconds_to_top_of_crisis_worklist(self, intake_id: str) -> float:
        """From the answer to the form until nobody less urgent stands above the intake."""
        began = time.monotonic()
        while (waited := time.monotonic() - began) < PATIENCE_SECONDS:
            for row in self._crisis_worklist():
                if row["tier"] != "P0":
                    break
                if row["intake_id"] == intake_id:
                    return time.monotonic() - began
        return waited

    def asks(self, story: Story) -> int:
        """How many 270s the payer has had about the story's member id."""
        member_id = story.submission["payment"]["card"]["member_id"]
        url = f"{self._stage.payer_simulator_url}/journal?member_id={member_id}"
        count: int = self._payer.request("GET", url).json()["count"]
        return count


def told_anew(story: Story, key: str) -> Story:
    """The story of a member whom no other telling has; the payer goes by how a member id begins."""
    payment = story.submission["payment"]
    member_id = f"{payment['card']['member_id']}{crc32(key.encode()):010}"
    card = payment["card"] | {"member_id": member_id}
    return replace(story, submission=story.submission | {"payment": payment | {"card": card}})


def _differs(story: Story, seen: Document) -> tuple[str, ...]:
    return tuple(
        f"{name}: {seen.get(name)!r}, must be {wanted!r}"
        for name, wanted in story.then.items()
        if not _meets(name, seen.get(name), wanted)
    )


def _meets(name: str, seen: object, wanted: object) -> bool:
    if name == "within_seconds":
        return isinstance(seen, float | int) and isinstance(wanted, int) and seen <= wanted
    if name == "faults":
        return isinstance(seen, list) and isinstance(wanted, list) and set(seen) == set(wanted)
    return seen == wanted
