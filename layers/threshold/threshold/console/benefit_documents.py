"""Sheets, call scripts and estimates as JSON documents. What is missing is null, and named so."""

from collections.abc import Sequence

from threshold.benefits.bounds import Bounds
from threshold.benefits.call_script import CallScript
from threshold.benefits.course import Course
from threshold.benefits.estimate import CannotEstimate, Estimate
from threshold.benefits.facts import Fact, Sheet
from threshold.benefits.fields import Field
from threshold.benefits.parity import ParityQuestion
from threshold.benefits.questions import FIELDS, TOPICS
from threshold.benefits.values import text_of
from threshold.eligibility.answer_json import money

Document = dict[str, object]


def sheet_document(sheet: Sheet) -> list[Document]:
    """Every line of the sheet, in its order; `missing` where nothing that still holds is known."""
    return [_line(sheet, field) for field in FIELDS]


def _line(sheet: Sheet, field: Field) -> Document:
    stated = [fact for fact in sheet.facts if fact.field == field]
    expired = [fact for fact in stated if not fact.holds_on(sheet.on)]
    values = sheet.values(field)
    return {
        **field_document(field),
        "missing": not values,
        "contradictory": len(values) > 1,
        "values": [_fact(fact) for fact in stated if fact not in expired],
        "expired": [_fact(fact) for fact in expired],
    }


def field_document(field: Field) -> Document:
    """A field as it is named in `record_benefits`, and in words."""
    return {
        "field": field.topic,
        "network": field.network,
        "level": field.level,
        "name": field.name,
        "form": TOPICS[field.topic].form,
    }


def _fact(fact: Fact) -> Document:
    call, recorded = fact.call, fact.recorded
    return {
        "value": text_of(TOPICS[fact.field.topic].form, fact.value),
        "source": fact.source,
        "segments": [*fact.segments],
        "note": fact.note or None,
        "said_on": fact.said_on.isoformat(),
        "expires_on": fact.expires_on.isoformat(),
        "representative": call.representative if call else None,
        "reference": call.reference if call else None,
        "id": recorded.id if recorded else None,
        "recorded_by": recorded.by if recorded else None,
        "recorded_at": recorded.at.isoformat() if recorded else None,
    }


def script_document(script: CallScript) -> Document:
    """What staff can refer to, and what they ask, in order."""
    questions = [
        {
            **field_document(question.field),
            "question": question.text,
            "stated": [*question.stated],
        }
        for question in script.questions
    ]
    return {"known": [*script.known], "questions": questions}


def parity_documents(questions: Sequence[ParityQuestion]) -> list[Document]:
    """Possible parity questions, as questions."""
    return [{"question": one.text, "segments": [*one.segments]} for one in questions]


def estimate_document(found: Estimate | CannotEstimate) -> Document:
    """The range and the weeks, or the reasons why there is none; amounts in US dollars."""
    if isinstance(found, CannotEstimate):
        none = dict.fromkeys(("total", "weeks", "deductible_met", "out_of_pocket_met"))
        return {
            "given": False,
            "reasons": [*found.reasons],
            **none,
            "plan_year_starts": None,
            "assumptions": [],
        }
    both = (found.low, found.high)
    return {
        "given": True,
        "reasons": [],
        "total": _range(found.total),
        "weeks": [
            {
                "week": week.number,
                "begins": week.begins.isoformat(),
                "charged": money(week.charged),
                "paid_so_far": _range(week.paid_so_far),
            }
            for week in found.weeks
        ],
        "deductible_met": _at_best_and_worst(*(_met(one.deductible_met_in) for one in both)),
        "out_of_pocket_met": _at_best_and_worst(*(_met(one.out_of_pocket_met_in) for one in both)),
        "plan_year_starts": _at_best_and_worst(*map(_turn, both)),
        "assumptions": [*found.assumptions],
    }


def _range(bounds: Bounds) -> Document:
    return {"low": money(bounds.low), "high": money(bounds.high)}


def _at_best_and_worst(low: Document, high: Document) -> Document:
    return {"low": low, "high": high}


def _met(week: int | None) -> Document:
    """When an amount is met: before care starts, in a week, or not in this plan year of it."""
    if week is None:
        return {"when": "not_met", "week": None}
    return {"when": "in_week", "week": week} if week else {"when": "before", "week": None}


def _turn(course: Course) -> Document:
    """The week in which a new plan year starts, from which amounts count anew."""
    week = next((one.number for one in course.weeks if one.plan_years), None)
    return {"when": "in_week" if week else "not_in_episode", "week": week}
