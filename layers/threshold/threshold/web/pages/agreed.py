"""What somebody agreed to, in words: what stands, since when, and what was taken back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from threshold.form.ask_pages import consent_page
from threshold.form.signing import agrees_field
from threshold.intake.consents import REVOCABLE, Agreements, newest
from threshold.intake.submission import Consent, ConsentKind
from threshold.web.pages.dates import day_in_words
from threshold.web.pages.texts import Texts

_ORDER = (
    ConsentKind.TREATMENT_PAYMENT_OPERATIONS,
    ConsentKind.MESSAGES,
    ConsentKind.TELEHEALTH,
    ConsentKind.DRUG_TESTING,
    ConsentKind.PRIVACY_NOTICE,
)


@dataclass(frozen=True, slots=True)
class AgreedView:
    """One kind of consent. `stands`: it can be taken back; `to_give`: it can be signed.

    ends: what taking it back does and does not do.
    """

    kind: str
    title: str
    state: str
    covers: tuple[str, ...]
    stands: bool
    to_give: bool
    ends: str


def agreed(
    agreements: Agreements, asked: frozenset[str], zone: ZoneInfo, texts: Texts
) -> tuple[AgreedView, ...]:
    """Every kind of consent that is asked of people here, or was signed."""
    return tuple(_views(agreements, asked, zone, texts))


def _views(
    agreements: Agreements, asked: frozenset[str], zone: ZoneInfo, texts: Texts
) -> Iterator[AgreedView]:
    for kind in _ORDER:
        standing = newest(agreements.standing, kind)
        if standing is None and kind not in asked:
            continue
        yield AgreedView(
            kind,
            texts(f"page.{consent_page(kind).id}.title"),
            _state(agreements, standing, kind, zone, texts),
            _covers(standing, texts),
            stands=standing is not None and kind in REVOCABLE,
            to_give=standing is None and kind in asked,
            ends=texts(f"agreed.ends.{kind}") if kind in REVOCABLE else "",
        )


def _covers(standing: Consent | None, texts: Texts) -> tuple[str, ...]:
    if standing is None:
        return ()
    return tuple(texts(f"field.{agrees_field(standing.kind)}.{one}") for one in standing.covers)


def _state(
    agreements: Agreements,
    standing: Consent | None,
    kind: ConsentKind,
    zone: ZoneInfo,
    texts: Texts,
) -> str:
    if standing:
        day = _day(standing.signed_at, zone, texts)
        return texts("agreed.signed" if kind in REVOCABLE else "agreed.read", day=day)
    ended = [one.at for one in agreements.revoked if one.kind is kind]
    if ended:
        return texts("agreed.taken_back", day=_day(max(ended), zone, texts))
    return texts("agreed.not_signed")


def _day(at: datetime, zone: ZoneInfo, texts: Texts) -> str:
    there = at.astimezone(zone)
    return day_in_words(texts, there.year, there.month, there.day)
