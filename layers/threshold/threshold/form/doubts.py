"""What looks like a slip but may be right: asked about once, then taken as it is."""

import re

from threshold.form.fields import Fault, Field, Kind, Posted, typed

ASKED_ABOUT = "asked_about"
"""What a page sends back of what it asked about: that very value is then meant."""
DOUBTS = frozenset({Fault.LIKE_AN_SSN, Fault.LIKE_A_PHONE, Fault.WITHOUT_DIGIT})

_SSN = re.compile(r"(?!000|666|9)[0-9]{3}[ -]?(?!00)[0-9]{2}[ -]?(?!0000)[0-9]{4}")
_PHONE = re.compile(r"(1[ -]?)?[2-9][0-9]{2}[ -]?[2-9][0-9]{2}[ -]?[0-9]{4}")


def doubt_in(field: Field, said: object, posted: Posted) -> Fault | None:
    """Why what was said to a field may be a slip; None where nobody has to be asked."""
    if field.kind is not Kind.MEMBER_ID or not isinstance(said, str):
        return None
    return None if was_asked_about(field, posted) else doubt_about(said)


def was_asked_about(field: Field, posted: Posted) -> bool:
    """Whether what is posted to a field is what its page had asked about."""
    asked = posted.get(f"{ASKED_ABOUT}.{field.name}")
    return asked is not None and tuple(asked) == typed(field, posted)


def doubt_about(member_id: str) -> Fault | None:
    """Why a member id may be something else; None where nothing speaks for that.

    Nothing is corrected: an O may be an O. Social Security numbers: SSA, POMS RM 10201.035 (no
    area 000, 666 or 900 and above, no group 00, no serial 0000). Phone numbers: NANPA.
    """
    if _SSN.fullmatch(member_id):
        return Fault.LIKE_AN_SSN
    if _PHONE.fullmatch(member_id):
        return Fault.LIKE_A_PHONE
    return None if re.search(r"[0-9]", member_id) else Fault.WITHOUT_DIGIT
