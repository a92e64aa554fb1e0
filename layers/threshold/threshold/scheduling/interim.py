"""Interim services: what whoever is pregnant or injects drugs is owed while they wait."""

from datetime import datetime, timedelta

from threshold.intake.record import Tier

OWED_TO = frozenset({Tier.P1, Tier.P2, Tier.P3})
"""Pregnant, or injecting drugs. Source: 45 CFR 96.126(b) and 96.131(c)."""
WITHIN = timedelta(hours=48)
"""Source: 45 CFR 96.126(b)(2), 96.131(d)(2). Education on and referral for tuberculosis and HIV,
and for whoever is pregnant a referral for prenatal care (45 CFR 96.121)."""


def interim_by(tier: Tier, asked_at: datetime) -> datetime | None:
    """When interim services are due, counted from the request for care; None: not owed."""
    return asked_at + WITHIN if tier in OWED_TO else None
