"""The benefits of an intake, for those who may read them."""

from datetime import datetime

from threshold.benefits.assistance import Assistance
from threshold.benefits.good_faith import GoodFaithEstimate
from threshold.benefits.relevance import BILLING_CODES, REVENUE_CODES
from threshold.console.benefit_documents import (
    Document,
    estimate_document,
    parity_documents,
    script_document,
    sheet_document,
)
from threshold.console.roles import NotForRole, Reading, may_read
from threshold.eligibility.answer_json import money, quantity
from threshold.errors import Unknown
from threshold.intake.life_cycle import Role
from threshold.intake.ports import IntakeStore
from threshold.program.billing import billing_of
from threshold.program.model import Program
from threshold.use_cases.benefits import Benefits, benefits_of
from threshold.use_cases.payer_benefits import PayerBenefits
from threshold.use_cases.self_pay import SelfPay


def benefits_view(
    store: IntakeStore,
    program: Program,
    roles: frozenset[Role],
    intake_id: str,
    now: datetime,
) -> Document:
    """Sheet, call script, parity questions, estimates, help with the cost, good-faith estimate.

    Raises:
        Unknown: there is no such intake for these roles.
        NotForRole: the roles may read no benefits.
    """
    if not may_read(roles, Reading.BENEFITS):
        raise NotForRole
    found = benefits_of(intake_id, store, program, now)
    if not may_read(roles, Reading.BENEFITS, found.record.worklist):
        raise Unknown("no intake of theirs has this id")
    return _document(found, program)


def _document(found: Benefits, program: Program) -> Document:
    payment, coverage = found.submission.payment, found.coverage
    return {
        "intake_id": found.record.intake_id,
        "version": found.record.version,
        "on": found.on.isoformat(),
        "payment_path": payment.path,
        "wants_assistance": payment.wants_assistance,
        "coverage": {"standing": coverage.standing, "at": coverage.at.isoformat()}
        if coverage
        else None,
        "first_day": found.start.day.isoformat() if found.start.planned else None,
        "payers": [_payer(one, found, program) for one in found.payers],
        "household": {
            "yearly_income": money(found.household.yearly_income),
            "people": found.household.people,
        }
        if found.household
        else None,
        "assistance": _assistance(found.assistance, program),
        "good_faith_estimates": [_self_pay(one, planned=found.start.planned)
                                 for one in found.self_pay],
    }  # fmt: skip


def _payer(one: PayerBenefits, found: Benefits, program: Program) -> Document:
    return {
        "care": one.care,
        "party": one.party,
        "payer_id": one.payer_id,
        "name": one.name,
        "counts": one.counts,
        "sheet": sheet_document(one.sheet),
        "call": _call(one, found, program),
        "parity_questions": parity_documents(one.parity),
        "estimates": {
            "in_network": estimate_document(one.in_network),
            "out_of_network": estimate_document(one.out_of_network),
        },
    }


def _call(one: PayerBenefits, found: Benefits, program: Program) -> Document:
    """The call to this payer, with what it will ask us; nothing of it where we may not call."""
    if one.script is None:
        return {"barred": one.barred}
    card = found.submission.payment.card
    said = {
        "payer_phone": one.phone,
        "member_id": card.member_id if card else None,
        "group_number": card.group_number if card else None,
        "relationship": card.relationship if card else None,
        "provider_name": program.provider.name,
        "npi": program.provider.npi,
        "tax_number": billing_of(program).tax_number,
        "billing_code": BILLING_CODES[one.care],
        "revenue_code": REVENUE_CODES[one.care],
    }
    missing = [name for name, value in said.items() if value is None]
    return {"barred": None, **said, "missing": missing, **script_document(one.script)}


def _assistance(found: Assistance, program: Program) -> Document:
    guidelines = billing_of(program).guidelines
    return {
        "percent_of_poverty": quantity(found.percent),
        "discount": money(found.discount),
        "steps": [*found.steps],
        "guidelines": {"year": guidelines.year, "source": guidelines.source},
    }


def _self_pay(one: SelfPay, *, planned: bool) -> Document:
    return {
        "care": one.care,
        "reasons": [*one.reasons],
        "due_on": one.due_on.isoformat(),
        "due_if_scheduled_today": one.due_if_scheduled_today.isoformat()
        if one.due_if_scheduled_today
        else None,
        "draft": _draft(one.draft, planned=planned) if one.draft else None,
    }


def _draft(made: GoodFaithEstimate, *, planned: bool) -> Document:
    return {
        "patient": {
            "name": made.patient.name,
            "birth_date": made.patient.birth_date.isoformat(),
        },
        "provider": {
            "name": made.provider.name,
            "npi": made.provider.npi,
            "tax_number": made.provider.tax_number or None,
            "state": made.provider.state or None,
        },
        "service": {
            "description": made.service.description,
            "code": made.service.code,
            "charge": money(made.service.charge),
            "diagnosis_code": made.service.diagnosis_code,
        },
        "first_day": made.first_day.isoformat() if planned else None,
        "last_day": made.last_day.isoformat() if planned else None,
        "frequency": made.frequency,
        "days": made.days,
        "total": money(made.total),
        "missing": [*made.missing],
        "disclaimers": [*made.disclaimers],
    }
