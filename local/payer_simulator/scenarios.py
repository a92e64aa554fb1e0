"""What the simulated insurer does for whom: a table of member ids."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from local.payer_simulator import plans
from local.payer_simulator.plans import Plan
from local.payer_simulator.rejections import REJECTIONS

PAYERS = {"99991": "EXAMPLE HEALTH PLAN", "BHX01": "EXAMPLE BH MCO"}
INSURER = "99991"


class Trouble(StrEnum):
    """What can go wrong beside the X12 itself."""

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


@dataclass(frozen=True, slots=True)
class Covered:
    """The insurer knows the person. administrators: plans told by other payers, by payer id."""

    plan: Plan
    administrators: Mapping[str, Plan] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refused:
    """A 271 with these AAA codes."""

    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Down:
    """HTTP 503 for the first so many asks about a member id (None: for good), then a clear PPO."""

    asks: int | None


@dataclass(frozen=True, slots=True)
class EnvelopeRefused:
    """A CORE envelope error."""

    code: str


Reply = Covered | Refused | Down | EnvelopeRefused | Trouble


@dataclass(frozen=True, slots=True)
class Scenario:
    """One row. It is for every member id that begins with this one; the longest such row holds."""

    member_id: str
    meaning: str
    reply: Reply


SCENARIOS: tuple[Scenario, ...] = (
    Scenario("EXA000111", "clear PPO, mental health answered", Covered(plans.CLEAR_PPO)),
    Scenario("EXAPPO", "clear PPO, mental health answered", Covered(plans.CLEAR_PPO)),
    Scenario("EXA000222", "family PPO, for dependents", Covered(plans.FAMILY_PPO)),
    Scenario("EXADEPENDENT", "family PPO, for dependents", Covered(plans.FAMILY_PPO)),
    Scenario("EXAHMO", "HMO, nothing out of network", Covered(plans.HMO)),
    Scenario("EXAEPO", "EPO, out of network excluded", Covered(plans.EPO)),
    Scenario("EXAPOS", "POS, network not said", Covered(plans.POS)),
    Scenario("EXAINACTIVE", "coverage ended with last year", Covered(plans.INACTIVE)),
    Scenario(
        "EXACARVEVN",
        "mental health carved out to an administrator with a phone and no payer id",
        Covered(plans.CARVED_OUT_TO_CONTACT),
    ),
    Scenario(
        "EXACARVEMC",
        "mental health carved out to payer BHX01, which answers a 270 of its own",
        Covered(plans.CARVED_OUT_TO_PAYER, {"BHX01": plans.BEHAVIORAL_ADMINISTRATOR}),
    ),
    Scenario("EXAMEDADV", "Medicare Advantage PPO", Covered(plans.MEDICARE_ADVANTAGE_PPO)),
    Scenario("EXAMEDICAID", "Medicaid managed care", Covered(plans.MEDICAID)),
    Scenario("EXANAMEONLY", "PPO in the plan's name alone", Covered(plans.NAME_ONLY)),
    Scenario("EXACASH", "EB04 = PP: personal payment, not PPO", Covered(plans.CASH)),
    Scenario("EXASILENT", "PPO, no cost share for mental health", Covered(plans.SILENT)),
    Scenario("EXANOMH", "PPO, mental health not mentioned", Covered(plans.NOT_MENTIONED)),
    Scenario("EXAFUTURE", "PPO from next month", Covered(plans.FUTURE)),
    Scenario("EXAGRACE", "PPO pending in a grace period", Covered(plans.GRACE)),
    Scenario("EXAVISITS", "PPO with visit limits", Covered(plans.VISIT_LIMIT)),
    Scenario("EXATELE", "PPO, telehealth in free text", Covered(plans.TELEHEALTH_IN_TEXT)),
    Scenario("EXATIERS", "PPO, copay differs by tier", Covered(plans.TIERS)),
    Scenario("EXANETWORK", "PPO, network not said", Covered(plans.NETWORK_NOT_SAID)),
    Scenario("EXAPERCENT", "PPO, percents in three forms", Covered(plans.PERCENTS)),
    Scenario("EXAOTHER", "PPO, another payer is primary", Covered(plans.OTHER_PAYER)),
    Scenario("EXATWOPLANS", "medical and vision plan in one answer", Covered(plans.TWO_PLANS)),
    *(
        Scenario(f"EXAAAA{code}", f"AAA {code}: {row.meaning}", Refused((code,)))
        for code, row in REJECTIONS.items()
    ),
    Scenario("EXAAAAMANY", "AAA 72, 73 and 71 together", Refused(("72", "73", "71"))),
    *(
        Scenario(f"EXADOWN{n}", f"HTTP 503 {n} times, then clear PPO", Down(n))
        for n in range(1, 10)
    ),
    Scenario("EXADOWNALWAYS", "HTTP 503 for good", Down(None)),
    Scenario("EXABUSY", "HTTP 429 with Retry-After", Trouble.BUSY),
    Scenario("EXASLOW", "clear PPO, after --slow-seconds", Trouble.SLOW),
    Scenario("EXADRIP", "clear PPO, a byte every --drip-seconds", Trouble.DRIP),
    Scenario("EXARESET", "connection reset, no answer", Trouble.RESET),
    Scenario("EXAHALF", "connection reset in the midst of the answer", Trouble.HALF),
    Scenario("EXAHTML", "HTTP 200 with a web page", Trouble.WEB_PAGE),
    Scenario("EXATRUNCATED", "clear PPO, the 271 cut short", Trouble.CUT_SHORT),
    Scenario("EXABARE", "clear PPO, the 271 without an envelope", Trouble.BARE),
    Scenario("EXAWRONGID", "clear PPO, with another PayloadID", Trouble.WRONG_PAYLOAD_ID),
    Scenario("EXA999", "refused by a 999", Trouble.REFUSED_BY_999),
    Scenario("EXATA1", "refused by a TA1", Trouble.REFUSED_BY_TA1),
    Scenario("EXACOREUNAUTHORIZED", "CORE error UnAuthorized", EnvelopeRefused("UnAuthorized")),
    Scenario("EXACOREVERSION", "CORE error VersionMismatch", EnvelopeRefused("VersionMismatch")),
    Scenario("EXACORESENDER", "CORE error SenderIDIllegal", EnvelopeRefused("SenderIDIllegal")),
    Scenario("EXACORERECEIVER", "CORE error Receiver", EnvelopeRefused("Receiver")),
)
UNKNOWN = Scenario("", "any other member id: AAA 75, subscriber not found", Refused(("75",)))


def scenario_for(member_id: str) -> Scenario:
    """Find the row with the longest beginning of a member id, or UNKNOWN."""
    rows = [row for row in SCENARIOS if member_id.startswith(row.member_id)]
    return max(rows, key=lambda row: len(row.member_id), default=UNKNOWN)
