"""Where the program refers people to whom it cannot serve, or whom another level serves better."""

from dataclasses import dataclass
from enum import StrEnum

from threshold.codec import decode
from threshold.program.model import Program


class Direction(StrEnum):
    """Why a place is better: more care, less care, or the same where the person can have it."""

    UP = "up"
    DOWN = "down"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Referral:
    """A place to refer to. `states` and `languages` are those it serves; empty: any."""

    id: str
    name: str
    phone: str
    directions: tuple[Direction, ...]
    url: str | None = None
    states: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()

    def serves(self, state: str | None, language: str) -> bool:
        """Whether it serves somebody there, in this language. Where they are unknown, it may."""
        there = not self.states or state is None or state in self.states
        return there and (not self.languages or language.split("-")[0] in self.languages)


def referrals_of(program: Program) -> tuple[Referral, ...]:
    """The places of a program's configuration, in its order."""
    return tuple(decode(Referral, dict(one)) for one in program.referrals)
