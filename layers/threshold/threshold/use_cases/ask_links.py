"""Links to what a person is asked: the id of the event that asked, and a proof that we made it.

A link says nothing. It opens the one question, and is of no use once that is answered, asked anew,
or two weeks old.
"""

import hmac
from collections.abc import Sequence
from datetime import timedelta

from threshold.intake.life_cycle import EventKind
from threshold.intake.record import IntakeEvent
from threshold.record_key import RecordKey, is_intake_id

LINK_LASTS = timedelta(days=14)


def path_to(intake_id: str, seq: int, key: RecordKey) -> str:
    """The path of the page that asks what an event asked."""
    return f"/apply/fix/{intake_id}.{seq}.{_proof(intake_id, str(seq), key)}"


def behind(token: str, key: RecordKey) -> tuple[str, int] | None:
    """The intake and the seq of the event behind a path's last part; None for none of ours."""
    intake_id, _, rest = token.partition(".")
    seq, _, proof = rest.partition(".")
    genuine = hmac.compare_digest(proof.encode(), _proof(intake_id, seq, key).encode())
    return (intake_id, int(seq)) if genuine and is_intake_id(intake_id) else None


def _proof(intake_id: str, seq: str, key: RecordKey) -> str:
    return key.digest("ask", f"{intake_id}.{seq}")


def asking_event(events: Sequence[IntakeEvent]) -> IntakeEvent | None:
    """The last event that asked something of the person; None where none did."""
    asking = (one for one in reversed(events) if one.kind is EventKind.PATIENT_INPUT_NEEDED)
    return next(asking, None)
