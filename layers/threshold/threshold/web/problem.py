"""Problem details for HTTP APIs (RFC 9457): every fault at once, by place and rule, never value."""

import re
from dataclasses import dataclass
from typing import Any

MEDIA_TYPE = "application/problem+json"
_PLACE = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a request. `pointer` is a JSON pointer as a URI fragment (RFC 6901)."""

    pointer: str
    detail: str


class Problem(Exception):
    """A request that cannot be served as it is."""

    def __init__(self, status: int, title: str, faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(title)
        self.status, self.title, self.faults = status, title, faults

    def body(self) -> dict[str, Any]:
        """The problem+json document."""
        document: dict[str, Any] = {
            "type": "about:blank",
            "title": self.title,
            "status": self.status,
        }
        if self.faults:
            faults = [{"pointer": f.pointer, "detail": f.detail} for f in self.faults]
            document["errors"] = faults
        return document


def pointer(*parts: int | str) -> str:
    """The JSON pointer to a place, as a URI fragment."""
    escaped = (str(part).replace("~", "~0").replace("/", "~1") for part in parts)
    return "#" + "".join(f"/{part}" for part in escaped)


def path_of(pointer: str) -> tuple[int | str, ...]:
    """The parts of a pointer that `pointer` made; what is all digits is a place in a list."""
    parts = (part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:])
    return tuple(int(part) if _PLACE.fullmatch(part) else part for part in parts)
