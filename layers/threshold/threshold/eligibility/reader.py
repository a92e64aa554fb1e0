"""Reads whatever a payer sent back."""

from datetime import date

from threshold.eligibility.answer.coverage import read_coverage
from threshold.eligibility.answer.model import Answer, Kind, Outcome
from threshold.eligibility.x12.body import NotX12
from threshold.eligibility.x12.interchange import Transaction, transactions


def read(body: str | bytes, as_of: date | None = None) -> tuple[Answer, ...]:
    """One answer for each transaction in a body, at least one. Never raises, whatever the body.

    as_of is today. It tells coverage that begins later from coverage that is active, and is used
    only where the answer carries no date of its own, so that an old answer reads the same always.
    """
    try:
        found = transactions(body)
    except NotX12 as fault:
        return (_unreadable(str(fault)),)
    return tuple([_read(transaction, as_of) for transaction in found])


def _read(transaction: Transaction, as_of: date | None) -> Answer:
    if transaction.kind == "271":
        return read_coverage(transaction, as_of)
    # Seldom: an import at the top would be paid by every cold start.
    from threshold.eligibility.answer.acknowledgements import read_999, read_ta1

    match transaction.kind:
        case "999" | "997":
            return read_999(transaction)
        case "TA1":
            return read_ta1(transaction)
        case "270":
            return _unreadable("a 270: a question, where an answer belongs", transaction.warnings)
        case _:
            return _unreadable("a transaction that is no answer to a 270", transaction.warnings)


def _unreadable(why: str, warnings: tuple[str, ...] = ()) -> Answer:
    return Answer(Kind.UNREADABLE, Outcome.TRANSPORT_ERROR, warnings=(why, *warnings))
