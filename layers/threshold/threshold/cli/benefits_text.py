"""The benefits view for a person at a terminal: sheet, call, estimates, what else may help."""

from collections.abc import Iterator
from decimal import Decimal
from textwrap import wrap
from typing import Any

from threshold.eligibility.answer_json import quantity

View = Any
"""The JSON of the API's answer, or a part of it; it is read as the OpenAPI document says."""

_WIDTH = 96
_WHEN = {"before": "before care begins", "not_met": "not in these weeks of this plan year"}


class UnreadableView(ValueError):
    """The JSON is not a benefits view."""


def as_text(view: View) -> str:
    """The whole view in text.

    Raises:
        UnreadableView: a part of it is missing or of another kind.
    """
    try:
        return _printable("\n".join(_view(view)))
    except (KeyError, TypeError, AttributeError, ArithmeticError):
        raise UnreadableView from None


def payer_as_text(payer: View) -> str:
    """The benefits with one payer in text, the call and the estimates where there are any."""
    return _printable("\n".join(_payer(payer)))


def _printable(text: str) -> str:
    # Staff and payers wrote parts of it: they must not move a terminal's cursor.
    return "".join(char if char.isprintable() or char == "\n" else "?" for char in text) + "\n"


def _view(view: View) -> Iterator[str]:
    yield f"Benefits of intake {view['intake_id']} on {view['on']}, version {view['version']}"
    yield f"Pays by: {_words(view['payment_path'])}"
    coverage = view["coverage"]
    yield f"Coverage: {_words(coverage['standing'])}" if coverage else "Coverage: not verified"
    yield f"Care begins: {view['first_day'] or 'no day is recorded'}"
    for payer in view["payers"]:
        yield ""
        yield from _payer(payer)
    for one in view["good_faith_estimates"]:
        yield from _good_faith(one)
    yield from _assistance(view["assistance"])


def _payer(payer: View) -> Iterator[str]:
    who = payer["name"] or "a payer not named"
    yield f"== {who}, {_words(payer['party'])}, {_words(payer['care'])} =="
    if not payer["counts"]:
        yield "Behavioral benefits are not this payer's."
    yield from _section("Sheet", _sheet(payer["sheet"]))
    missing = [line["name"] for line in payer["sheet"] if line["missing"]]
    names = wrap("; ".join(missing), _WIDTH, initial_indent="  ", subsequent_indent="  ")
    yield from _section("Not known", names)
    yield from _call(payer["call"])
    parity = payer["parity_questions"]
    yield from _section("Possible parity questions", [_asked(one) for one in parity])
    for network, found in payer["estimates"].items():
        yield from _estimate(_words(network), found)


def _sheet(lines: View) -> Iterator[str]:
    for line in lines:
        for fact in line["values"]:
            doubt = "  ! stated in several ways" if line["contradictory"] else ""
            yield f"  {line['name']}: {_value(line, fact)}  <{_source(fact)}>{doubt}"
        for fact in line["expired"]:
            yield f"  {line['name']}: {_value(line, fact)}  <{_source(fact)}>  ! expired"


def _value(line: View, fact: View) -> str:
    note = f" ({fact['note']})" if fact["note"] else ""
    value = fact["value"]
    if line["form"] == "money":
        value = f"${value}"
    elif line["form"] == "fraction":
        value = f"{quantity(Decimal(value) * 100)} %"
    return f"{value}{note}"


def _source(fact: View) -> str:
    segments = [str(segment) for segment in fact["segments"]]
    parts = [
        fact["source"] + (f" segment {', '.join(segments)}" if segments else ""),
        fact["said_on"],
        f"until {fact['expires_on']}",
        *(f"{name} {fact[name]}" for name in ("representative", "reference", "id") if fact[name]),
        f"by {fact['recorded_by']}" if fact["recorded_by"] else "",
    ]
    return ", ".join(filter(None, parts))


def _call(call: View) -> Iterator[str]:
    if call["barred"]:
        yield from _section("Call", [f"  Do not call: {_words(call['barred'])}."])
        return
    given = [
        f"  {_words(name)}: {value}"
        for name, value in call.items()
        if name not in ("barred", "missing", "known", "questions") and value is not None
    ]
    lacking = [f"  {_words(name)}: not known" for name in call["missing"]]
    known = [f"  {line}" for line in call["known"]]
    yield from _section("Call: what to have at hand", [*given, *lacking, *known])
    yield from _section("Call: what to ask", _questions(call["questions"]))


def _questions(questions: View) -> Iterator[str]:
    for number, one in enumerate(questions, 1):
        yield f"  {number:>2}. {one['question']}"
        yield from (f"        stated: {said}" for said in one["stated"])


def _asked(one: View) -> str:
    segments = ", ".join(str(segment) for segment in one["segments"])
    return f"  {one['question']}  <segment {segments}>"


def _estimate(network: str, found: View) -> Iterator[str]:
    if not found["given"]:
        reasons = [f"  {reason}" for reason in found["reasons"]]
        yield from _section(f"No estimate, {network}", reasons)
        return
    lines = [
        f"  In all: {_range(found['total'])}",
        *(
            f"  Week {week['week']:>2}, from {week['begins']}: {_range(week['paid_so_far'])} so far"
            for week in found["weeks"]
        ),
        _moment("Deductible met", found["deductible_met"]),
        _moment("Out-of-pocket maximum met", found["out_of_pocket_met"]),
        _moment("New plan year", found["plan_year_starts"]),
        *(f"  Assumed: {assumed}" for assumed in found["assumptions"]),
    ]
    yield from _section(f"Estimate, {network}", lines)


def _range(found: View) -> str:
    low, high = found["low"], found["high"]
    return f"${low}" if low == high else f"${low} to ${high}"


def _moment(name: str, found: View) -> str:
    told = [
        f"week {one['week']}" if one["week"] else _WHEN.get(one["when"], _words(one["when"]))
        for one in (found["low"], found["high"])
    ]
    return f"  {name}: {told[0] if told[0] == told[1] else ' or '.join(told)}"


def _good_faith(one: View) -> Iterator[str]:
    draft = one["draft"]
    lines = [f"  Due on {one['due_on']}"]
    if draft is None:
        lines += [f"  No draft: {reason}" for reason in one["reasons"]]
    else:
        service = draft["service"]
        lines += [
            f"  {service['description']}, {service['code']}, ${service['charge']} a day",
            f"  {draft['frequency']}, {draft['days']} days: ${draft['total']}",
            *(f"  Still missing: {name}" for name in draft["missing"]),
        ]
    yield from _section(f"Good-faith estimate, {_words(one['care'])} (a draft)", lines)


def _assistance(found: View) -> Iterator[str]:
    percent, discount = found["percent_of_poverty"], found["discount"]
    lines = [f"  {percent} % of poverty"] if percent else []
    lines += [f"  The program's own discount: {discount} of the charge"] if discount else []
    yield from _section("Help with the cost", [*lines, *(f"  {one}" for one in found["steps"])])


def _section(title: str, lines: Any) -> Iterator[str]:
    found = list(lines)
    if found:
        yield from ("", title, *found)


def _words(code: str | None) -> str:
    return "not said" if code is None else code.replace("_", " ")
