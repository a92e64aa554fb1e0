"""The audit of one intake, as a JSON document: who opened, changed and disclosed what, and when."""

from datetime import datetime

from threshold.codec import encode
from threshold.console.accounting import accounting
from threshold.console.roles import NotForRole, Reading, may_read
from threshold.console.views import Document
from threshold.intake.access import Access, AccessLog
from threshold.intake.life_cycle import Role
from threshold.intake.ports import IntakeStore
from threshold.intake.record import Actor, IntakeEvent
from threshold.program.model import Program
from threshold.use_cases.auditing import Audit, Explained, audit_of


def audit_for(
    store: IntakeStore, accesses: AccessLog, roles: frozenset[Role], intake_id: str
) -> Audit:
    """The audit of an intake, for who may read it.

    Raises:
        NotForRole: the roles may not.
        Unknown: no intake has this id.
    """
    if not may_read(roles, Reading.AUDIT):
        raise NotForRole
    return audit_of(intake_id, store, accesses)


def audit_view(audit: Audit, program: Program) -> Document:
    """The audit as the API gives it. It tells what happened, and nothing that anybody answered."""
    return {
        "intake_id": audit.record.intake_id,
        "version": audit.record.version,
        "chain": {
            "whole": audit.chain.is_whole,
            "length": audit.chain.length,
            "broken_at": audit.chain.broken_at,
            "head": audit.record.event_hash,
        },
        "break_glass": [_break(one) for one in audit.breaks],
        "disclosures": [_with_nulls(encode(one)) for one in accounting(audit.disclosures, program)],
        "calls": [{"at": _time(at), "by": _by(actor)} for at, actor in audit.calls],
        "reads": [_read(one) for one in audit.reads],
        "reads_are_all": audit.reads_are_all,
        "events": [_event(one) for one in audit.events],
    }


def _break(one: Explained) -> Document:
    told = one.broken.told_at
    return {
        "seq": one.broken.seq,
        "at": _time(one.broken.at),
        "until": _time(one.broken.until),
        "by": _by(one.broken.by),
        "reason": one.reason,
        "supervisors_told_at": _time(told) if told else None,
    }


def _read(read: Access) -> Document:
    return {
        "at": _time(read.at),
        "name": read.name,
        "roles": list(read.roles),
        "parts": list(read.parts),
        "by_break_glass": read.by_break_glass,
    }


def _event(event: IntakeEvent) -> Document:
    return {
        "seq": event.seq,
        "at": _time(event.occurred_at),
        "kind": event.kind,
        "by": _by(event.actor),
        "hash": event.hash,
    }


def _by(actor: Actor) -> Document:
    return {"role": actor.role, "name": actor.name}


def _time(at: datetime) -> str:
    return at.isoformat()


def _with_nulls(entry: object) -> object:
    """What is not known is as visible as what is."""
    return {"phone": None, "address": None} | entry if isinstance(entry, dict) else entry
