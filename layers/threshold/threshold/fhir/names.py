"""Who somebody is: the name, birth date and sex of a Patient or RelatedPerson."""

from collections.abc import Iterator
from datetime import date

from threshold.fhir.dates import is_over
from threshold.fhir.elements import Element, UnusableResource
from threshold.fhir.statements import Path, Said

_SEXES = {"female": "female", "male": "male", "other": None, "unknown": None}
"""How Patient.gender is read: what a payer's file does not have is not said to it."""
_CARD_NAMES = ("official", "usual", None)
"""Uses of the name that stands on a card, the likeliest first; a nickname is what one is called."""
_OTHER_NAMES = frozenset({"nickname", "temp", "anonymous", "old", "maiden"})


def identity(person: Element, path: Path, today: date) -> Iterator[Said]:
    """Name, birth date and sex of a person.

    Raises:
        UnusableResource: two names that could be the one, or a code that R4 does not have.
    """
    name = _name(person, _CARD_NAMES, today)
    if name is not None:
        yield from _name_said(name, (*path, "name"))
    if (born := person.text("birthDate")) is not None:
        yield Said((*path, "birth_date"), born, person.at("birthDate"))
    gender = person.text("gender")
    if gender is not None and gender not in _SEXES:
        raise UnusableResource(person.at("gender"), "is a code that R4 does not have")
    if gender and (sex := _SEXES[gender]):
        yield Said((*path, "sex"), sex, person.at("gender"))


def called(patient: Element, today: date) -> Iterator[Said]:
    """What the patient likes to be called: the nickname."""
    name = _name(patient, ("nickname",), today)
    if name is not None and (words := whole_name(name)):
        yield Said(("person", "called"), words, name.place)


def whole_name(name: Element) -> str | None:
    """A name as one line, None where it says nothing."""
    parts = (*name.texts("given"), name.text("family"))
    return name.text("text") or " ".join(filter(None, parts)) or None


def _name(person: Element, uses: tuple[str | None, ...], today: date) -> Element | None:
    """The name of the first of these uses that the person has now."""
    names = [one for one in person.elements("name") if not is_over(one, today)]
    for one in names:
        if one.text("use") not in {*_CARD_NAMES, *_OTHER_NAMES}:
            raise UnusableResource(one.at("use"), "is a code that R4 does not have")
    for use in uses:
        found = [one for one in names if one.text("use") == use]
        if len(found) > 1:
            raise UnusableResource(found[1].place, "is a second name of the same use")
        if found:
            return found[0]
    return None


def _name_said(name: Element, path: Path) -> Iterator[Said]:
    yield Said(path, None, name.place)
    given = name.texts("given")
    yield Said((*path, "first"), given[0] if given else None, name.at("given"))
    yield Said((*path, "middle"), " ".join(given[1:]) or None, name.at("given"))
    yield Said((*path, "last"), name.text("family"), name.at("family"))
