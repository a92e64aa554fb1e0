"""The kinds of reply that a scenario may have."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from local.payer_simulator import plans
from local.payer_simulator.dirt import Dirt
from local.payer_simulator.inquiry import Naming
from local.payer_simulator.plans import Plan


class Trouble(StrEnum):
    """What can go wrong beside the X12 itself."""

    THINKING = "thinking"
    SLOW = "slow"
    DRIP = "drip"
    RESET = "reset"
    HALF = "half"
    BUSY = "busy"
    WEB_PAGE = "web_page"
    CUT_SHORT = "cut_short"
    BARE = "bare"
    WRONG_PAYLOAD_ID = "wrong_payload_id"
    REFUSED_BY_999 = "refused_by_999"
    REFUSED_BY_TA1 = "refused_by_ta1"
    BROKEN = "broken"
    JSON_PAGE = "json_page"
    EMPTY = "empty"
    REDIRECT = "redirect"
    UNESCAPED = "unescaped"


@dataclass(frozen=True, slots=True)
class Covered:
    """The insurer knows the person. administrators: plans told by other payers, by payer id.

    naming: whom the answer is about. rejections: AAA codes beside the coverage.
    """

    plan: Plan
    administrators: Mapping[str, Plan] = field(default_factory=dict)
    naming: Naming = Naming.AS_ASKED
    rejections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dirty:
    """The insurer knows the person, and its interchange is not as it should be."""

    dirt: Dirt
    plan: Plan = plans.CLEAR_PPO


@dataclass(frozen=True, slots=True)
class Refused:
    """A 271 with these AAA codes."""

    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Down:
    """HTTP 503 for the first so many asks about a member id (None: for good), then a clear PPO."""

    asks: int | None


@dataclass(frozen=True, slots=True)
class Changing:
    """The first ask about a member id is answered with one plan, each later one with another."""

    first: Plan
    then: Plan


@dataclass(frozen=True, slots=True)
class EnvelopeRefused:
    """A CORE envelope error."""

    code: str


Reply = Covered | Dirty | Refused | Down | Changing | EnvelopeRefused | Trouble
