"""What a 270 asks, once the gateway has let it through."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

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


class Naming(StrEnum):
    """Whom an answer is said to be about."""

    AS_ASKED = "as_asked"
    DEPENDENT_AS_SUBSCRIBER = "dependent_as_subscriber"
    DEPENDENT_AS_QC = "dependent_as_qc"
    SUBSCRIBER_ONLY = "subscriber_only"
    CORRECTED = "corrected"


def renamed(inquiry: Inquiry, naming: Naming) -> Inquiry:
    """Answer about other people, or other names, than were asked about."""
    subscriber, dependent = inquiry.subscriber, inquiry.dependent
    if naming is Naming.CORRECTED:
        name = [*subscriber[0][:3], f"{subscriber[0][3]}-SMITH", *subscriber[0][4:]]
        others = [segment for segment in subscriber[1:] if segment[0] != "INS"]
        corrected = (name, *others, ["INS", "Y", "18", "001", "25"])
        return replace(inquiry, subscriber=corrected)
    if naming is Naming.AS_ASKED or not dependent:
        return inquiry
    if naming is Naming.DEPENDENT_AS_QC:
        patient = ["NM1", "QC", *dependent[0][2:]]
        return replace(inquiry, dependent=(patient, *dependent[1:]))
    if naming is Naming.DEPENDENT_AS_SUBSCRIBER:
        insured = [*(["NM1", "IL", *dependent[0][2:]] + [""] * 8)[:8], *subscriber[0][8:]]
        others = [segment for segment in dependent[1:] if segment[0] != "INS"]
        subscriber = (insured, *others, ["INS", "Y", "18"])
    return replace(inquiry, subscriber=subscriber, dependent=())


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
