"""An answer as the JSON object that `threshold x12 read` prints. Field names are a contract."""

from datetime import date
from decimal import Decimal

from threshold.eligibility.answer.model import (
    Answer,
    BehavioralHealth,
    Benefit,
    CarveOut,
    OtherPayer,
    Plan,
    Rejection,
)

_CENT = Decimal("0.01")


def as_json(answer: Answer) -> dict[str, object]:
    """Plain JSON values; amounts, percents and quantities as decimal strings, dates as ISO.

    The unit of a quantity and the procedure a benefit is limited to, which the contract has no
    field for, stand among its flags: "quantity_in:visits", "procedure:HC:H0015".
    """
    return {
        "kind": str(answer.kind),
        "outcome": str(answer.outcome),
        "patient": _text(answer.patient),
        "plan": _plan(answer.plan),
        "coverage_dates": {
            "begin": _date(answer.coverage_dates.begin),
            "end": _date(answer.coverage_dates.end),
        },
        "benefits": [_benefit(benefit) for benefit in answer.benefits],
        "behavioral_health": _behavioral_health(answer.behavioral_health),
        "carve_out": _carve_out(answer.carve_out) if answer.carve_out else None,
        "other_payers": [_other_payer(payer) for payer in answer.other_payers],
        "rejections": [_rejection(rejection) for rejection in answer.rejections],
        "warnings": list(answer.warnings),
    }


def _plan(plan: Plan) -> dict[str, object]:
    return {
        "type": str(plan.type),
        "confidence": str(plan.confidence),
        "line_of_business": str(plan.line_of_business),
        "name": plan.name,
        "evidence": [{"segment": line.segment, "text": line.text} for line in plan.evidence],
    }


def _benefit(benefit: Benefit) -> dict[str, object]:
    flags = list(benefit.flags)
    if benefit.quantity_unit:
        flags.append(f"quantity_in:{benefit.quantity_unit}")
    if benefit.procedure:
        flags.append(f"procedure:{benefit.procedure}")
    return {
        "service_types": list(benefit.service_types),
        "kind": str(benefit.kind),
        "network": str(benefit.network),
        "level": _text(benefit.level),
        "amount": money(benefit.amount),
        "percent": money(benefit.percent),
        "quantity": quantity(benefit.quantity),
        "period": _text(benefit.period),
        "prior_authorization": str(benefit.prior_authorization),
        "place_of_service": list(benefit.place_of_service),
        "messages": list(benefit.messages),
        "segment": benefit.segment,
        "flags": flags,
    }


def _behavioral_health(found: BehavioralHealth) -> dict[str, object]:
    return {
        "covered": str(found.covered),
        "answered_by": found.answered_by,
        "telehealth": str(found.telehealth),
        "prior_authorization": str(found.prior_authorization),
    }


def _carve_out(found: CarveOut) -> dict[str, object]:
    return {
        "name": found.name,
        "payer_id": found.payer_id,
        "phone": found.phone,
        "segment": found.segment,
    }


def _other_payer(payer: OtherPayer) -> dict[str, object]:
    return {"name": payer.name, "payer_id": payer.payer_id, "order": payer.order}


def _rejection(rejection: Rejection) -> dict[str, object]:
    return {
        "loop": rejection.loop,
        "code": rejection.code,
        "follow_up": rejection.follow_up,
        "owner": str(rejection.owner),
        "next_step": rejection.next_step,
    }


def money(value: Decimal | None) -> str | None:
    """A decimal with at least two places and none of its digits lost: 900 is "900.00"."""
    if value is None:
        return None
    rounded = value.quantize(_CENT)
    return f"{rounded if rounded == value else value.normalize():f}"


def quantity(value: Decimal | None) -> str | None:
    """A decimal without trailing zeros: 30.0 is "30"."""
    if value is None:
        return None
    return f"{value.normalize():f}"


def _text(value: str | None) -> str | None:
    return None if value is None else str(value)


def _date(value: date | None) -> str | None:
    return value.isoformat() if value else None
