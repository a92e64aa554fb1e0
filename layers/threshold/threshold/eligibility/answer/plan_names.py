"""Words in plan names that tell the plan's type, or who stands behind it."""

import re
from functools import lru_cache
from typing import NamedTuple

from threshold.eligibility.answer.line_of_business import programs_in
from threshold.eligibility.answer.model import LineOfBusiness, PlanType

_WORDS = re.compile(
    r"\b(?:(?P<PPO>[LR]?PPO|PREFERRED PROVIDER)|(?P<EPO>EPO|EXCLUSIVE PROVIDER)"
    r"|(?P<HMO>HMO|HEALTH MAINTENANCE)|(?P<POS>POS|POINT[- ]OF[- ]SERVICE)"
    r"|(?P<product>OPEN ACCESS PLUS(?! IN\b)|CHOICE PLUS))\b"
)
_OTHER_CARE = re.compile(r"\b(?:DENTAL|VISION)\b")
_MEDICAL = re.compile(r"\bMED|\bHEALTH")
_TYPES = {
    "PPO": PlanType.PPO,
    "EPO": PlanType.EPO,
    "HMO": PlanType.HMO,
    "POS": PlanType.POS,
}


class Named(NamedTuple):
    """What the words of one plan name tell."""

    types: frozenset[PlanType] | None
    """Plan types spelled out; empty for a product known for PPO networks, None for no such word."""
    programs: frozenset[LineOfBusiness]
    """Public programs."""
    medical: bool
    """False for a dental or vision plan's: such plans have PPOs of their own."""


# A payer has some hundreds of products, and most of its members are in a few of them.
@lru_cache(maxsize=1024)
def read_name(name: str) -> Named:
    """What a plan name tells."""
    capitals = name.upper()
    words = {match.lastgroup for match in _WORDS.finditer(capitals)}
    types = frozenset([kind for word, kind in _TYPES.items() if word in words])
    other_care = _OTHER_CARE.search(capitals) and not _MEDICAL.search(capitals)
    return Named(types if words else None, programs_in(capitals), not other_care)
