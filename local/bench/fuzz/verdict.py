"""What must hold of any body a payer could send, judged without the reader's own code."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from local.bench.fuzz.contract import breaches
from local.bench.fuzz.mutations import Mutant
from threshold.eligibility.answer.model import Answer, Kind, Outcome, YesNo
from threshold.eligibility.answer_json import as_json
from threshold.eligibility.card import explain

Reader = Callable[[bytes], Sequence[Answer]]

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_SPACES = " \t\r\n"
_BEHAVIORAL = r"(?:MH|A4|A6|A8|BB|BC|CF|CH|AI|AJ|AK|CJ)"
# An EB whose code is one of these, whatever separates its elements.
_SAID = {
    Outcome.ACTIVE: re.compile(r"EB\W+[1-4](?:\W|$)"),
    Outcome.ACTIVE_PENDING: re.compile(r"EB\W+5(?:\W|$)"),
    Outcome.NOT_YET_ACTIVE: re.compile(r"EB\W+[1-5](?:\W|$)"),
    Outcome.INACTIVE: re.compile(r"EB\W+[678](?:\W|$)"),
    **dict.fromkeys(
        (Outcome.REJECTED, Outcome.RETRY, Outcome.CONFIG_ERROR), re.compile(r"AAA|TA1|[IA]K[59]")
    ),
}
_TOLD_LOST = {
    "an interchange that cannot be read or is cut short",
    "the interchange holds no transaction",
    "text before the interchange",
    "text after the interchange",
}
_COVERED = {
    YesNo.YES: re.compile(rf"EB\W+[1-4]\W.*?{_BEHAVIORAL}", re.IGNORECASE | re.DOTALL),
    YesNo.NO: re.compile(r"EB\W+[678IE](?:\W|$)"),
}


def faults(mutant: Mutant, read: Reader) -> list[str]:
    """What a reader makes of a damaged body and must not."""
    try:
        answers = read(mutant.body)
        again = read(mutant.body)
        lines = [as_json(answer) for answer in answers]
        json.dumps(lines)
        cards = [explain(answer) for answer in answers]
    except Exception as error:  # noqa: BLE001 - whatever it raises is the fault looked for
        return [f"raises {type(error).__name__}"]
    if not answers or not all(cards):
        return ["gives no answer"]
    found = ["reads otherwise the second time"] if again != answers else []
    found += chain.from_iterable(map(breaches, lines))
    found += chain.from_iterable(_unsupported(answer, _texts(mutant.body)) for answer in answers)
    if mutant.marks:
        found += _lost(mutant.body.decode(), mutant.marks, answers)
    return found


def _texts(body: bytes) -> list[str]:
    """The body as text, as sent and without control characters, by which nothing may be missed."""
    codings = ("utf-16", "utf-8", "latin-1")
    texts = [body.decode(coding, "ignore") for coding in codings]
    return [*texts, *(_CONTROL.sub("", text) for text in texts)]


def _unsupported(answer: Answer, texts: Sequence[str]) -> Iterator[str]:
    """What an answer states though no segment of the body says it."""
    said = _SAID.get(answer.outcome)
    if said and not any(map(said.search, texts)):
        yield f"is {answer.outcome} and nothing says so"
    covered = _COVERED.get(answer.behavioral_health.covered)
    if covered and not any(map(covered.search, texts)):
        yield f"covered is {answer.behavioral_health.covered} and nothing says so"
    if answer.outcome is Outcome.TRANSPORT_ERROR and answer.benefits:
        yield "states benefits of a lost answer"
    if answer.outcome is Outcome.ACTIVE and not _has_active(answer):
        yield "is active without an active benefit of the patient's own plan"


def _has_active(answer: Answer) -> bool:
    return any(b.kind == "active" and "other_plan" not in b.flags for b in answer.benefits)


def _lost(text: str, marks: str, answers: Sequence[Answer]) -> Iterator[str]:
    """Rejections that were sent and are not told, and ends that are missing and not noticed."""
    element, end = marks[0], marks[1]
    *pieces, rest = text.split(end)
    segments = [[part.strip(_SPACES) for part in piece.split(element)] for piece in pieces]
    segments = [segment for segment in segments if segment != [""]]
    sent = _rejections(segments)
    told = [one.code for a in answers if a.kind is Kind.ELIGIBILITY for one in a.rejections]
    if told != sent and not _says_lost(answers):
        yield f"tells {len(told)} rejections of {len(sent)}"
    tags = [segment[0] for segment in segments]
    last = len(tags) - tags[::-1].index("ISA") if "ISA" in tags else 0
    ended = "IEA" in tags[last:] or rest.strip(_SPACES).startswith("IEA")
    if not ended and answers[-1].outcome is not Outcome.TRANSPORT_ERROR:
        yield "does not notice that the end is missing"


def _says_lost(answers: Sequence[Answer]) -> bool:
    """Whether a person is told that something in the body was not read."""
    return not _TOLD_LOST.isdisjoint(chain.from_iterable(one.warnings for one in answers))


def _rejections(segments: Sequence[Sequence[str]]) -> list[str]:
    """AAA03 of every AAA within a 271, by walking from segment to segment."""
    found = []
    within_interchange = within_271 = False
    for segment in segments:
        tag = segment[0]
        if tag == "ISA":
            within_interchange, within_271 = True, False
        elif tag == "ST":
            within_271 = within_interchange and segment[1:2] == ["271"]
        elif tag in ("GS", "SE", "GE", "IEA"):
            # An IEA without elements ends a transaction, and no interchange.
            ends = tag == "IEA" and len(segment) > 1
            within_interchange, within_271 = within_interchange and not ends, False
        elif tag == "AAA" and within_271:
            found.append(segment[3] if len(segment) > 3 else "")
    return found
