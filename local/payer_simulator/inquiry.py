"""What a 270 asks, once the gateway has let it through."""

from dataclasses import dataclass
from datetime import date

from local.payer_simulator.interchange import Interchange, Segment

# The segments of a person's loop that an answer repeats.
_REPEATED = ("NM1", "DMG", "INS")
_NM1_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One question about one person. Segments are as sent."""

    interchange: Interchange
    reference: str
    payer: Segment
    provider: Segment
    subscriber: tuple[Segment, ...]
    dependent: tuple[Segment, ...]
    """None of them where the subscriber is the patient."""
    traces: tuple[Segment, ...]
    service_types: tuple[str, ...]

    @property
    def payer_id(self) -> str:
        """NM109 of the information source."""
        return self.payer[9]

    @property
    def member_id(self) -> str:
        """NM109 of the subscriber, or nothing."""
        return member_id_of(self.interchange)

    @property
    def asked_on(self) -> date:
        """The day for which all dates of the answer are reckoned."""
        return self.interchange.asked_on


def read_inquiry(interchange: Interchange) -> Inquiry:
    """Read a 270 that has no fault."""
    levels = _levels(interchange.segments)
    repetition = interchange.separators.repetition
    queries = [segment for segment in interchange.segments if segment[0] == "EQ"]
    types = [code for query in queries for code in query[1].split(repetition) if code]
    return Inquiry(
        interchange=interchange,
        reference=interchange.segments[3][3],
        payer=levels["20"][1],
        provider=levels["21"][1],
        subscriber=_repeated(levels["22"]),
        dependent=_repeated(levels.get("23", [])),
        traces=tuple(segment for segment in interchange.segments if segment[0] == "TRN"),
        service_types=tuple(types) or ("30",),
    )


def member_id_of(interchange: Interchange) -> str:
    """Find the subscriber's member id, or nothing, whatever else may be wrong."""
    subscribers = (s for s in interchange.segments if s[:2] == ["NM1", "IL"])
    return next((s[9] for s in subscribers if len(s) == _NM1_LENGTH), "")


def _levels(segments: list[Segment]) -> dict[str, list[Segment]]:
    levels: dict[str, list[Segment]] = {}
    level = ""
    for segment in segments:
        level = segment[3] if segment[0] == "HL" else level
        levels.setdefault(level, []).append(segment)
    return levels


def _repeated(level: list[Segment]) -> tuple[Segment, ...]:
    found = [next((s for s in level if s[0] == name), None) for name in _REPEATED]
    return tuple(segment for segment in found if segment)
