"""What a person agreed to, and took back: whether each kind of consent stands, and since when."""

from collections.abc import Iterable
from dataclasses import dataclass

from threshold.console_pages.case_head import day
from threshold.intake.consents import REVOCABLE, Agreements, newest
from threshold.intake.submission import Consent, ConsentKind
from threshold.web.pages.texts import Texts


@dataclass(frozen=True, slots=True)
class Agreed:
    """One kind of consent. `stands`: it allows something now; `said` in words, with the day.

    covers: what a consent to messages allows, in words.
    """

    kind: ConsentKind
    name: str
    stands: bool
    said: str
    covers: tuple[str, ...]


def agreed(agreements: Agreements, t: Texts) -> tuple[Agreed, ...]:
    """Every kind of consent, those that were never given among them."""
    return tuple(_agreed(kind, agreements, t) for kind in ConsentKind)


def revocable(standing: Iterable[Consent]) -> tuple[ConsentKind, ...]:
    """The kinds, of consents that stand, that can be taken back."""
    kinds = {one.kind for one in standing}
    return tuple(kind for kind in ConsentKind if kind in kinds & REVOCABLE)


def _agreed(kind: ConsentKind, agreements: Agreements, t: Texts) -> Agreed:
    name = t(f"consent.{kind}")
    if stands := newest(agreements.standing, kind):
        said = t("agreed.stands", day=day(stands.signed_at), version=stands.version)
        covers = tuple(t(f"message_use.{use}") for use in stands.covers)
        return Agreed(kind, name, True, said, covers)
    ended = max((one.at for one in agreements.revoked if one.kind is kind), default=None)
    said = t("agreed.revoked", day=day(ended)) if ended else t("agreed.never")
    return Agreed(kind, name, False, said, ())
