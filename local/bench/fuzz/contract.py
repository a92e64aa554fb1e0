"""The shape of one line of `threshold x12 read`, as its readers rely on it."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from threshold.eligibility.answer.model import BenefitKind, Level, Period

_Check = Callable[[object], bool]
_DECIMAL = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_KIND = "271 999 TA1 unreadable".split()
_OUTCOME = (
    "active active_pending not_yet_active inactive rejected retry config_error transport_error"
    " unknown"
).split()
_TYPE = "PPO EPO HMO POS indemnity medicaid medicare unknown".split()
_BUSINESS = "commercial medicare_advantage medicare medicaid unknown".split()
_YES_NO = "yes no not_said".split()
_AUTHORIZATION = [*_YES_NO, "unknown"]


def breaches(line: object) -> list[str]:
    """Where a line is not of the contract's shape, each place by its path."""
    return list(_breaches(line, _LINE, ""))


def _breaches(value: object, shape: object, at: str) -> Iterator[str]:
    if isinstance(shape, dict):
        if not isinstance(value, dict) or list(value) != list(shape):
            yield f"{at or '/'} has other fields"
            return
        for name, inner in shape.items():
            yield from _breaches(value[name], inner, f"{at}/{name}")
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield f"{at} is no list"
            return
        for inner in value:
            yield from _breaches(inner, shape[0], f"{at}/-")
    elif isinstance(shape, _Maybe):
        if value is not None:
            yield from _breaches(value, shape.shape, at)
    elif callable(shape) and not shape(value):
        yield f"{at} is not what it must be"


class _Maybe:
    """Null, or of a shape."""

    def __init__(self, shape: object) -> None:
        self.shape = shape


def _one_of(*names: str) -> _Check:
    return lambda value: type(value) is str and value in names


def _text(value: object) -> bool:
    return type(value) is str


def _decimal(value: object) -> bool:
    return type(value) is str and bool(_DECIMAL.fullmatch(value))


def _segment(value: object) -> bool:
    return type(value) is int and value > 0


def _day(value: object) -> bool:
    return type(value) is str and date.fromisoformat(value).isoformat() == value


_LINE: dict[str, object] = {
    "kind": _one_of(*_KIND),
    "outcome": _one_of(*_OUTCOME),
    "patient": _Maybe(_one_of("subscriber", "dependent")),
    "plan": {
        "type": _one_of(*_TYPE),
        "confidence": _one_of("strong", "medium", "weak", "none"),
        "line_of_business": _one_of(*_BUSINESS),
        "name": _Maybe(_text),
        "evidence": [{"segment": _segment, "text": _text}],
    },
    "coverage_dates": {"begin": _Maybe(_day), "end": _Maybe(_day)},
    "benefits": [
        {
            "service_types": [_text],
            "kind": _one_of(*BenefitKind),
            "network": _one_of("in", "out", "both", "not_said", "unknown"),
            "level": _Maybe(_one_of(*Level)),
            "amount": _Maybe(_decimal),
            "percent": _Maybe(_decimal),
            "quantity": _Maybe(_decimal),
            "period": _Maybe(_one_of(*Period)),
            "prior_authorization": _one_of(*_AUTHORIZATION),
            "place_of_service": [_text],
            "messages": [_text],
            "segment": _segment,
            "flags": [_text],
        }
    ],
    "behavioral_health": {
        "covered": _one_of(*_YES_NO),
        "answered_by": _Maybe(_one_of("CJ", "MH", "30")),
        "telehealth": _one_of(*_YES_NO),
        "prior_authorization": _one_of(*_AUTHORIZATION),
    },
    "carve_out": _Maybe(
        {
            "name": _Maybe(_text),
            "payer_id": _Maybe(_text),
            "phone": _Maybe(_text),
            "segment": _segment,
        }
    ),
    "other_payers": [
        {
            "name": _Maybe(_text),
            "payer_id": _Maybe(_text),
            "order": _Maybe(_one_of("primary", "secondary", "tertiary")),
        }
    ],
    "rejections": [
        {
            "loop": _text,
            "code": _text,
            "follow_up": _Maybe(_text),
            "owner": _one_of("patient", "staff", "operations", "payer"),
            "next_step": _text,
        }
    ],
    "warnings": [_text],
}
