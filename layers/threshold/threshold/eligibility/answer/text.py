"""What a payer's free text says, as far as fixed words tell. In doubt nothing is concluded."""

import re
from collections.abc import Iterable

from threshold.eligibility.answer.model import Authorization

_TELEHEALTH = re.compile(r"\bTELE-?(?:HEALTH|MED|PSYCH|VIDEO)|\bVIRTUAL\b|\bVIDEO VISIT")
_VENDOR = re.compile(
    r"\bVENDOR|\bDESIGNATED\b|\bTELADOC\b|\bMDLIVE\b|\bAMWELL\b|\bDOCTOR ON DEMAND\b|\bLIVEHEALTH\b"
)
_DENIED = re.compile(r"\bNOT? (?:A )?(?:COVERED|BENEFIT|COVERAGE|ELIGIBLE)|\bEXCLUD|\bNON-?COVERED")
_AUTHORIZATION = re.compile(r"\bPRE[- ]?(?:CERT|AUTH)|\bAUTH(?:ORIZATION)?\b")
_NEEDED = re.compile(r"\bREQUIRE[SD]?\b|\bMUST\b|\bNEEDED\b|\bMANDATORY\b|\bNECESSARY\b")
_DOUBT = re.compile(r"\bNOT?\b|\bMAY\b|\bIF\b|\bUNLESS\b|\bEXCEPT|\bWITHOUT\b|\bONLY\b|\bSOME\b")
_ELSEWHERE = re.compile(
    r"\bCARVED?[- ]?OUT\b"
    r"|\b(?:ADMINISTERED|MANAGED|HANDLED|COORDINATED|DELEGATED) (?:BY|THROUGH|TO)\b"
)
_BEHAVIORAL = re.compile(r"\bBEHAVIORAL\b|\bMENTAL\b|\bPSYCH|\bSUBSTANCE\b")
# A topic, letters without which no text is about it, and what tells. The atomic group keeps a text
# that says one word a thousand times from being read a thousand times.
_INDEX = (
    ("grace_period", "GRACE", re.compile(r"\bGRACE PERIOD\b")),
    ("cobra", "COBRA", re.compile(r"\bCOBRA\b")),
    ("self_funded", "SELF", re.compile(r"\bSELF[- ]?(?:FUNDED|INSURED)\b")),
    ("self_funded", "ASO", re.compile(r"\bASO\b")),
    ("shared_accumulators", "ACCUM", re.compile(r"\b(?:SHARED|CROSS)[- ]ACCUM")),
    ("shared_accumulators", "SHARED", re.compile(r"\A(?>.*?\bACCUMULATORS? ).*SHARED\b")),
)


def upper(texts: Iterable[str]) -> str:
    """All texts as one, in capitals."""
    return " | ".join(texts).upper()


def topics(text: str, *, is_cobra: bool = False) -> list[str]:
    """Which indexed topics a text in capitals touches: grace_period, cobra and so on.

    is_cobra says so whatever the text (EB04 is CO).
    """
    found = [name for name, word, pattern in _INDEX if word in text and pattern.search(text)]
    if is_cobra:
        found.append("cobra")
    if speaks_of_telehealth(text):
        found.append("telehealth_vendor_only" if _VENDOR.search(text) else "telehealth")
    return list(dict.fromkeys(found))


def speaks_of_telehealth(text: str) -> bool:
    """Whether a text in capitals is about telehealth."""
    return ("TELE" in text or "VI" in text) and bool(_TELEHEALTH.search(text))


def denies(text: str) -> bool:
    """Whether a text in capitals says that what it is about is not covered."""
    return bool(_DENIED.search(text))


def points_elsewhere(text: str) -> bool:
    """Whether a text in capitals says that another organization administers the benefit."""
    return bool(_ELSEWHERE.search(text))


def is_behavioral(text: str) -> bool:
    """Whether a text in capitals is about behavioral care."""
    return bool(_BEHAVIORAL.search(text))


def authorization_in(text: str) -> Authorization:
    """What a text in capitals says on prior authorization; unknown unless it is plainly needed."""
    if not ("AUTH" in text or "CERT" in text) or not _AUTHORIZATION.search(text):
        return Authorization.NOT_SAID
    needed = _NEEDED.search(text) and not _DOUBT.search(text)
    return Authorization.YES if needed else Authorization.UNKNOWN
