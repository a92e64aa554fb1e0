"""Reading what a member of staff wants done, fault by fault."""

import re
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from threshold.eligibility.conversation.playbook import Detail
from threshold.intake.field_rules import Text
from threshold.intake.submission import MemberId
from threshold.program.model import Program
from threshold.program.referrals import referrals_of
from threshold.record_key import is_intake_id
from threshold.use_cases.break_glass import SHORTEST_REASON
from threshold.use_cases.seating.answering_offer import DeclineReason
from threshold.use_cases.staff_acts import REFERS, SIGNED, Act, InterimService, Wanted
from threshold.web.fact_form import Object, Reading
from threshold.web.problem import Fault, Problem, pointer

TITLE = "The action cannot be used as it is."
MEMBER_ID_RULE: Text = MemberId.__metadata__[0]  # type: ignore[attr-defined]
_LONGEST_REASON, _LONGEST_LINE, _LONGEST_KEY = 2000, 120, 60
_MOST_REFERRALS = 10
_ALWAYS = frozenset({"version", "key", "reason"})
_MORE: Mapping[Act, frozenset[str]] = {
    Act.ASK_PATIENT: frozenset({"asks"}),
    Act.VERIFY_AGAIN: frozenset({"member_id"}),
    Act.OVERRIDE_RULE: frozenset({"rule"}),
    **dict.fromkeys(REFERS, frozenset({"referrals", "elsewhere"})),
    Act.DECLINE_OFFER: frozenset({"why"}),
    Act.CLINICAL_CONTACT: frozenset({"held_at"}),
    Act.INTERIM_SERVICES: frozenset({"services"}),
}


def read_act(act: Act, document: Object, program: Program) -> Wanted:
    """The act in a JSON object whose name was read before.

    Raises:
        Problem: 400 with every fault.
    """
    form = Reading(document)
    signed = frozenset({"signed_name"}) if act in SIGNED else frozenset()
    form.require_known(_ALWAYS | signed | _MORE.get(act, frozenset()))
    version = form.whole("version", 1, 10**6, required=True)
    wanted = Wanted(
        act,
        version or 0,
        _line(form, "key", _LONGEST_KEY) or "",
        _line(form, "reason", _LONGEST_REASON) or "",
        _line(form, "signed_name", _LONGEST_LINE) if signed else None,
        form.choice("asks", tuple(Detail)) if act is Act.ASK_PATIENT else None,
        _line(form, "rule", _LONGEST_KEY) if act is Act.OVERRIDE_RULE else None,
        *(_referrals(form, program) if act in REFERS else ((), None)),
        _member_id(form) if act is Act.VERIFY_AGAIN else None,
        form.choice("why", tuple(DeclineReason)) if act is Act.DECLINE_OFFER else None,
        _held_at(form, program) if act is Act.CLINICAL_CONTACT else None,
        _services(form) if act is Act.INTERIM_SERVICES else (),
    )
    if form.faults:
        raise Problem(400, TITLE, tuple(form.faults))
    return wanted


def read_merge(document: Object) -> tuple[str, int, str, bool]:
    """Of a merge: the id of the intake that goes on, the version seen, the reason, and whether
    staff know that names or birth dates differ.

    Raises:
        Problem: 400 with every fault.
    """
    form = Reading(document)
    form.require_known(frozenset({"version", "reason", "into", "differ"}))
    version = form.whole("version", 1, 10**6, required=True)
    reason, into = _line(form, "reason", _LONGEST_REASON), document.get("into")
    if not isinstance(into, str) or not is_intake_id(into):
        form.fault("must be the id of an intake", "into")
    differ = document.get("differ", False)
    if not isinstance(differ, bool):
        form.fault("must be true or false", "differ")
    if form.faults:
        raise Problem(400, TITLE, tuple(form.faults))
    return str(into), version or 0, reason or "", differ is True


def read_break_glass(document: Object) -> tuple[str, str]:
    """Of breaking the glass: the key of the caller's choice, and the reason.

    Raises:
        Problem: 400 with every fault.
    """
    form = Reading(document)
    form.require_known(frozenset({"key", "reason"}))
    key = _line(form, "key", _LONGEST_KEY)
    reason = _line(form, "reason", _LONGEST_REASON, least=SHORTEST_REASON)
    if form.faults:
        raise Problem(400, TITLE, tuple(form.faults))
    return key or "", reason or ""


def fault_of(name: str, rule: str) -> Problem:
    """The problem of one field."""
    return Problem(400, TITLE, (Fault(pointer(name), rule),))


def _referrals(form: Reading, program: Program) -> tuple[tuple[str, ...], str | None]:
    known = {one.id for one in referrals_of(program)}
    named = []
    for place, one in enumerate(form.items("referrals", _MOST_REFERRALS)):
        if isinstance(one, str) and one in known:
            named.append(one)
        else:
            form.fault("must be the id of a place in the program's referrals", "referrals", place)
    elsewhere = _line(form, "elsewhere", _LONGEST_REASON, required=False)
    if not named and elsewhere is None and not form.faults:
        form.fault("names no place to turn to: nobody is sent away without one", "referrals")
    return tuple(named), elsewhere


def _held_at(form: Reading, program: Program) -> datetime | None:
    """A moment; one without an offset is told by the program's clocks."""
    found = form.document.get("held_at")
    try:
        at = datetime.fromisoformat(found if isinstance(found, str) and "T" in found else "")
    except ValueError:
        form.fault("must be a day and a time, as in 2026-02-03T15:30", "held_at")
        return None
    return at if at.tzinfo else at.replace(tzinfo=ZoneInfo(program.time_zone))


def _services(form: Reading) -> tuple[InterimService, ...]:
    known = {str(one): one for one in InterimService}
    named = form.items("services", len(known))
    given = tuple(known[one] for one in named if isinstance(one, str) and one in known)
    if len(given) < len(named) or not given:
        form.fault(f"must be one or more of: {', '.join(known)}", "services")
    return given


def _member_id(form: Reading) -> str | None:
    rule = MEMBER_ID_RULE
    found = _line(form, "member_id", rule.most, required=False)
    if found is None or re.search(rule.pattern or "", found.upper()):
        return found and found.upper()
    form.fault("must be as it is on the card: letters, numbers, spaces and hyphens", "member_id")
    return None


def _line(
    form: Reading, name: str, most: int, *, least: int = 1, required: bool = True
) -> str | None:
    found = form.document.get(name)
    if found is None and not required:
        return None
    if isinstance(found, str) and least <= len(found.strip()) <= most:
        return found.strip()
    form.fault(f"must be text of {least} to {most} characters", name)
    return None
