"""Damaged answers: each sample with a few of its segments, elements or bytes changed, by a seed.

Structural damage keeps the ISA whole, so that a plain split still tells what the body holds.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

SAMPLES = Path(__file__).parents[3] / "tests/unit/eligibility/fixtures"
_ELEMENT, _SEGMENT = "*", "~"
_ISA_LENGTH = 106
_MOST_CHANGES = 4
_OTHER_MARKS = ("|}^~", "\x1d\x1f\x1c\x1e", "+>!'", "*^:\n")
_TAGS = ("EB", "AAA", "HL", "NM1", "DTP", "MSG", "HSD", "III", "LS", "LE", "ST", "SE", "GE", "IEA")
_EB01 = "1 2 3 4 5 6 7 8 A B C CB D E F G I MC R U V W X Y 0 9 ZZ".split()
_EB03 = "30 MH CF CJ AI 98 35 AL 88 1^33 30^MH MH^AI^CJ x ^".split()
_AAA03 = "04 15 33 41 42 43 51 56 58 62 67 71 72 73 75 76 78 79 80 T4 ZZ 999".split()
_VALUES = (
    *("", "0", "1", "-1", ".5", "20", "1E9", "NaN", "99999999999999999999", "Y", "N", "W", "PR"),
    *("HM", "29", "23", "D8", "20260105", "19000101", "99991231", "20261399", "MEDICAID", "٣", "é"),
    *("PRECERT REQUIRED", "NOT COVERED", "TELEHEALTH", "ADMINISTERED BY", "A" * 300, "~", "*", ":"),
)
_JUNK = (b"\x00", b"~", b"*", b"\r\n", b"ISA*", b"IEA*1*000000001~", b"<html>", b"\xff\xfe", b"~~~")

Segments = list[list[str]]
_Change = Callable[[Random, Segments, Sequence[Segments]], None]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A damaged body. marks: element separator and segment terminator where the ISA is whole."""

    case: int
    body: bytes
    marks: str | None


@dataclass(frozen=True, slots=True)
class Samples:
    """Good answers: as bytes, and in segments where the envelope is as it should be."""

    bodies: Sequence[bytes]
    whole: Sequence[Segments]


def mutant(case: int, samples: Samples) -> Mutant:
    """The damaged body of a case number, the same each time for the same samples."""
    rng = Random(case)  # noqa: S311 - to be repeated, not to be secret
    if rng.random() < 0.25:
        return Mutant(case, _bytes_changed(rng, rng.choice(samples.bodies)), None)
    segments = [list(segment) for segment in rng.choice(samples.whole)]
    for _ in range(rng.randint(1, _MOST_CHANGES)):
        rng.choice(_CHANGES)(rng, segments, samples.whole)
    text = "".join(_ELEMENT.join(segment) + _SEGMENT for segment in segments)
    marks = _ELEMENT + _SEGMENT
    if rng.random() < 0.15 and text.isascii():
        other = rng.choice(_OTHER_MARKS)
        text = text.translate(str.maketrans("*^:~", other))
        marks = other[0] + other[3]
    if rng.random() < 0.2:
        text = text[: rng.randint(_ISA_LENGTH, len(text))]
    return Mutant(case, text.encode(), marks)


def load_samples() -> Samples:
    """Every answer among the tests' fixtures."""
    endings = {".271", ".999", ".ta1"}
    bodies = [p.read_bytes() for p in sorted(SAMPLES.iterdir()) if p.suffix in endings]
    return Samples(bodies, [segments for body in bodies if (segments := _segments(body))])


def _segments(sample: bytes) -> Segments:
    """A sample in segments; none where its envelope is odd or its separators change."""
    text = sample.decode()
    if not text.startswith("ISA*") or text[_ISA_LENGTH - 1 : _ISA_LENGTH] != _SEGMENT:
        return []
    found = [part.strip().split(_ELEMENT) for part in text.split(_SEGMENT) if part.strip()]
    return found if all(segment[0].isalnum() for segment in found) else []


def _drop(rng: Random, segments: Segments, _: Sequence[Segments]) -> None:
    if len(segments) > 2:
        del segments[_place(rng, segments)]


def _double(rng: Random, segments: Segments, _: Sequence[Segments]) -> None:
    at = _place(rng, segments)
    segments.insert(_place(rng, segments), list(segments[at]))


def _swap(rng: Random, segments: Segments, _: Sequence[Segments]) -> None:
    one, other = _place(rng, segments), _place(rng, segments)
    segments[one], segments[other] = segments[other], segments[one]


def _element(rng: Random, segments: Segments, _: Sequence[Segments]) -> None:
    segment = segments[_place(rng, segments)]
    segment[rng.randrange(len(segment))] = rng.choice((*_VALUES, *_TAGS))


def _lengthen(rng: Random, segments: Segments, _: Sequence[Segments]) -> None:
    segment = segments[_place(rng, segments)]
    segment.insert(rng.randint(1, len(segment)), rng.choice(_VALUES))


def _shorten(rng: Random, segments: Segments, _: Sequence[Segments]) -> None:
    segment = segments[_place(rng, segments)]
    del segment[rng.randint(1, len(segment)) :]


def _junk_segment(rng: Random, segments: Segments, _: Sequence[Segments]) -> None:
    made = [rng.choice(_TAGS), *(rng.choice(_VALUES) for _ in range(rng.randint(0, 13)))]
    segments.insert(_place(rng, segments), made)


def _splice(rng: Random, segments: Segments, others: Sequence[Segments]) -> None:
    """The beginning of one answer, the end of another."""
    other = [list(segment) for segment in rng.choice(others)]
    segments[_place(rng, segments) :] = other[rng.randrange(1, len(other)) :]


def _append(rng: Random, segments: Segments, others: Sequence[Segments]) -> None:
    """Another interchange behind."""
    segments += [list(segment) for segment in rng.choice(others)]


def _flip(tag: str, element: int, codes: Sequence[str]) -> _Change:
    def change(rng: Random, segments: Segments, _: Sequence[Segments]) -> None:
        for segment in segments:
            if segment[0] == tag and len(segment) > element and rng.random() < 0.5:
                segment[element] = rng.choice(codes)

    return change


_CHANGES: tuple[_Change, ...] = (
    *(_drop, _double, _swap, _element, _lengthen, _shorten, _junk_segment, _splice, _append),
    *(_flip("EB", 1, _EB01), _flip("EB", 3, _EB03), _flip("AAA", 3, _AAA03)),
)


def _place(rng: Random, segments: Segments) -> int:
    """Any place but that of the first ISA."""
    return rng.randrange(1, max(2, len(segments))) if len(segments) > 1 else 0


def _bytes_changed(rng: Random, sample: bytes) -> bytes:
    body = bytearray(sample)
    for _ in range(rng.randint(1, 2 * _MOST_CHANGES)):
        start = rng.randint(0, len(body))
        junk = rng.choice(_JUNK) if rng.random() < 0.5 else rng.randbytes(rng.randint(0, 4))
        body[start : start + rng.choice((0, 1, 1, 3, 40))] = junk
    return bytes(body)
