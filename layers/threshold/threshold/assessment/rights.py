"""What a pack says of itself: who holds the text and allows what, and where each figure is from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class RightsStatus(StrEnum):
    """What the holder of the text allows."""

    FREE = "free"
    FREE_NONCOMMERCIAL = "free_noncommercial"
    PERMISSION = "permission"
    LICENSED = "licensed"


@dataclass(frozen=True, slots=True)
class Rights:
    """`verified`: this project has seen the evidence itself, on the day `checked_on`."""

    status: RightsStatus
    holder: str
    evidence: str
    text_shipped: bool
    verified: bool
    checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A claim the pack rests on. `verified` False: not yet seen in the primary source."""

    claim: str
    citation: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Text:
    """The published wording in one language; options in the order of their list."""

    title: str
    items: Mapping[str, str]
    choices: Mapping[str, tuple[str, ...]]
    instruction: str | None = None
