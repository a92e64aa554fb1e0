"""Words in plan names that tell the plan's type."""

import re

from threshold.eligibility.answer.model import PlanType

_WORDS = (
    (re.compile(r"\b(?:[LR]?PPO|PREFERRED PROVIDER)\b"), PlanType.PPO),
    (re.compile(r"\b(?:EPO|EXCLUSIVE PROVIDER)\b"), PlanType.EPO),
    (re.compile(r"\b(?:HMO|HEALTH MAINTENANCE)\b"), PlanType.HMO),
    (re.compile(r"\b(?:POS|POINT[- ]OF[- ]SERVICE)\b"), PlanType.POS),
)
_PPO_PRODUCT = re.compile(r"\b(?:OPEN ACCESS PLUS|CHOICE PLUS)\b")


def types_named(name: str) -> set[PlanType]:
    """The plan types a name spells out."""
    capitals = name.upper()
    return {kind for word, kind in _WORDS if word.search(capitals)}


def is_ppo_product(name: str) -> bool:
    """Whether a name is a product known for PPO networks; a type spelled out counts more."""
    return bool(_PPO_PRODUCT.search(name.upper()))
