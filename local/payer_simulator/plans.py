"""The plans that the simulated insurer sells, as segments of a 271.

In braces: {today}, {year_begin}, {last_year_end} and {next_month}, reckoned from the question.
"""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Plan:
    """What is said of a person in a plan: references, dates, then benefits in order.

    when_asked: benefits told to those alone who name their service types; 30 is not enough.
    """

    benefits: tuple[str, ...]
    references: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    when_asked: tuple[str, ...] = ()


CLEAR_PPO = Plan(
    references=("REF*6P*GRP100*EXAMPLE EMPLOYER",),
    dates=("DTP*346*D8*{year_begin}",),
    benefits=(
        "EB*1*IND*30^1^33^47^48^50^86^98^AL^MH^UC*PR*GOLD PPO 1500",
        "EB*C*IND*30***23*1500*****Y",
        "EB*C*IND*30***29*900*****Y",
        "EB*C*FAM*30***23*3000*****Y",
        "EB*C*FAM*30***29*2100*****Y",
        "EB*C*IND*30***23*3000*****N",
        "EB*C*IND*30***29*3000*****N",
        "EB*G*IND*30***23*6000*****Y",
        "EB*G*IND*30***29*5400*****Y",
        "EB*G*IND*30***23*12000*****N",
        "EB*G*IND*30***29*12000*****N",
        "EB*1*IND*MH^AI^CF^CJ",
        "EB*A*IND*CF^CJ*****.2****Y",
        "EB*A*IND*CF^CJ*****.4****N",
        "EB*B*IND*CF***27*0*****Y",
        "III*ZZ*10",
        "MSG*TELEHEALTH AT HOME",
        "EB*CB*IND*CH^CJ********Y*W",
        "MSG*INTENSIVE OUTPATIENT REQUIRES PRECERTIFICATION",
    ),
)
DEARER_PPO = replace(
    CLEAR_PPO,
    benefits=tuple(line.replace("*****.4****N", "*****.5****N") for line in CLEAR_PPO.benefits),
)
FAMILY_PPO = Plan(
    dates=("DTP*346*D8*{year_begin}",),
    benefits=(
        "EB*1*FAM*30^MH^AI*PR*SILVER PPO",
        "EB*C*FAM*30***23*5000*****Y",
        "EB*C*FAM*30***29*1200*****Y",
    ),
)
HMO = Plan(
    (
        "EB*1*IND*30^98^MH*HM*CARE HMO",
        "EB*L",
        "LS*2120",
        "NM1*P3*1*PRIMARY*PAT****XX*1234567893",
        "LE*2120",
        "EB*I*IND*30*********N",
    )
)
EPO = Plan(
    (
        "EB*1*EMP*30^98^MH*EP*OPEN ACCESS ELECT",
        "EB*G*IND*30****2100*****Y",
        "EB*I*EMP*1^33^48^50^86^98^MH*********N",
        "EB*F*EMP*30*********Y",
        "MSG*PLAN REQUIRES PRECERT",
    )
)
POS = Plan(
    (
        "EB*1*FAM*30^98^MH*PS*CHOICE POS II",
        "EB*C*FAM*30***23*600",
        "EB*C*FAM*30***29*186.89",
        "EB*C*IND*30***23*200",
        "EB*C*IND*30***29*78.8",
    )
)
INACTIVE = Plan(("EB*6*IND*30", "DTP*349*D8*{last_year_end}"))
CARVED_OUT_TO_CONTACT = Plan(
    (
        "EB*1*IND*30*PR*CHOICE PLUS PPO",
        "EB*C*IND*30***23*2000*****Y",
        "EB*C*IND*30***29*2000*****Y",
        "EB*U**MH^AI",
        "LS*2120",
        "NM1*VN*2*EXAMPLE BEHAVIORAL ADMINISTRATOR",
        "PER*IC**TE*8005550100*UR*EXAMPLE.TEST",
        "LE*2120",
    )
)
CARVED_OUT_TO_PAYER = Plan(
    (
        "EB*1*IND*30*PR*BLUE PPO",
        "EB*1**MH",
        "LS*2120",
        "NM1*Y2*2*EXAMPLE BH MCO*****PI*BHX01",
        "LE*2120",
        "EB*MC**MH",
        "LS*2120",
        "NM1*Y2*2*EXAMPLE BH MCO*****PI*BHX01",
        "LE*2120",
    )
)
BEHAVIORAL_ADMINISTRATOR = Plan(
    dates=("DTP*346*D8*{year_begin}",),
    benefits=(
        "EB*1*IND*30^MH^AI^CF^CJ*PR*BLUE PPO BEHAVIORAL",
        "EB*C*IND*30***23*500*****Y",
        "EB*C*IND*30***29*250*****Y",
        "EB*A*IND*CF^CJ*****.1****Y",
    ),
)
SENT_BACK = Plan(
    (
        "EB*U*IND*MH^AI",
        "MSG*WE DO NOT ADMINISTER THIS MEMBERS BENEFITS",
        "LS*2120",
        "NM1*PR*2*EXAMPLE HEALTH PLAN*****PI*99991",
        "LE*2120",
    )
)
MEDICARE_ADVANTAGE_PPO = Plan(
    ("EB*1*IND*30^98^MH*PR*LPPO MEDICARE ADVANTAGE PPO", "MSG*MEDICARE ADVANTAGE")
)
MEDICAID = Plan(
    (
        "EB*1*IND*30^98^MH*MC*STATE MEDICAID MCO",
        "EB*MC**30",
        "LS*2120",
        "NM1*Y2*2*EXAMPLE MCO*****PI*77771",
        "LE*2120",
    )
)
NAME_ONLY = Plan(("EB*1*IND*30^98^MH**OPEN ACCESS PLUS PPO HSA", "EB*C*IND*30***23*3300*****W"))
CASH = Plan(("EB*1*IND*30*PP*SELF PAY",))
SILENT = Plan(
    (
        "EB*1*IND*30^98^UC^MH*PR*PLATINUM PPO",
        "EB*C*IND*30***23*500*****Y",
        "EB*C*IND*30***29*500*****Y",
        "EB*B*IND*98***27*30*****Y",
    )
)
NOT_MENTIONED = Plan(("EB*1*IND*30^98*PR*PLAIN PPO", "EB*C*IND*30***23*500*****Y"))
TOLD_WHEN_ASKED = Plan(
    NOT_MENTIONED.benefits,
    when_asked=("EB*1*IND*MH^CF", "EB*B*IND*MH^CF***27*25*****Y"),
)
SUBSTANCE_USE_ALONE = Plan(
    NOT_MENTIONED.benefits,
    when_asked=("EB*1*IND*AI^CJ", "EB*A*IND*AI^CJ*****.2****Y"),
)
FUTURE = Plan(
    dates=("DTP*346*D8*{next_month}",),
    benefits=("EB*6*IND*30*PR*PPO", "EB*1*IND*30*PR*PPO", "DTP*348*D8*{next_month}"),
)
GRACE = Plan(
    (
        "EB*5*IND*30^98^MH*PR*EXCHANGE PPO",
        "DTP*346*D8*{year_begin}",
        "MSG*MEMBER IN GRACE PERIOD MONTH 2 CLAIMS PENDED",
    )
)
VISIT_LIMIT = Plan(
    (
        "EB*1*IND*30^MH*PR*BRONZE PPO",
        "EB*F*IND*MH***23***VS*30**Y",
        "HSD*VS*30***23",
        "EB*F*IND*MH***29***VS*12**Y",
        "EB*F*IND*CJ*********Y",
        "HSD*VS*20***22*1",
    )
)
TELEHEALTH_IN_TEXT = Plan(
    (
        "EB*1*IND*30^98^MH*PR*CHOICE PPO",
        "EB*B*IND*9***27*0*****W",
        "MSG*VIRTUAL VISITS/TELEMEDICINE",
        "EB*B*IND*98***7*15*****W",
    )
)
TIERS = Plan(
    (
        "EB*1*IND*30^MH*PR*TIERED PPO",
        "EB*B*IND*CF***27*20*****Y",
        "MSG*TIER 1 PREFERRED",
        "EB*B*IND*CF***27*45*****Y",
        "MSG*TIER 2",
    )
)
NETWORK_NOT_SAID = Plan(
    (
        "EB*1*IND*30^MH*PR*PPO",
        "EB*C*IND*30***23*1000",
        "EB*C*IND*30***23*2500",
        "EB*A*IND*30*****0",
        "EB*A*IND*30*****.3",
    )
)
PERCENTS = Plan(
    (
        "EB*1*IND*30^MH*PR*PPO",
        "EB*A*IND*MH*****20****Y",
        "EB*A*IND*AI*****.2****Y",
        "EB*A*IND*CF*****1****N",
    )
)
OTHER_PAYER = Plan(
    (
        "EB*1*IND*30^MH*PR*PPO",
        "EB*R*IND*30*OT",
        "LS*2120",
        "NM1*PRP*2*OTHER PLAN*****PI*88881",
        "LE*2120",
    )
)
TWO_PLANS = Plan(
    (
        "EB*1*IND*30^MH*PR*MEDICAL PPO",
        "EB*1*IND*AL**VISION PLAN",
        "LS*2120",
        "NM1*PR*2*VISION CO*****PI*VIS01",
        "LE*2120",
        "EB*C*IND*30***23*0",
        "EB*C*IND*30***23*2000*****Y",
    )
)
