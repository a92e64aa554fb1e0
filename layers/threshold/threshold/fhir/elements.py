"""Elements of a FHIR resource from outside, read with suspicion: anything may stand anywhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from threshold.fhir.codes import ABSENT_REASON, WEIGHTS


class UnusableResource(ValueError):
    """A resource that cannot be read as answers. Names the place and the rule, never the value."""

    def __init__(self, place: str, rule: str) -> None:
        super().__init__(f"{place}: {rule}")
        self.place = place
        self.rule = rule


@dataclass(frozen=True, slots=True)
class Element:
    """One JSON object of the resource and where it stands, as in `item[2].answer[0]`."""

    place: str
    fields: Mapping[object, object]

    def elements(self, name: str) -> Iterator["Element"]:
        """The objects in the list under a name; none where it is absent."""
        value = self.fields.get(name)
        if value is None:
            return
        if not isinstance(value, list):
            raise UnusableResource(self.at(name), "is not a list")
        for position, one in enumerate(value):
            yield element(f"{self.at(name)}[{position}]", one)

    def text(self, name: str) -> str | None:
        """The text under a name; None where it is absent."""
        value = self.fields.get(name)
        if value is not None and not isinstance(value, str):
            raise UnusableResource(self.at(name), "is not text")
        return value

    def one(self, name: str) -> "Element | None":
        """The object under a name; None where it is absent."""
        value = self.fields.get(name)
        return None if value is None else element(self.at(name), value)

    def texts(self, name: str) -> list[str]:
        """The list of texts under a name; empty where it is absent."""
        values = self.fields.get(name, [])
        if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
            raise UnusableResource(self.at(name), "is not a list of text")
        return values

    def at(self, name: str) -> str:
        """The place of a field of this element."""
        return f"{self.place}.{name}" if self.place else name

    def refuse_modifiers(self) -> None:
        """FHIR: whoever does not know a modifier must not read the element it modifies."""
        for name in ("modifierExtension", "implicitRules"):
            if self.fields.get(name):
                raise UnusableResource(self.at(name), "a modifier that is not understood")


def element(place: str, value: object) -> Element:
    """The element that a JSON value is.

    Raises:
        UnusableResource: the value is not an object.
    """
    if not isinstance(value, Mapping):
        raise UnusableResource(place, "is not an object")
    return Element(place, value)


def coded(concept: Element | None, system: str) -> str | None:
    """The code that a concept has in a system; None where it has none.

    Raises:
        UnusableResource: it has two.
    """
    codings = concept.elements("coding") if concept else ()
    codes = {one.text("code") for one in codings if one.text("system") == system}
    if concept and len(codes) > 1:
        raise UnusableResource(concept.place, "has two codes of one system")
    return codes.pop() if codes else None


def absent_reason(*places: Element) -> str | None:
    """Why there is no value, by the extension on any of these; None where nothing is said."""
    for extension in (each for one in places for each in one.elements("extension")):
        if extension.text("url") == ABSENT_REASON:
            return extension.text("valueCode") or ""
    return None


def weight(*places: Element) -> int | None:
    """What an answer is said to score, by either extension on any of its elements, if it is.

    Raises:
        UnusableResource: two weights that differ, or one that is not a whole number.
    """
    found: set[int] = set()
    for extension in (each for one in places for each in one.elements("extension")):
        if extension.text("url") in WEIGHTS:
            name = "valueDecimal" if "valueDecimal" in extension.fields else "valueInteger"
            found.add(whole(extension.at(name), extension.fields.get(name)))
    if len(found) > 1:
        raise UnusableResource(places[0].place, "is given two weights that differ")
    return found.pop() if found else None


def whole(place: str, value: object) -> int:
    """A number without a fraction, from any form in which JSON has numbers.

    Raises:
        UnusableResource: no number, or a fraction.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    raise UnusableResource(place, "is not a whole number")
