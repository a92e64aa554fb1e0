"""Words in plan names that tell the plan's type."""

import re
from functools import lru_cache

from threshold.eligibility.answer.model import PlanType

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


# A payer has some hundreds of products, and most of its members are in a few of them.
@lru_cache(maxsize=1024)
def types_named(name: str) -> frozenset[PlanType] | None:
    """The plan types a name spells out; None where it tells nothing.

    An empty set is a product name known for PPO networks, where no type is spelled out.
    """
    words = {match.lastgroup for match in _WORDS.finditer(name.upper())}
    if not words:
        return None
    return frozenset(kind for word, kind in _TYPES.items() if word in words)


def is_not_medical(name: str) -> bool:
    """Whether a name is a dental or vision plan's. Such plans have PPOs of their own."""
    capitals = name.upper()
    return bool(_OTHER_CARE.search(capitals)) and not _MEDICAL.search(capitals)
