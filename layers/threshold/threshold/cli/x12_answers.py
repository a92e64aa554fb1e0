"""`threshold x12 read` and `threshold x12 explain`."""

from collections.abc import Iterator
from datetime import UTC, datetime

from threshold.cli.documents import json_line, read_bytes
from threshold.eligibility import reader
from threshold.eligibility.answer.model import Answer
from threshold.eligibility.answer_json import as_json
from threshold.eligibility.card import explain as card


def read(file: str) -> Iterator[str]:
    """A line of JSON for each transaction; whatever is not X12 is one that is unreadable.

    Raises:
        UnusableInput: the file cannot be read.
    """
    return (json_line(as_json(answer)) for answer in _answers(file))


def explain(file: str) -> Iterator[str]:
    """A coverage card for each transaction, with an empty line between two.

    Raises:
        UnusableInput: the file cannot be read.
    """
    yield "\n".join(map(card, _answers(file)))


def _answers(file: str) -> tuple[Answer, ...]:
    return reader.read(read_bytes(file), datetime.now(UTC).date())
