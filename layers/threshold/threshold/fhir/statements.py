"""A submission put together from statements, each with its place in the Bundle."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from threshold.fhir.codes import Json
from threshold.fhir.elements import UnusableResource

Path = tuple[str | int, ...]
Value = str | int | None
"""What a field of a submission can hold; None: the Bundle has the place for it and says nothing."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a field of the submission is said to be, and where in the Bundle that stands."""

    path: Path
    value: Value
    place: str


@dataclass(frozen=True, slots=True)
class Told:
    """A submission's document as POST /intakes takes it, and what was said of each path of it."""

    document: Json
    said: Mapping[Path, Said]

    def nearest(self, path: Path) -> Said:
        """What was said of a path or of the innermost part around it; else of the whole Bundle."""
        around = (path[:length] for length in range(len(path), 0, -1))
        return next((self.said[one] for one in around if one in self.said), Said((), None, ""))


def told(statements: Iterable[Said]) -> Told:
    """The document that statements make together.

    A list has no gaps: what is said of its items numbers them from 0.

    Raises:
        UnusableResource: two statements about one field differ.
    """
    said: dict[Path, Said] = {}
    for one in statements:
        before = said.setdefault(one.path, one)
        if before.value is None:
            said[one.path] = one if one.value is not None else before
        elif one.value is not None and _differ(before.value, one.value):
            raise UnusableResource(one.place, "contradicts another part of the Bundle")
    document: Json = {}
    for path in sorted(said, key=_order):
        if said[path].value is not None:
            _put(document, path, said[path].value)
    return Told(document, said)


def _differ(one: Value, other: Value) -> bool:
    """Whether they do; a yes is no 1, though Python holds them equal."""
    return (type(one), one) != (type(other), other)


def _order(path: Path) -> tuple[tuple[int, str], ...]:
    return tuple((part, "") if isinstance(part, int) else (0, part) for part in path)


def _put(document: Json, path: Path, value: Value) -> None:
    inside: object = document
    for part, following in zip(path, (*path[1:], None), strict=True):
        empty: object = [] if isinstance(following, int) else {}
        leaf = value if following is None else empty
        if isinstance(inside, list):
            if part == len(inside):
                inside.append(leaf)
            inside = inside[-1]
        elif isinstance(inside, dict):
            inside = inside.setdefault(part, leaf)
