"""`threshold x12 read`, `threshold x12 explain` and `threshold x12 replay`."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import zip_longest

from threshold.cli.documents import STANDARD_INPUT, json_line, read_bytes, read_text
from threshold.cli.errors import Unanswered, UnusableInput
from threshold.eligibility import reader
from threshold.eligibility.answer.model import Answer
from threshold.eligibility.answer_json import as_json
from threshold.eligibility.card import explain as card
from threshold.eligibility.read_270 import NotARequest, read_270
from threshold.eligibility.request_card import explain_request
from threshold.web.strict_json import UnreadableJson, parse


def read(file: str) -> Iterator[str]:
    """A line of JSON for each transaction; whatever is not X12 is one that is unreadable.

    Raises:
        UnusableInput: the file cannot be read.
    """
    return (json_line(as_json(answer)) for answer in _answers(file, _today()))


def explain(file: str) -> Iterator[str]:
    """A coverage card for each transaction, with an empty line between two; a question's own card.

    Raises:
        UnusableInput: the file cannot be read.
    """
    body = read_bytes(file)
    try:
        yield explain_request(read_270(body))
    except NotARequest:
        yield "\n".join(map(card, reader.read(body, _today())))


def replay(old: str, files: Sequence[str], as_of: date | None) -> Iterator[str]:
    """A line of JSON for each field that reads differently today than in old, an earlier output.

    The lines of old belong to the transactions of the files in order. as_of is the day they were
    read on, today where None.

    Raises:
        UnusableInput: a file cannot be read, or a line of old is no answer; a file is
            named by its place.
        Unanswered: something differs, once all of it has been told.
    """
    if [old, *files].count(STANDARD_INPUT) > 1:
        raise UnusableInput("only one of OLD and FILE may be -")
    before = _old_answers(old)
    day = as_of or _today()
    after = [
        as_json(answer)
        for place, file in enumerate(files, start=1)
        for answer in _answers(file, day, f"FILE {place}")
    ]
    differing = 0
    for number, (was, now) in enumerate(zip_longest(before, after), start=1):
        for field, one, other in _differences(was, now, ""):
            differing += 1
            yield json_line({"answer": number, "field": field, "old": one, "new": other})
    if differing:
        raise Unanswered(f"{differing} fields of {len(before)} answers would differ")


def _old_answers(file: str) -> list[dict[str, object]]:
    answers, faults = [], []
    # Not splitlines: JSON text may hold line separators of other kinds.
    for number, line in enumerate(read_text(file, "OLD").rstrip("\n").split("\n"), start=1):
        try:
            answer = parse(line)
        except UnreadableJson as error:
            faults.append(f"OLD line {number} {error}")
            continue
        if isinstance(answer, dict) and "kind" in answer:
            answers.append(answer)
        else:
            faults.append(f"OLD line {number} must be an answer as `x12 read` prints it")
    if faults:
        raise UnusableInput(*faults)
    return answers


def _differences(old: object, new: object, at: str) -> Iterator[tuple[str, object, object]]:
    """The JSON pointers at which two values differ, with both; null where one has nothing."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name in dict.fromkeys([*old, *new]):
            yield from _differences(old.get(name), new.get(name), f"{at}/{name}")
    elif isinstance(old, list) and isinstance(new, list):
        for index, (one, other) in enumerate(zip_longest(old, new)):
            yield from _differences(one, other, f"{at}/{index}")
    elif old != new:
        yield at, old, new


def _today() -> date:
    return datetime.now(UTC).date()


def _answers(file: str, as_of: date, name: str = "FILE") -> tuple[Answer, ...]:
    return reader.read(read_bytes(file, name), as_of)
