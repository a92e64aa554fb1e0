"""The edge of a submission: text in, a checked `Submission` out, or every fault at once."""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import filterfalse
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from threshold.assessment.answers import UnusableAnswer, read
from threshold.assessment.pack import Mode, Pack
from threshold.intake.submission import Answer, ConsentKind, Submission
from threshold.web.problem import Fault, Problem, pointer
from threshold.web.strict_json import UnreadableJson, parse

LARGEST = 64 * 1024
"""Bytes of the largest submission taken; a full one has about six thousand."""

Document = dict[str, Any]
Answers = Mapping[str, Mapping[str, Answer]]
_UNKNOWN_FIELD = frozenset({"unexpected_keyword_argument", "extra_forbidden"})
_MISSING_FIELD = frozenset({"missing", "missing_argument", "missing_keyword_only_argument"})


@cache
def form() -> TypeAdapter[Submission]:
    """The checker of submissions; made once a process, since making it is dear."""
    return TypeAdapter(Submission)


def read_submission(text: str, packs: Mapping[str, Pack]) -> Submission:
    """The submission in a JSON text.

    Raises:
        Problem: 400 with every fault, each by pointer and rule. No fault repeats what was sent,
            a name of an unknown field included.
    """
    try:
        document = parse(text)
    except UnreadableJson as error:
        raise _bad(Fault("#", str(error))) from None
    faults, submission = [], None
    try:
        submission = form().validate_json(text)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False, include_context=False)
        faults = list(dict.fromkeys(map(_fault, filterfalse(_within_answers, details))))
    if isinstance(document, dict):
        named = {fault.pointer for fault in faults}
        faults += [fault for fault in _rules(document, packs) if fault.pointer not in named]
    if submission is None or faults:
        raise _bad(*faults)
    return submission


def read_answers(text: str, packs: Mapping[str, Pack]) -> Answers:
    """The later answers in a JSON text: `{"answers": {instrument: {item: answer}}}`, nothing else.

    Raises:
        Problem: 400 with every fault.
    """
    try:
        document = parse(text)
    except UnreadableJson as error:
        raise _bad(Fault("#", str(error))) from None
    if not isinstance(document, dict) or document.keys() != {"answers"}:
        raise _bad(Fault("#", "must be an object with answers and nothing else"))
    answers = document["answers"]
    if not isinstance(answers, dict) or not answers:
        raise _bad(Fault("#/answers", "must be an object of answers by instrument"))
    if faults := tuple(_instrument_faults(answers, packs)):
        raise _bad(*faults)
    return answers


def _bad(*faults: Fault) -> Problem:
    return Problem(400, "The submission cannot be used as it is.", faults)


def _within_answers(error: ErrorDetails) -> bool:
    """Whether a pack is to check it: it knows the items, and a name a sender made up may tell."""
    return error["loc"][:1] == ("answers",) and len(error["loc"]) > 1


def _fault(error: ErrorDetails) -> Fault:
    kind, place = error["type"], error["loc"]
    if kind in _UNKNOWN_FIELD:
        return Fault(pointer(*place[:-1]), "has a field that is not known here")
    if kind in _MISSING_FIELD:
        return Fault(pointer(*place), "is required")
    return Fault(pointer(*place), error["msg"].removeprefix("Value error, "))


def _rules(document: Document, packs: Mapping[str, Pack]) -> Iterator[Fault]:
    """The rules that no field alone can break, on a document whose fields may be broken too."""
    contact, location = _object(document, "contact"), _object(document, "location")
    if not (contact.get("phone") or contact.get("email") or location.get("call_back_phone")):
        yield Fault("#/contact", "needs a phone number or an email address")
    consents = document.get("consents")
    if isinstance(consents, list):
        kinds = [str(consent.get("kind")) for consent in consents if isinstance(consent, dict)]
        if len(set(kinds)) < len(kinds):
            yield Fault("#/consents", "has two consents of one kind")
        for place, consent in enumerate(consents):
            if isinstance(consent, dict) and consent.get("covers") and not _of_messages(consent):
                yield Fault(pointer("consents", place, "covers"), "is for messages alone")
    yield from _instrument_faults(_object(document, "answers"), packs)


def _of_messages(consent: Document) -> bool:
    return consent.get("kind") == ConsentKind.MESSAGES


def _instrument_faults(answers: Document, packs: Mapping[str, Pack]) -> Iterator[Fault]:
    if answers.keys() - packs.keys():
        yield Fault("#/answers", "has an instrument that is not used here")
    for instrument in answers.keys() & packs.keys():
        yield from _answer_faults(packs[instrument], answers[instrument])


def _object(document: Document, name: str) -> Document:
    part = document.get(name)
    return part if isinstance(part, dict) else {}


def _answer_faults(pack: Pack, answers: object) -> Iterator[Fault]:
    if not isinstance(answers, dict):
        yield Fault(pointer("answers", pack.id), "must be an object of answers by item")
        return
    if pack.off or pack.mode is Mode.CLINICIAN:
        yield Fault(pointer("answers", pack.id), "is entered by a clinician, not here")
        return
    known = {item.id for item in pack.items}
    if answers.keys() - known:
        yield Fault(pointer("answers", pack.id), "has an item the instrument does not have")
    for item in answers.keys() & known:
        try:
            read(pack, {item: answers[item]})
        except UnusableAnswer as error:
            yield Fault(pointer("answers", pack.id, item), error.rule)


def idempotency_key(header: str | None) -> str | None:
    """The caller's idempotency key, None where none was sent.

    Raises:
        Problem: 400 for one that is empty, longer than 255, or not visible ASCII.
    """
    if header is None:
        return None
    if not 1 <= len(header) <= 255 or not all(32 < ord(char) < 127 for char in header):
        raise Problem(400, "Idempotency-Key must be 1 to 255 visible ASCII characters.")
    return header
