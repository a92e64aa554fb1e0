"""The schemas of the benefits view and of `record_benefits`, for the OpenAPI document."""

from typing import Any

from threshold.benefits.facts import Source
from threshold.benefits.fields import Care, Form, Topic
from threshold.benefits.told import Party
from threshold.decision.coverage import Standing
from threshold.intake.submission import PaymentPath

_DAY = {"type": "string", "format": "date"}
_MONEY = {"type": "string", "pattern": r"^\d+\.\d{2}$", "description": "US dollars."}
_TEXTS = {"type": "array", "items": {"type": "string"}}
_NETWORK, _LEVEL = ["in", "out"], ["individual", "family"]


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _object(properties: dict[str, Any], *optional: str) -> dict[str, Any]:
    return {
        "type": "object",
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
        "properties": properties,
    }


def _list(of: dict[str, Any], most: int | None = None) -> dict[str, Any]:
    return {"type": "array", "items": of} | ({"maxItems": most} if most else {})


_TEXT = {"type": "string"}
_TOLD = _object(
    {
        "field": {"enum": [str(topic) for topic in Topic]},
        "network": {"enum": _NETWORK, "description": "Where the field has one."},
        "level": {"enum": _LEVEL, "description": "Where the field has one."},
        "value": {
            "type": "string",
            "description": 'By the form of the field: "1500.00", "0.20", "yes", a date, text.',
        },
        "source": {"enum": [Source.PHONE, Source.PORTAL, Source.CARD]},
        "said_on": _DAY,
        "party": {"enum": [str(party) for party in Party], "default": "plan"},
        "representative": {"type": "string", "maxLength": 80, "description": "By phone alone."},
        "reference": {"type": "string", "maxLength": 80, "description": "By phone alone."},
    },
    "network", "level", "party", "representative", "reference",
)  # fmt: skip
RECORD_BENEFITS = _object(
    {
        "action": {"const": "record_benefits"},
        "facts": _list(_TOLD, 100),
        "takes_back": {**_list(_TEXT, 100), "description": "Ids of facts that were mistaken."},
        "household": _object(
            {"yearly_income": _MONEY, "people": {"type": "integer", "minimum": 1, "maximum": 30}}
        ),
        "first_day": {**_DAY, "description": "When care is planned to begin."},
        "version": {
            "type": "integer",
            "minimum": 1,
            "description": "Of the intake, as the caller saw it.",
        },
    },
    "facts", "takes_back", "household", "first_day", "version",
)  # fmt: skip
"""All or nothing is stored, beside what was recorded before."""

_FIELD = {
    "field": {"enum": [str(topic) for topic in Topic]},
    "network": _or_null({"enum": _NETWORK}),
    "level": _or_null({"enum": _LEVEL}),
    "name": _TEXT,
    "form": {"enum": [str(form) for form in Form]},
}
_FACT = _object(
    {
        "value": _TEXT,
        "source": {"enum": [str(source) for source in Source]},
        "segments": _list({"type": "integer"}),
        "note": _or_null(_TEXT),
        "said_on": _DAY,
        "expires_on": {**_DAY, "description": "The first day on which it must be asked again."},
        **dict.fromkeys(("representative", "reference", "id", "recorded_by"), _or_null(_TEXT)),
        "recorded_at": _or_null({"type": "string", "format": "date-time"}),
    }
)
_LINE = _object(
    {
        **_FIELD,
        "missing": {"type": "boolean"},
        "contradictory": {"type": "boolean"},
        "values": _list(_FACT),
        "expired": _list(_FACT),
    }
)
_CALL = {
    "description": "Only `barred` where staff may not call.",
    "type": "object",
    "required": ["barred"],
    "properties": {
        "barred": _or_null({"enum": [str(standing) for standing in Standing]}),
        "missing": _TEXTS,
        "known": _TEXTS,
        "questions": _list(_object({**_FIELD, "question": _TEXT, "stated": _TEXTS})),
    },
}
_RANGE = _object({"low": _MONEY, "high": _MONEY})
_WHEN = _object(
    {
        "when": {"enum": ["before", "in_week", "not_met", "not_in_episode"]},
        "week": _or_null({"type": "integer"}),
    }
)
_AT_BOTH = _or_null(_object({"low": _WHEN, "high": _WHEN}))
_WEEK = _object(
    {
        "week": {"type": "integer"},
        "begins": _DAY,
        "charged": _MONEY,
        "paid_so_far": _RANGE,
    }
)
_ESTIMATE = _object(
    {
        "given": {"type": "boolean"},
        "reasons": {**_TEXTS, "description": "Why none is given."},
        "total": _or_null(_RANGE),
        "weeks": _or_null(_list(_WEEK)),
        "deductible_met": _AT_BOTH,
        "out_of_pocket_met": _AT_BOTH,
        "plan_year_starts": _AT_BOTH,
        "assumptions": _TEXTS,
    }
)
_PAYER = _object(
    {
        "care": {"enum": [str(care) for care in Care]},
        "party": {"enum": [str(party) for party in Party]},
        "payer_id": _or_null(_TEXT),
        "name": _or_null(_TEXT),
        "counts": {
            "type": "boolean",
            "description": "Whether behavioral benefits are this payer's to give.",
        },
        "sheet": _list(_LINE),
        "call": _CALL,
        "parity_questions": _list(
            _object({"question": _TEXT, "segments": _list({"type": "integer"})})
        ),
        "estimates": _object({"in_network": _ESTIMATE, "out_of_network": _ESTIMATE}),
    }
)
_SELF_PAY = _object(
    {
        "care": {"enum": [str(care) for care in Care]},
        "reasons": {**_TEXTS, "description": "Why there is no draft."},
        "due_on": _DAY,
        "due_if_scheduled_today": _or_null(_DAY),
        "draft": _or_null({"type": "object"}),
    }
)
BENEFITS = _object(
    {
        "intake_id": _TEXT,
        "version": {"type": "integer"},
        "on": _DAY,
        "payment_path": _or_null({"enum": [str(path) for path in PaymentPath]}),
        "wants_assistance": _or_null({"type": "boolean"}),
        "coverage": _or_null({"type": "object"}),
        "first_day": _or_null(_DAY),
        "payers": _list(_PAYER),
        "household": _or_null(_object({"yearly_income": _MONEY, "people": {"type": "integer"}})),
        "assistance": {"type": "object"},
        "good_faith_estimates": _list(_SELF_PAY),
    }
)
"""What is missing is null or empty, and named as missing; never 0."""
