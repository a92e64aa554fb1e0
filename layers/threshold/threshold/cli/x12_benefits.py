"""`threshold x12 benefits`: a verification of benefits from a payer's answer alone."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from threshold.benefits.call_script import call_script
from threshold.benefits.estimate import open_points
from threshold.benefits.facts import Sheet
from threshold.benefits.fields import Care, Topic
from threshold.benefits.from_answer import sheet
from threshold.benefits.parity import parity_questions
from threshold.benefits.relevance import BILLING_CODES, REVENUE_CODES
from threshold.cli.benefits_text import payer_as_text
from threshold.cli.documents import read_bytes
from threshold.cli.triage import program_in
from threshold.console.benefit_documents import (
    Document,
    estimate_document,
    parity_documents,
    script_document,
    sheet_document,
)
from threshold.eligibility.answer.model import Answer, Kind, Network
from threshold.eligibility.card import explain
from threshold.eligibility.reader import read
from threshold.program.billing import billing_of
from threshold.program.model import Program
from threshold.use_cases.estimating import NO_RATE, estimated, start_of

_NETWORKS = {"in_network": Network.IN, "out_of_network": Network.OUT}


def benefits(file: str, care: Care, program_file: str | None) -> Iterator[str]:
    """Sheet, call script and estimates of each 271; whatever else was sent, explained.

    Raises:
        UnusableInput: a file cannot be read, or the program's is not a configuration.
    """
    program = program_in(program_file, "--program") if program_file else None
    today = datetime.now(UTC).date()
    texts = [
        _text(answer, care, program, today) if answer.kind is Kind.ELIGIBILITY else explain(answer)
        for answer in read(read_bytes(file), today)
    ]
    yield "\n".join(texts)


def _text(answer: Answer, care: Care, program: Program | None, today: date) -> str:
    made = sheet(answer, None, (), care, answered_on=today, on=today)
    call: Document = {
        "barred": None,
        "billing_code": BILLING_CODES[care],
        "revenue_code": REVENUE_CODES[care],
        "npi": program.provider.npi if program else None,
        "tax_number": billing_of(program).tax_number if program else None,
    }
    missing = [name for name, value in call.items() if value is None and name != "barred"]
    return payer_as_text(
        {
            "name": answer.plan.name,
            "party": "plan",
            "care": care,
            "counts": not made.named(Topic.ADMINISTRATOR),
            "sheet": sheet_document(made),
            "call": {**call, "missing": missing, **script_document(call_script(made))},
            "parity_questions": parity_documents(parity_questions(answer)),
            "estimates": {
                name: _estimate(made, network, program, today)
                for name, network in _NETWORKS.items()
            },
        }
    )


def _estimate(made: Sheet, network: Network, program: Program | None, today: date) -> Document:
    """The estimate at the program's rates; without a program what one would need or assume."""
    if program:
        start = start_of(None, today)
        return estimate_document(estimated(made, network, None, program, start))
    return {"given": False, "reasons": [NO_RATE, *open_points(made, network)]}
