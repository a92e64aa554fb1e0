"""The segments of a 271 sorted into its loops.

The level comes from HL03; where an HL is missing, from the kind of the NM1. Everything after an EB
until the next EB belongs to it (2110, 2115, 2120), with or without the LS and LE around its NM1.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from threshold.eligibility.answer.entities import Entity, entities
from threshold.eligibility.answer.model import Code
from threshold.eligibility.x12.segments import Segment


class Level(Code):
    """The letter of the hierarchical level in loop names."""

    SOURCE = "A"
    RECEIVER = "B"
    SUBSCRIBER = "C"
    DEPENDENT = "D"
    UNKNOWN = "?"
    """An HL whose level is none of these, until an NM1 tells."""


_UNKNOWN = Level.UNKNOWN
_HL03 = {
    "20": Level.SOURCE,
    "21": Level.RECEIVER,
    "22": Level.SUBSCRIBER,
    "23": Level.DEPENDENT,
}
# QC (patient) stands for 03 (dependent) in answers seen in the field.
_LEVEL_OF_NM1 = {
    "PR": Level.SOURCE,
    "2B": Level.SOURCE,
    "36": Level.SOURCE,
    "GP": Level.SOURCE,
    "P5": Level.SOURCE,
    "1P": Level.RECEIVER,
    "FA": Level.RECEIVER,
    "80": Level.RECEIVER,
    "IL": Level.SUBSCRIBER,
    "03": Level.DEPENDENT,
    "QC": Level.DEPENDENT,
}
_ENVELOPE = {"ST", "BHT", "SE"}
_KEPT_APART = {"AAA", "DTP"}
_KNOWN = {
    "TRN", "NM1", "REF", "N3", "N4", "AAA", "PRV", "DMG", "INS", "HI", "DTP",
    "MPI", "EB", "HSD", "MSG", "III", "LS", "LE", "PER",
}  # fmt: skip


@dataclass(slots=True)
class BenefitGroup:
    """One EB and the segments that belong to it."""

    eb: Segment
    details: list[Segment]
    entities: tuple[Entity, ...] = ()
    """Whom the details name (2120)."""


@dataclass(slots=True)
class Loop:
    """One hierarchical level of the answer."""

    level: Level
    own: dict[str, list[Segment]]
    """Segments before the first EB, by their tags."""
    groups: list[BenefitGroup]

    def each(self, tag: str) -> Sequence[Segment]:
        """Its own segments with that tag, in order."""
        return self.own.get(tag, ())


@dataclass(slots=True)
class Loops:
    """All loops of one answer, in order."""

    loops: list[Loop]
    rejections: list[tuple[str, Segment]]
    """Loop name and AAA segment."""
    dates: list[Segment]
    """Every DTP."""
    warnings: list[str]
    names: list[BenefitGroup]
    """Every EB beside which somebody is named."""

    def at(self, level: Level) -> list[Loop]:
        """The loops of one level."""
        return [loop for loop in self.loops if loop.level is level]


def sort_into_loops(segments: Sequence[Segment]) -> Loops:
    """Loops of a 271 from its segments, ST to SE."""
    found = Loops([], [], [], [], [])
    loop: Loop | None = None
    for segment in segments:
        tag = segment.tag
        if tag == "HL":
            loop = _open(found, segment)
        elif tag in _KNOWN:
            if loop is None or (tag == "NM1" and _may_move(loop)):
                loop = _loop_for(found, loop, segment)
            if tag in _KEPT_APART:
                _keep(found, loop, segment)
            if tag == "EB":
                loop.groups.append(BenefitGroup(segment, []))
            elif loop.groups:
                loop.groups[-1].details.append(segment)
            else:
                loop.own.setdefault(tag, []).append(segment)
        elif tag not in _ENVELOPE:
            found.warnings.append(f"segment {segment.position} is none that a 271 has")
    for group in found.names:
        group.entities = entities(group.details)
    return found


def _open(found: Loops, hl: Segment) -> Loop:
    level = _HL03.get(hl.element(3), _UNKNOWN)
    loop = Loop(level, {}, [])
    found.loops.append(loop)
    if level is _UNKNOWN:
        found.warnings.append(f"segment {hl.position}: HL03 is no level of a 271")
    return loop


def _keep(found: Loops, loop: Loop, segment: Segment) -> None:
    if segment.tag == "AAA":
        found.rejections.append((_name(loop), segment))
    else:
        found.dates.append(segment)


def _may_move(current: Loop) -> bool:
    """Whether an NM1 can be other than the first of a loop whose HL told its level."""
    return bool(current.groups) or "NM1" in current.own or current.level is _UNKNOWN


def _loop_for(found: Loops, current: Loop | None, segment: Segment) -> Loop:
    """The loop a segment belongs to, opened or named here where its HL does not tell."""
    level = _LEVEL_OF_NM1.get(segment.element(1)) if segment.tag == "NM1" else None
    if current is None or (level and _starts_loop(current, level)):
        current = Loop(level or _UNKNOWN, {}, [])
        found.loops.append(current)
        found.warnings.append(f"segment {segment.position}: its HL segment is missing")
    elif level and current.level is _UNKNOWN and not current.groups:
        current.level = level
    elif current.groups and not (found.names and found.names[-1] is current.groups[-1]):
        found.names.append(current.groups[-1])
    return current


def _starts_loop(current: Loop, level: Level) -> bool:
    """Whether an NM1 of this level cannot belong to the current loop."""
    if current.level is _UNKNOWN and not current.groups:
        return False
    if current.groups:
        # Within 2120 a payer or an insured may be named, a dependent never.
        return level is Level.DEPENDENT and current.level is not Level.DEPENDENT
    return level > current.level and "NM1" in current.own


def _name(loop: Loop) -> str:
    if loop.groups:
        return f"2110{loop.level}"
    return f"2100{loop.level}" if "NM1" in loop.own else f"2000{loop.level}"
