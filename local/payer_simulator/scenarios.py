"""What the simulated insurer does for whom: a table of member ids."""

from dataclasses import dataclass

from local.payer_simulator import pitfalls, plans
from local.payer_simulator.dirt import Dirt
from local.payer_simulator.inquiry import Naming
from local.payer_simulator.rejections import REJECTIONS
from local.payer_simulator.replies import (
    Changing,
    Covered,
    Dirty,
    Down,
    EnvelopeRefused,
    Refused,
    Reply,
    Trouble,
)

INSURERS = {
    "99991": "EXAMPLE HEALTH PLAN",
    "99992": "EXAMPLE FRAIL PLAN",
    "99993": "EXAMPLE NARROW PLAN",
}
PAYERS = {**INSURERS, "BHX01": "EXAMPLE BH MCO"}


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
    Scenario(
        "EXACARVENOTFOUND",
        "mental health carved out to payer BHX01, which does not find the member (AAA 75)",
        Covered(plans.CARVED_OUT_TO_PAYER),
    ),
    Scenario(
        "EXACARVEBACK",
        "mental health carved out to payer BHX01, which sends back to the plan",
        Covered(plans.CARVED_OUT_TO_PAYER, {"BHX01": plans.SENT_BACK}),
    ),
    Scenario("EXAMEDADV", "Medicare Advantage PPO", Covered(plans.MEDICARE_ADVANTAGE_PPO)),
    Scenario("EXAMEDICAID", "Medicaid managed care", Covered(plans.MEDICAID)),
    Scenario("EXANAMEONLY", "PPO in the plan's name alone", Covered(plans.NAME_ONLY)),
    Scenario("EXACASH", "EB04 = PP: personal payment, not PPO", Covered(plans.CASH)),
    Scenario("EXASILENT", "PPO, no cost share for mental health", Covered(plans.SILENT)),
    Scenario("EXANOMH", "PPO, mental health not mentioned", Covered(plans.NOT_MENTIONED)),
    Scenario(
        "EXAASKMH",
        "PPO, mental health answered where MH or CF is asked for, and not under 30",
        Covered(plans.TOLD_WHEN_ASKED),
    ),
    Scenario(
        "EXAASKSUD",
        "PPO, substance use answered where AI or CJ is asked for, and mental health never",
        Covered(plans.SUBSTANCE_USE_ALONE),
    ),
    Scenario("EXAFUTURE", "PPO from next month", Covered(plans.FUTURE)),
    Scenario("EXAGRACE", "PPO pending in a grace period", Covered(plans.GRACE)),
    Scenario("EXAVISITS", "PPO with visit limits", Covered(plans.VISIT_LIMIT)),
    Scenario("EXATELE", "PPO, telehealth in free text", Covered(plans.TELEHEALTH_IN_TEXT)),
    Scenario("EXATIERS", "PPO, copay differs by tier", Covered(plans.TIERS)),
    Scenario("EXANETWORK", "PPO, network not said", Covered(plans.NETWORK_NOT_SAID)),
    Scenario("EXAPERCENT", "PPO, percents in three forms", Covered(plans.PERCENTS)),
    Scenario("EXAOTHER", "PPO, another payer is primary", Covered(plans.OTHER_PAYER)),
    Scenario("EXATWOPLANS", "medical and vision plan in one answer", Covered(plans.TWO_PLANS)),
    Scenario("EXAPPOENTITY", "commercial, PPO as NM1*1I alone", Covered(pitfalls.PPO_ENTITY)),
    Scenario("EXACONFLICT", "HMO by EB04, PPO by name", Covered(pitfalls.CONTRADICTED)),
    Scenario("EXACOMMERCIAL", "EB04 = C1: type not said", Covered(pitfalls.COMMERCIAL)),
    Scenario("EXAINDEMNITY", "indemnity", Covered(pitfalls.INDEMNITY)),
    Scenario("EXAMEDICARE", "Medicare, parts A and B", Covered(pitfalls.MEDICARE)),
    Scenario("EXAZERO", "EPO, coinsurance of 0 and a copay", Covered(pitfalls.ZERO_COINSURANCE)),
    Scenario(
        "EXAOOPTOTAL",
        "PPO, out-of-pocket maximum without a period",
        Covered(pitfalls.OUT_OF_POCKET_TOTAL),
    ),
    Scenario("EXAYEARS", "PPO, service, calendar and contract year", Covered(pitfalls.PLAN_YEARS)),
    Scenario("EXAFAMILY", "PPO, a family deductible alone", Covered(pitfalls.FAMILY_ONLY)),
    Scenario("EXAOVERRIDE", "PPO, a list, then MH otherwise", Covered(pitfalls.OVERRIDDEN)),
    Scenario("EXANETBOTH", "PPO, EB12 = W and U", Covered(pitfalls.NETWORK_BOTH_OR_UNKNOWN)),
    Scenario("EXAHSD", "PPO, visits and visits left in HSD", Covered(pitfalls.VISITS_IN_HSD)),
    Scenario(
        "EXAVENDOR", "PPO, telehealth through a vendor only", Covered(pitfalls.TELEHEALTH_VENDOR)
    ),
    Scenario("EXASHARED", "PPO, shared accumulators", Covered(pitfalls.SHARED_ACCUMULATORS)),
    Scenario(
        "EXAAUTHU",
        "PPO, authorization may be needed (EB11 = U)",
        Covered(pitfalls.AUTHORIZATION_UNKNOWN),
    ),
    Scenario(
        "EXALSREF", "PPO, REF without NM1 between LS and LE", Covered(pitfalls.BENEFIT_REFERENCE)
    ),
    Scenario("EXADATES", "PPO, coverage dates in every form", Covered(pitfalls.COVERAGE_DATES)),
    Scenario("EXAPHARMACY", "PPO, pharmacy alone inactive", Covered(pitfalls.PHARMACY_INACTIVE)),
    Scenario("EXACOBRA", "PPO by name, COBRA", Covered(pitfalls.COBRA)),
    Scenario("EXASELFFUNDED", "PPO, self-funded", Covered(pitfalls.SELF_FUNDED)),
    Scenario(
        "EXAMIXED",
        "clear PPO beside AAA 62",
        Covered(plans.CLEAR_PPO, rejections=("62",)),
    ),
    Scenario(
        "EXACORRECTED",
        "clear PPO, the last name corrected (INS04 = 25)",
        Covered(plans.CLEAR_PPO, naming=Naming.CORRECTED),
    ),
    Scenario(
        "EXADEPASSUB",
        "family PPO, a dependent answered as subscriber",
        Covered(plans.FAMILY_PPO, naming=Naming.DEPENDENT_AS_SUBSCRIBER),
    ),
    Scenario(
        "EXADEPASQC",
        "family PPO, a dependent answered as NM1*QC",
        Covered(plans.FAMILY_PPO, naming=Naming.DEPENDENT_AS_QC),
    ),
    Scenario(
        "EXASUBONLY",
        "family PPO, the subscriber answered though a dependent was asked about",
        Covered(plans.FAMILY_PPO, naming=Naming.SUBSCRIBER_ONLY),
    ),
    Scenario("EXASE01", "clear PPO, SE01 wrong", Dirty(Dirt.SEGMENT_COUNT)),
    Scenario("EXASE02", "clear PPO, SE02 not ST02", Dirty(Dirt.TRANSACTION_NUMBER)),
    Scenario("EXAGS01", "clear PPO, GS01 = HS", Dirty(Dirt.GROUP_CODE)),
    Scenario("EXALINES", "clear PPO, line feeds end segments", Dirty(Dirt.LINE_FEEDS)),
    Scenario("EXACRLF", "clear PPO, CRLF after each segment", Dirty(Dirt.CRLF)),
    Scenario("EXABOM", "clear PPO, a byte order mark before ISA", Dirty(Dirt.BYTE_ORDER_MARK)),
    Scenario("EXASHORTISA", "clear PPO, ISA06 of 14 characters", Dirty(Dirt.SHORT_ISA06)),
    Scenario("EXAPIPES", "clear PPO, | and } as separators", Dirty(Dirt.ODD_SEPARATORS)),
    Scenario("EXASAMESEP", "PPO, ISA11 = ISA16", Dirty(Dirt.SAME_SEPARATORS, pitfalls.LISTLESS)),
    Scenario("EXA4010", "PPO in version 4010", Dirty(Dirt.VERSION_4010, pitfalls.LISTLESS)),
    Scenario("EXATA1IN", "clear PPO, a TA1 within its interchange", Dirty(Dirt.TA1_WITHIN)),
    Scenario("EXATA1FIRST", "clear PPO, an interchange of TA1 before", Dirty(Dirt.TA1_BEFORE)),
    Scenario("EXATWOPEOPLE", "clear PPO, then another person's 271", Dirty(Dirt.TWO_TRANSACTIONS)),
    Scenario("EXAWRONGTRACE", "another person's 271", Dirty(Dirt.WRONG_TRACE)),
    Scenario(
        "EXANOLS",
        "mental health carved out, LS and LE missing",
        Dirty(Dirt.NO_LOOP_MARKS, plans.CARVED_OUT_TO_CONTACT),
    ),
    *(
        Scenario(f"EXAAAA{code}", f"AAA {code}: {row.meaning}", Refused((code,)))
        for code, row in REJECTIONS.items()
    ),
    Scenario("EXAAAAMANY", "AAA 72, 73 and 71 together", Refused(("72", "73", "71"))),
    *(
        Scenario(f"EXADOWN{n}", f"HTTP 503 {n} times, then clear PPO", Down(n))
        for n in range(1, 10)
    ),
    Scenario(
        "EXADEARER",
        "clear PPO, then 50 % coinsurance out of network instead of 40 %",
        Changing(plans.CLEAR_PPO, plans.DEARER_PPO),
    ),
    Scenario(
        "EXAENDS",
        "clear PPO, then coverage ended with last year",
        Changing(plans.CLEAR_PPO, plans.INACTIVE),
    ),
    Scenario("EXADOWNALWAYS", "HTTP 503 for good", Down(None)),
    Scenario("EXABUSY", "HTTP 429 with Retry-After", Trouble.BUSY),
    Scenario("EXATHINKS", "clear PPO, after a second", Trouble.THINKING),
    Scenario("EXASLOW", "clear PPO, after --slow-seconds", Trouble.SLOW),
    Scenario("EXADRIP", "clear PPO, a byte every --drip-seconds", Trouble.DRIP),
    Scenario("EXARESET", "connection reset, no answer", Trouble.RESET),
    Scenario("EXAHALF", "connection reset in the midst of the answer", Trouble.HALF),
    Scenario("EXAHTML", "HTTP 200 with a web page", Trouble.WEB_PAGE),
    Scenario("EXATRUNCATED", "clear PPO, the 271 cut short", Trouble.CUT_SHORT),
    Scenario("EXABARE", "clear PPO, the 271 without an envelope", Trouble.BARE),
    Scenario("EXAWRONGID", "clear PPO, with another PayloadID", Trouble.WRONG_PAYLOAD_ID),
    Scenario("EXABROKEN", "HTTP 500; a fault in SOAP", Trouble.BROKEN),
    Scenario("EXAJSON", "HTTP 200 with JSON that holds no X12", Trouble.JSON_PAGE),
    Scenario("EXAEMPTY", "HTTP 200 with nothing", Trouble.EMPTY),
    Scenario("EXAREDIRECT", "HTTP 302 to elsewhere", Trouble.REDIRECT),
    Scenario("EXAUNESCAPED", "PPO whose name has an &, not escaped in SOAP", Trouble.UNESCAPED),
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
