"""The edge of a submission: text in, a checked `Submission` out, or every fault at once."""

from collections.abc import Iterator, Mapping
from functools import cache

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from threshold.assessment.answers import UnusableAnswer, read
from threshold.assessment.pack import Pack
from threshold.intake.submission import Submission
from threshold.web.problem import Fault, Problem, pointer
from threshold.web.strict_json import UnreadableJson, parse

LARGEST = 64 * 1024
"""Bytes of the largest submission taken; a full one has about six thousand."""

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
        parse(text)
    except UnreadableJson as error:
        raise _bad(Fault("#", str(error))) from None
    try:
        submission = form().validate_json(text)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False, include_context=False)
        raise _bad(*dict.fromkeys(map(_fault, details))) from None
    if faults := tuple(_rules(submission, packs)):
        raise _bad(*faults)
    return submission


def _bad(*faults: Fault) -> Problem:
    return Problem(400, "The submission cannot be used as it is.", faults)


def _fault(error: ErrorDetails) -> Fault:
    kind, place = error["type"], error["loc"]
    if kind in _UNKNOWN_FIELD or "[key]" in place:
        place = place[: -2 if "[key]" in place else -1]
        return Fault(pointer(*place), "has a field that is not known here")
    if kind in _MISSING_FIELD:
        return Fault(pointer(*place), "is required")
    return Fault(pointer(*place), error["msg"].removeprefix("Value error, "))


def _rules(submission: Submission, packs: Mapping[str, Pack]) -> Iterator[Fault]:
    """The rules that one field alone cannot break."""
    contact = submission.contact
    if not (contact.phone or contact.email or submission.location.call_back_phone):
        yield Fault("#/contact", "needs a phone number or an email address")
    kinds = [consent.kind for consent in submission.consents]
    if len(set(kinds)) < len(kinds):
        yield Fault("#/consents", "has two consents of one kind")
    for instrument, answers in submission.answers.items():
        if instrument not in packs:
            yield Fault("#/answers", "has an instrument that is not used here")
            continue
        yield from _answer_faults(packs[instrument], answers)


def _answer_faults(pack: Pack, answers: Mapping[str, object]) -> Iterator[Fault]:
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
