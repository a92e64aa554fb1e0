"""Words in plan names that tell the plan's type."""

import re
from functools import lru_cache

from threshold.eligibility.answer.model import PlanType

_WORDS = re.compile(
    r"\b(?:(?P<PPO>[LR]?PPO|PREFERRED PROVIDER)|(?P<EPO>EPO|EXCLUSIVE PROVIDER)"
    r"|(?P<HMO>HMO|HEALTH MAINTENANCE)|(?P<POS>POS|POINT[- ]OF[- ]SERVICE)"
    r"|(?P<product>OPEN ACCESS PLUS|CHOICE PLUS))\b"
)
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
