"""The insurer behind the gateway: from a request's envelope to what is to be said."""

from datetime import UTC, datetime

from local.payer_simulator import acknowledgement, pitfalls, plans
from local.payer_simulator.answer import PAYLOAD_TYPE_271, coverage, refusal
from local.payer_simulator.ask import Ask, Said
from local.payer_simulator.dirt import dirtied
from local.payer_simulator.envelope import ENVELOPE_ERROR
from local.payer_simulator.gateway import Faults, Finding, faults_of, interchange_fault
from local.payer_simulator.inquiry import Inquiry, member_id_of, read_inquiry, renamed
from local.payer_simulator.interchange import Interchange, NoInterchange, cut
from local.payer_simulator.journal import Entry, Journal
from local.payer_simulator.replies import (
    Changing,
    Covered,
    Dirty,
    Down,
    EnvelopeRefused,
    Refused,
    Trouble,
)
from local.payer_simulator.scenarios import INSURERS, PAYERS, scenario_for

_NM1_LENGTH = 10


def answer(ask: Ask, journal: Journal, door: str) -> Said:
    """Answer one ask, and write it into the journal."""
    try:
        question = cut(ask.x12)
    except NoInterchange:
        question = None
    member_id = member_id_of(question) if question else ""
    gate = None if ask.fault else _gate(question)
    reply = ask.fault or (gate and gate.payload_type) or scenario_for(member_id).meaning
    journal.entries.append(_entry(ask, question, member_id, reply, door))
    if ask.fault or question is None or gate:
        return gate or Said(ENVELOPE_ERROR, error=ask.fault)
    return _reply(read_inquiry(question), journal)


def _gate(question: Interchange | None) -> Said | None:
    """Refuse what a strict gateway would not let through."""
    code = interchange_fault(question) if question else "022"
    if question is None or code:
        ta1 = acknowledgement.interchange_refused(question, code)
        return Said(acknowledgement.PAYLOAD_TYPE_TA1, ta1)
    return _refused_by_999(question, faults) if (faults := faults_of(question)) else None


def _refused_by_999(question: Interchange, faults: Faults) -> Said:
    refused = acknowledgement.transaction_refused(question, faults)
    return Said(acknowledgement.PAYLOAD_TYPE_999, refused)


def _reply(inquiry: Inquiry, journal: Journal) -> Said:
    if inquiry.payer_id not in PAYERS:
        return Said(PAYLOAD_TYPE_271, refusal(inquiry, ("79",)))
    match scenario_for(inquiry.member_id).reply:
        case Covered() as covered:
            return _covered(inquiry, covered)
        case Dirty(dirt, plan):
            return Said(PAYLOAD_TYPE_271, dirtied(coverage(inquiry, plan), dirt))
        case Refused(codes):
            return Said(PAYLOAD_TYPE_271, refusal(inquiry, codes))
        case Down(asks) if asks is None or journal.asks(inquiry.member_id) <= asks:
            return Said(PAYLOAD_TYPE_271, down=True)
        case Down():
            return Said(PAYLOAD_TYPE_271, coverage(inquiry, plans.CLEAR_PPO))
        case Changing(first, then):
            plan = first if journal.asks(inquiry.member_id) == 1 else then
            return Said(PAYLOAD_TYPE_271, coverage(inquiry, plan))
        case EnvelopeRefused(code):
            return Said(ENVELOPE_ERROR, error=code)
        case Trouble() as trouble:
            return _troubled(inquiry, trouble)


def _covered(inquiry: Inquiry, covered: Covered) -> Said:
    if inquiry.payer_id in INSURERS:
        named = renamed(inquiry, covered.naming)
        return Said(PAYLOAD_TYPE_271, coverage(named, covered.plan, covered.rejections))
    if plan := covered.administrators.get(inquiry.payer_id):
        return Said(PAYLOAD_TYPE_271, coverage(inquiry, plan))
    return Said(PAYLOAD_TYPE_271, refusal(inquiry, ("75",)))


def _troubled(inquiry: Inquiry, trouble: Trouble) -> Said:
    if trouble is Trouble.REFUSED_BY_999:
        fault = Finding("NM1", 8, "2100C", "8", 9, "67", "1")
        return _refused_by_999(inquiry.interchange, Faults(transaction=["5"], findings=[fault]))
    if trouble is Trouble.REFUSED_BY_TA1:
        ta1 = acknowledgement.interchange_refused(inquiry.interchange, "006")
        return Said(acknowledgement.PAYLOAD_TYPE_TA1, ta1)
    plan = pitfalls.AMPERSAND if trouble is Trouble.UNESCAPED else plans.CLEAR_PPO
    whole = coverage(inquiry, plan)
    x12 = whole[: len(whole) * 3 // 4] if trouble is Trouble.CUT_SHORT else whole
    return Said(PAYLOAD_TYPE_271, x12, trouble=trouble)


def _entry(ask: Ask, question: Interchange | None, member_id: str, reply: str, door: str) -> Entry:
    payers = (s for s in question.segments if s[:2] == ["NM1", "PR"]) if question else iter(())
    return Entry(
        at=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%fZ}",
        door=door,
        payload_id=ask.payload_id,
        member_id=member_id,
        payer_id=next((s[9] for s in payers if len(s) == _NM1_LENGTH), ""),
        control_number=question.segments[0][13] if question else "",
        reply=reply,
        x12=ask.x12,
    )
