"""Finding a person's intakes by what they were called and born, or one by its id."""

from typing import NamedTuple

from threshold.errors import Unknown
from threshold.intake.identification import person_key
from threshold.intake.ports import IntakeStore
from threshold.intake.record import IntakeRecord
from threshold.intake.submission import Person
from threshold.record_key import RecordKey

MOST_FOUND = 25


class Found(NamedTuple):
    """An intake that was found. earlier: it has named another person since."""

    record: IntakeRecord
    earlier: bool = False


def search(wanted: Person | str, store: IntakeStore, record_key: RecordKey) -> tuple[Found, ...]:
    """The intakes of a person, newest first, at most `MOST_FOUND`; or the one of an id.

    A name is looked for as `identification.who` writes it, never a part of one.
    """
    if isinstance(wanted, str):
        try:
            return (Found(store.load(wanted)),)
        except Unknown:
            return ()
    person = person_key(wanted, record_key)
    return tuple(Found(one, one.person != person) for one in _of_person(person, store))


def same_person(record: IntakeRecord, store: IntakeStore) -> tuple[IntakeRecord, ...]:
    """The other intakes of the person of an intake, newest first: duplicates, or earlier care."""
    if record.person is None:
        return ()
    return tuple(
        one
        for one in _of_person(record.person, store)
        if one.intake_id != record.intake_id and one.person == record.person
    )


def _of_person(person: str, store: IntakeStore) -> list[IntakeRecord]:
    found = store.records(store.of_person(person, MOST_FOUND))
    return sorted(found, key=lambda one: one.created_at, reverse=True)
