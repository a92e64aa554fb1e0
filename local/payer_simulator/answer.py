"""The 271: an inquiry's own header, names and trace, with what the insurer says."""

from datetime import date, timedelta
from itertools import chain

from local.payer_simulator.inquiry import Inquiry
from local.payer_simulator.interchange import Segment, answer_envelope, put_together
from local.payer_simulator.plans import Plan
from local.payer_simulator.rejections import REJECTIONS, Rejection

PAYLOAD_TYPE_271 = "X12_271_Response_005010X279A1"
_PLAN_ITSELF = "30"


def coverage(inquiry: Inquiry, plan: Plan, rejections: tuple[str, ...] = ()) -> str:
    """Answer with what a plan says of the service types asked for.

    rejections: AAA codes that stand beside the coverage, in the patient's loop.
    """
    said = _about(inquiry, plan)
    person = inquiry.dependent or inquiry.subscriber
    patient = [
        person[0],
        *_lines(inquiry, plan.references),
        *(_aaa(REJECTIONS[code]) for code in rejections),
        *person[1:],
        *_lines(inquiry, plan.dates),
        *_lines(inquiry, said),
    ]
    return _write(inquiry, [*_down_to(inquiry, "D" if inquiry.dependent else "C"), *patient])


def refusal(inquiry: Inquiry, codes: tuple[str, ...]) -> str:
    """Answer with AAA segments, all in the loop where the first of the codes belongs."""
    rows = [REJECTIONS[code] for code in codes]
    loop = _loop(inquiry, rows[0])
    level = {"E": "D" if inquiry.dependent else "C"}.get(loop, loop)
    named = {"A": [inquiry.payer], "B": [inquiry.provider]}.get(level) or [
        *(inquiry.dependent if level == "D" else inquiry.subscriber)
    ]
    refused = [_aaa(row) for row in rows]
    if loop == "E":
        body = [*named, ["EB", "V", "", _repeated(inquiry)], *refused]
    else:
        body = [named[0], *refused, *named[1:]]
    return _write(inquiry, [*_down_to(inquiry, level), *body])


def _aaa(rejection: Rejection) -> Segment:
    return ["AAA", rejection.valid, "", rejection.code, rejection.follow_up]


def _loop(inquiry: Inquiry, rejection: Rejection) -> str:
    if inquiry.dependent:
        return "D" if "D" in rejection.loops else rejection.loops[0]
    # Payers put a patient's fault on the subscriber when no dependent was asked about.
    return "C" if rejection.loops == "D" else rejection.loops[0]


def _down_to(inquiry: Inquiry, level: str) -> list[Segment]:
    """Write the levels from the payer to the last one's own HL and TRN."""
    traces = [["TRN", "2", *trace[2:]] for trace in inquiry.traces]
    blocks = {
        "A": [["HL", "1", "", "20", "1"], inquiry.payer],
        "B": [["HL", "2", "1", "21", "1"], inquiry.provider],
        "C": [["HL", "3", "2", "22", "1"], *inquiry.subscriber],
        "D": [["HL", "4", "3", "23", "1"]],
    }
    above = [blocks[letter] for letter in "ABCD" if letter < level]
    last = [*blocks[level][0][:4], "0"]
    return [*chain.from_iterable(above), last, *(traces if level in "CD" else [])]


def _write(inquiry: Inquiry, levels: list[Segment]) -> str:
    question = inquiry.interchange.segments
    beginning = [
        ["ST", "271", question[2][2], "005010X279A1"],
        ["BHT", "0022", "11", inquiry.reference, *question[3][4:6]],
    ]
    envelope = answer_envelope(inquiry.interchange, "HB", "005010X279A1", beginning + levels)
    return put_together(envelope, inquiry.interchange.separators)


def _about(inquiry: Inquiry, plan: Plan) -> list[str]:
    """Keep what is told of the plan itself and of what was asked; 30 asks for all `benefits`."""
    asked = {*inquiry.service_types}
    named = _of(plan.when_asked, asked - {_PLAN_ITSELF})
    if _PLAN_ITSELF in asked:
        return [*plan.benefits, *named]
    return [*_of(plan.benefits, {_PLAN_ITSELF, *asked}), *named]


def _of(benefits: tuple[str, ...], wanted: set[str]) -> list[str]:
    kept: list[str] = []
    keep = False
    for line in benefits:
        if line.startswith("EB*"):
            types = ([*line.split("*"), "", ""][3] or _PLAN_ITSELF).split("^")
            keep = not wanted.isdisjoint(types)
        if keep:
            kept.append(line)
    return kept


def _lines(inquiry: Inquiry, lines: tuple[str, ...] | list[str]) -> list[Segment]:
    repetition = inquiry.interchange.separators.repetition
    dates = _dates(inquiry.asked_on)
    filled = (line.format_map(dates).replace("^", repetition) for line in lines)
    return [line.split("*") for line in filled]


def _dates(today: date) -> dict[str, str]:
    year_begin = today.replace(month=1, day=1)
    moments = {
        "today": today,
        "year_begin": year_begin,
        "last_year_end": year_begin - timedelta(days=1),
        "year_end": year_begin.replace(month=12, day=31),
        "next_month": (today.replace(day=1) + timedelta(days=32)).replace(day=1),
    }
    return {name: f"{moment:%Y%m%d}" for name, moment in moments.items()}


def _repeated(inquiry: Inquiry) -> str:
    return inquiry.interchange.separators.repetition.join(inquiry.service_types)
