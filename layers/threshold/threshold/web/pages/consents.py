"""The texts that people sign, each with its version."""

from collections.abc import Mapping

from threshold.intake.submission import ConsentKind

VERSION = "2026-02"


def versions() -> Mapping[str, str]:
    """The version of each consent's text, by kind."""
    return {kind.value: VERSION for kind in ConsentKind}
