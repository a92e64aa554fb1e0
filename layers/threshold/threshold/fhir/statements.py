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
    """A submission's document as POST /intakes takes it, and the places its parts are from."""

    document: Json
    places: Mapping[Path, str]

    def nearest(self, path: Path) -> tuple[Path, str]:
        """The innermost part around a path that has a place, and its place; "" is the Bundle."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.places:
                return path[:length], self.places[path[:length]]
        return (), ""


def told(statements: Iterable[Said]) -> Told:
    """The document that statements make together; items of a list in the order of their numbers.

    Raises:
        UnusableResource: two statements about one field differ.
    """
    values: dict[Path, Said] = {}
    places: dict[Path, str] = {}
    for one in statements:
        places.setdefault(one.path, one.place)
        if one.value is None:
            continue
        before = values.setdefault(one.path, one)
        # A yes is no 1, though Python holds them equal.
        if (type(before.value), before.value) != (type(one.value), one.value):
            raise UnusableResource(one.place, "contradicts another part of the Bundle")
    document: Json = {}
    for path in sorted(values, key=_order):
        _put(document, path, values[path].value)
    return Told(document, places)


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
