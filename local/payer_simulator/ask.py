"""What comes in at a door and what goes out, whatever the connectivity rule."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from local.payer_simulator.replies import Trouble


@dataclass(frozen=True, slots=True)
class Account:
    """The one trading partner that the insurer knows. The password is also its API key."""

    user_name: str
    password: str


@dataclass(frozen=True, slots=True)
class Ask:
    """One ask. fault: the CORE error code of its envelope, or nothing. fields: the envelope's."""

    x12: str
    fault: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def payload_id(self) -> str:
        """CORE's PayloadID, or nothing."""
        return self.fields.get("PayloadID", "")


@dataclass(frozen=True, slots=True)
class Said:
    """What goes into the answer's envelope, and what becomes of it on its way.

    error: a CORE error code. down: HTTP 503, and nothing else.
    """

    payload_type: str
    payload: str = ""
    error: str = "Success"
    trouble: Trouble | None = None
    down: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """An HTTP answer."""

    body: bytes
    content_type: str
    status: int = 200


class NotUnderstood(ValueError):
    """The body is not what this door takes. sent: how that is told."""

    def __init__(self, sent: Sent) -> None:
        super().__init__("not understood")
        self.sent = sent


class Door(Protocol):
    """One connectivity rule, from the insurer's side."""

    name: str
    path: str

    def read(self, headers: Mapping[str, str], body: bytes, account: Account) -> Ask:
        """Read a request. Raises NotUnderstood."""
        ...

    def write(self, ask: Ask, said: Said) -> Sent:
        """Write an answer to a request."""
        ...

    def broken(self) -> Sent:
        """Say that the insurer's own software failed."""
        ...
