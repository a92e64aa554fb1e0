"""An answer for a person: the coverage card in text, each line with the segments it rests on."""

from collections.abc import Iterable, Iterator

from threshold.eligibility.answer.model import (
    Answer,
    Authorization,
    Benefit,
    Network,
    Outcome,
    Segments,
    YesNo,
)
from threshold.eligibility.answer_json import money, quantity

_OUTCOMES = {
    Outcome.ACTIVE: "Coverage is active",
    Outcome.ACTIVE_PENDING: "Coverage is active, pending an investigation by the payer",
    Outcome.NOT_YET_ACTIVE: "Coverage has not begun yet",
    Outcome.INACTIVE: "Coverage is inactive",
    Outcome.REJECTED: "The payer did not accept the question as asked",
    Outcome.RETRY: "The payer cannot answer now: ask again later",
    Outcome.CONFIG_ERROR: "Ours to mend: the payer did not accept our request",
    Outcome.TRANSPORT_ERROR: "No whole answer arrived: ask again",
    Outcome.UNKNOWN: "The answer does not settle whether coverage is active",
}
_NETWORKS = {
    Network.IN: "in network",
    Network.OUT: "out of network",
    Network.BOTH: "in and out of network",
    Network.NOT_SAID: "network not said",
    Network.UNKNOWN: "network unknown to the payer",
}
_NOT_SAID = "not said"


def explain(answer: Answer) -> str:
    """The coverage card: outcome, plan, dates, behavioral care, benefits, rejections, warnings."""
    return "\n".join(_lines(answer)) + "\n"


def outcome(answer: Answer) -> str:
    """What an answer comes to, in words."""
    return f"{_OUTCOMES[answer.outcome]} ({answer.kind})"


def _lines(answer: Answer) -> Iterator[str]:
    rests_on = answer.outcome_segments or tuple(one.segment for one in answer.rejections)
    yield _line(outcome(answer), rests_on)
    yield from _rejections(answer)
    if answer.patient and answer.outcome not in (Outcome.REJECTED, Outcome.TRANSPORT_ERROR):
        yield from _plan(answer)
        yield from _behavioral_health(answer)
        yield from _others(answer)
        stated = (_line(f"  {statement(one)}", (one.segment,)) for one in answer.benefits)
        yield from _section("Benefits", stated)
    yield from _section("Mind", (f"  {warning}" for warning in answer.warnings))


def _rejections(answer: Answer) -> Iterator[str]:
    yield from _section(
        "Rejected",
        (
            _line(f"  {r.loop} {r.code}: {r.owner}, {r.next_step}", (r.segment,))
            for r in answer.rejections
        ),
    )


def _plan(answer: Answer) -> Iterator[str]:
    plan, dates = answer.plan, answer.coverage_dates
    lines = [
        f"  Patient: {answer.patient}",
        _line(
            f"  Name: {plan.name or _NOT_SAID}", (plan.name_segment,) if plan.name_segment else ()
        ),
        f"  Type: {plan.type} (evidence {plan.confidence}), {_words(plan.line_of_business)}",
        *(_line(f"    {line.text}", (line.segment,)) for line in plan.evidence),
        _line(f"  From {dates.begin or _NOT_SAID} to {dates.end or _NOT_SAID}", dates.segments),
    ]
    yield from _section("Plan", lines)


def _behavioral_health(answer: Answer) -> Iterator[str]:
    found = answer.behavioral_health
    by = f" (by service type {found.answered_by})" if found.answered_by else ""
    facts: tuple[tuple[str, YesNo | Authorization, str, Segments], ...] = (
        ("Covered", found.covered, by, found.covered_segments),
        ("By telehealth", found.telehealth, "", found.telehealth_segments),
        (
            "Prior authorization", found.prior_authorization, "",
            found.prior_authorization_segments,
        ),
    )  # fmt: skip
    yield from _section(
        "Behavioral health, outpatient",
        (_line(f"  {name}: {_words(said)}{more}", at) for name, said, more, at in facts),
    )


def _others(answer: Answer) -> Iterator[str]:
    lines = [
        _line(f"  {p.name or 'not named'}, {p.order or 'order not said'}"
              f", payer id {p.payer_id or _NOT_SAID}", (p.segment,))
        for p in answer.other_payers
    ]  # fmt: skip
    yield from _section("Other payers", lines)
    if carve_out := answer.carve_out:
        told = (
            f"  Ask {carve_out.name or 'an organization not named'}"
            f", payer id {carve_out.payer_id or _NOT_SAID}, phone {carve_out.phone or _NOT_SAID}"
        )
        yield from _section("Behavioral care is administered elsewhere",
                            [_line(told, (carve_out.segment,))])  # fmt: skip


def statement(benefit: Benefit) -> str:
    """One statement of the payer in words, such as "MH: copay, individual, in network, $30.00"."""
    named = " ".join(benefit.service_types) or "any service"
    about = [
        _words(benefit.kind), benefit.level and _words(benefit.level), _NETWORKS[benefit.network],
        benefit.period and _words(benefit.period), *_values(benefit), *_conditions(benefit),
    ]  # fmt: skip
    return f"{named}: " + ", ".join(part for part in about if part)


def _values(benefit: Benefit) -> Iterator[str]:
    if benefit.amount is not None:
        yield f"${money(benefit.amount)}"
    if benefit.percent is not None:
        yield f"{quantity(benefit.percent * 100)} %"
    if benefit.quantity is not None:
        yield f"{quantity(benefit.quantity)} {_words(benefit.quantity_unit or 'units')}"


def _conditions(benefit: Benefit) -> Iterator[str]:
    if benefit.prior_authorization is not Authorization.NOT_SAID:
        yield f"prior authorization {benefit.prior_authorization}"
    if benefit.procedure:
        yield f"procedure {benefit.procedure}"
    if benefit.place_of_service:
        yield "place of service " + " ".join(benefit.place_of_service)
    yield from (f'"{message}"' for message in benefit.messages)
    yield from (f"[{_words(flag)}]" for flag in benefit.flags)


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield from ("", title, *found)


def _line(text: str, segments: Segments) -> str:
    if not segments:
        return text
    word = "segment" if len(segments) == 1 else "segments"
    return f"{text}  <{word} {', '.join(map(str, segments))}>"


def _words(code: str) -> str:
    return str(code).replace("_", " ")
