"""`threshold audit`: the trail of one intake verified, for a person or as JSON."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from threshold.cli.access import Access
from threshold.cli.documents import json_line
from threshold.cli.errors import Broken, Unanswered
from threshold.cli.staff_api import answer

_AUDIT = "audit"

View = Any
"""The JSON of the API's answer, or a part of it."""


def audit(access: Access, intake_id: str, *, as_json: bool) -> Iterator[str]:
    """The audit of an intake.

    Raises:
        Unanswered: the API did not give it.
        Broken: it did, and the trail is not whole; raised after all of it is printed.
    """
    view: View = answer(access, f"/intakes/{quote(intake_id, safe='')}/audit", _AUDIT)
    try:
        text, whole, at = _text(view), view["chain"]["whole"], view["chain"]["broken_at"]
    except (KeyError, TypeError, AttributeError):
        raise Unanswered("the API's answer is not an audit") from None
    yield json_line(view) if as_json else text
    if whole is not True:
        raise Broken(f"the trail is broken at event {at}")


def _text(view: View) -> str:
    # Reasons were typed by somebody: they must not move a terminal's cursor.
    lines = "\n".join(_lines(view))
    return "".join(char if char.isprintable() or char == "\n" else "?" for char in lines) + "\n"


def _lines(view: View) -> Iterator[str]:
    chain, version = view["chain"], view["version"]
    yield f"Audit of intake {view['intake_id']}, version {version}"
    if chain["whole"] is True:
        yield f"The trail is whole: {chain['length']} events, the last with hash {chain['head']}"
    else:
        yield f"THE TRAIL IS BROKEN at event {chain['broken_at']}, of {version} events"
    for broken in view["break_glass"]:
        yield f"! Opened without a right by {_by(broken)}, {broken['at']} until {broken['until']}"
        yield f"    reason: {broken['reason'] or 'it is not there any more'}"
        yield f"    supervisors told: {broken['supervisors_told_at'] or 'not yet'}"
    yield from _disclosed(view["disclosures"], view["calls"])
    older = "" if view["reads_are_all"] else ", and older ones"
    yield f"Opened ({len(view['reads'])}{older})"
    for read in view["reads"]:
        without = "  ! without a right" if read["by_break_glass"] else ""
        who = f"{read['name']} ({', '.join(read['roles'])})"
        yield f"  {read['at']}  {who}: {', '.join(read['parts'])}{without}"
    yield f"Changed ({len(view['events'])})"
    for event in view["events"]:
        here = "  ! not as written" if event["seq"] == chain["broken_at"] else ""
        told = f"{event['kind']} by {_by(event)}  {event['hash'][:16]}"
        yield f"  {event['seq']:>4}  {event['at']}  {told}{here}"


def _disclosed(disclosures: View, calls: View) -> Iterator[str]:
    yield f"Disclosed ({len(disclosures) + len(calls)})"
    for told in disclosures:
        unsent = "" if told["sent"] else "  (nothing left us)"
        consent = f"{told['consent_kind']} {told['consent_version']}"
        about = "; ".join(told["asked_about"])
        yield f"  {told['at']}  {told['payer']}: {about}; {consent}{unsent}"
    for call in calls:
        yield f"  {call['at']}  a call with the plan, recorded by {_by(call)}"


def _by(view: View) -> str:
    role, name = view["by"]["role"], view["by"]["name"]
    return f"{name} ({role})" if name else f"the {role}"
