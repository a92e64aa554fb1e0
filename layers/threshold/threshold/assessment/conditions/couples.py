"""Whether two who come together may be placed together: the C rules.

Their inputs never say which of the two answered what: each has a record of their own.
"""

from threshold.assessment.conditions.said import NONE
from threshold.assessment.facts import Facts
from threshold.assessment.recommendation import Inputs
from threshold.assessment.settings import Settings
from threshold.intake.submission import Track


def harm_between_them(facts: Facts, _settings: Settings) -> Inputs:
    """They seek the couples track, and one of them said yes on the HARK."""
    return {"either partner's HARK": "positive"} if _couple(facts) and facts.pair.harm else NONE


def not_screened_alone(facts: Facts, _settings: Settings) -> Inputs:
    """They seek the couples track, and not both are known to have done the HARK alone."""
    missing = _couple(facts) and not facts.pair.screened_alone
    return {"both HARKs done alone": "not known"} if missing else NONE


def contact_forbidden(facts: Facts, _settings: Settings) -> Inputs:
    """A court forbids contact between the two, whichever track they seek."""
    return {"no-contact order": True} if facts.pair.no_contact_order else NONE


def _couple(facts: Facts) -> bool:
    return Track.COUPLES in facts.tracks
