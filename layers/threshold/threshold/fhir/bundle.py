"""A FHIR R4 Bundle, to the document of a submission that POST /intakes takes as JSON.

What the Bundle does not say stays unsaid. docs/fhir.md has the table of what is read as what.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from threshold.assessment.pack import Pack
from threshold.fhir.consent import consents
from threshold.fhir.coverage import card, subscribers
from threshold.fhir.dates import is_before
from threshold.fhir.elements import Element, UnusableResource
from threshold.fhir.entries import Entries, entries_of
from threshold.fhir.intake_answers import intake_answers
from threshold.fhir.intake_form import URL
from threshold.fhir.names import called, identity
from threshold.fhir.people import contact, emergency_contact, language
from threshold.fhir.reading import answers_from, check_final
from threshold.fhir.statements import Said, Told, told

STALE_AFTER = timedelta(days=14)
"""Source: the PHQ-9 asks of the last two weeks, and a screen for suicide risk says little after."""
_ZONES = timedelta(days=1)
"""A day that is over somewhere may not be over where the person is."""

Packs = Mapping[str, Pack]


class UnusableBundle(ValueError):
    """A Bundle that cannot be read as a submission: each fault by place and rule, never value."""

    def __init__(self, faults: tuple[UnusableResource, ...]) -> None:
        once = {str(fault): fault for fault in faults}
        super().__init__("; ".join(once))
        self.faults = tuple(once.values())


def submission_in(bundle: object, packs: Packs, now: datetime) -> Told:
    """The submission that a Bundle tells of, and the place in it of each part.

    `bundle` is any JSON value. Whether the submission keeps its own rules is not looked at.

    Raises:
        UnusableBundle: with every fault of what is not understood, contradicts itself or is not
            about one patient now.
    """
    try:
        entries, faults = entries_of(bundle)
        patient = _patient(entries, whole=not faults)
    except UnusableResource as fault:
        raise UnusableBundle((fault,)) from None
    faults += _repeated(entries)
    statements: list[Said] = []
    for part in _parts(patient, entries, packs, now) if patient else ():
        try:
            statements += part
        except UnusableResource as fault:
            faults.append(fault)
    if faults:
        raise UnusableBundle(tuple(faults))
    try:
        _check_answered_once(statements)
        return told(statements)
    except UnusableResource as fault:
        raise UnusableBundle((fault,)) from None


def _patient(entries: Entries, *, whole: bool) -> Element | None:
    """The Patient who is not there as somebody's subscriber alone; None if one may be missing."""
    patients = entries.of_kind("Patient")
    if len(patients) > 1:
        others = {one.place for one in subscribers(entries)}
        patients = [one for one in patients if one.place not in others]
    if len(patients) == 1:
        return patients[0]
    if not whole:
        return None
    raise UnusableResource("entry", "must have one Patient besides the subscriber")


def _parts(
    patient: Element, entries: Entries, packs: Packs, now: datetime
) -> Iterator[Iterable[Said]]:
    """What each part of the Bundle says. Each is read, and may be of no use, by itself."""
    today = (now - _ZONES).date()
    yield (Said((group,), None, patient.place) for group in ("person", "contact", "language"))
    yield identity(patient, ("person",), today)
    yield called(patient, today)
    yield contact(patient, today)
    yield emergency_contact(patient, today)
    yield language(patient)
    for coverage in entries.of_kind("Coverage"):
        yield card(coverage, patient, entries, today)
    yield consents(patient, entries)
    for response in entries.of_kind("QuestionnaireResponse"):
        yield _answers(response, patient, entries, packs, now)


def _repeated(entries: Entries) -> Iterator[UnusableResource]:
    ours = filter(_is_ours, entries.of_kind("QuestionnaireResponse"))
    for one in (*entries.of_kind("Coverage")[1:], *list(ours)[1:]):
        yield UnusableResource(one.place, "is the second of its kind: one is read")


def _answers(
    response: Element, patient: Element, entries: Entries, packs: Packs, now: datetime
) -> Iterator[Said]:
    check_final(response)
    entries.check_subject(response, "subject", patient)
    if is_before(response, "authored", (now - STALE_AFTER - _ZONES).date()):
        days = STALE_AFTER.days
        raise UnusableResource(response.at("authored"), f"is more than {days} days ago: ask again")
    if _is_ours(response):
        yield from intake_answers(response)
        return
    try:
        answers = answers_from(response.fields, packs)
    except UnusableResource as fault:
        raise UnusableResource(response.at(fault.place), fault.rule) from None
    for pack, items in answers.items():
        for item, answer in items.items():
            yield Said(("answers", pack, item), answer, response.place)


def _is_ours(response: Element) -> bool:
    return response.fields.get("questionnaire") == URL


def _check_answered_once(statements: Iterable[Said]) -> None:
    """Answers of two sittings make no score: an instrument is answered in one response."""
    sittings: dict[str | int, str] = {}
    for one in statements:
        if one.path[0] == "answers" and sittings.setdefault(one.path[1], one.place) != one.place:
            raise UnusableResource(one.place, "answers what another response answers")
