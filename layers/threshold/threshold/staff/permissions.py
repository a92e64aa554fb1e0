"""What a member of staff may do beside their role, each given by a sign-in group of its own."""

from enum import StrEnum


class Permission(StrEnum):
    """SAFETY: a clinician sees what somebody said about their safety with a partner."""

    SAFETY = "safety"


def permissions_of(groups: frozenset[str]) -> frozenset[Permission]:
    """The permissions that sign-in groups stand for; groups we do not know stand for none."""
    return frozenset(Permission(group) for group in groups & set(Permission))
