"""Plans whose answers are easily misread: one pitfall each, as real payers send them.

In braces: days reckoned from the question, as in `plans`.
"""

from local.payer_simulator.plans import Plan

AMPERSAND = Plan(("EB*1*IND*30^98^MH*PR*GOLD & MORE PPO", "EB*C*IND*30***23*500*****Y"))
LISTLESS = Plan(("EB*1*IND*30**GOLD PPO", "EB*1*IND*MH*PR*GOLD PPO", "EB*C*IND*30***23*500"))
INDEMNITY = Plan(("EB*1*IND*30^98^MH*IN*CLASSIC INDEMNITY", "EB*A*IND*30*****.2****W"))
MEDICARE = Plan(
    (
        "EB*1*IND*30*MA*PART A",
        "DTP*307*D8*{year_begin}",
        "EB*1*IND*30^98^MH*MB*PART B",
        "EB*C*IND*30*MB**23*257",
        "EB*A*IND*MH*MB****.2",
    )
)
COMMERCIAL = Plan(("EB*1*IND*30^98^MH*C1*EXAMPLE CHOICE", "EB*C*IND*30***23*500*****Y"))
PPO_ENTITY = Plan(
    (
        "EB*1*IND*30^98^MH*C1*EXAMPLE CHOICE",
        "LS*2120",
        "NM1*1I*2*EXAMPLE PPO NETWORK*****PI*PPO01",
        "LE*2120",
    )
)
CONTRADICTED = Plan(("EB*1*IND*30^98^MH*HM*SELECT PPO", "EB*C*IND*30***23*500*****Y"))
ZERO_COINSURANCE = Plan(
    (
        "EB*1*EMP*30^98^MH*EP*ELECT",
        "EB*A*EMP*33^98^MH*****0****Y",
        "EB*B*EMP*98^MH***27*35*****Y",
    )
)
OUT_OF_POCKET_TOTAL = Plan(
    (
        "EB*1*IND*30^98^MH*PR*GOLD PPO",
        "EB*G*IND*30****2100*****Y",
        "EB*G*IND*30***29*2100*****Y",
    )
)
PLAN_YEARS = Plan(
    (
        "EB*1*IND*30^98^MH*PR*GOLD PPO",
        "EB*C*IND*30***22*1000*****Y",
        "EB*C*IND*MH***23*500*****Y",
        "EB*C*IND*98***25*750*****Y",
        "EB*C*IND*30***29*400*****Y",
    )
)
FAMILY_ONLY = Plan(
    (
        "EB*1*FAM*30^98^MH*PR*HSA PPO",
        "EB*C*FAM*30***23*6000*****Y",
        "EB*C*FAM*30***29*4500*****Y",
        "MSG*FAMILY DEDUCTIBLE MUST BE MET BEFORE ANY MEMBER IS PAID",
    )
)
OVERRIDDEN = Plan(
    (
        "EB*1*IND*30^98^MH*PR*GOLD PPO",
        "EB*B*IND*98^UC^MH***27*50*****Y",
        "EB*B*IND*MH***27*20*****Y",
    )
)
NETWORK_BOTH_OR_UNKNOWN = Plan(
    (
        "EB*1*IND*30^98^MH*PR*GOLD PPO",
        "EB*C*IND*30***23*1000*****W",
        "EB*A*IND*MH*****.2****U",
    )
)
VISITS_IN_HSD = Plan(
    (
        "EB*1*IND*30^98^MH*PR*GOLD PPO",
        "EB*F*IND*MH*********Y",
        "HSD*VS*35***21*1",
        "EB*F*IND*MH*********Y",
        "HSD*VS*22***29",
    )
)
TELEHEALTH_VENDOR = Plan(
    (
        "EB*1*IND*30^98^MH*PR*GOLD PPO",
        "EB*B*IND*98^MH***27*0*****Y",
        "III*ZZ*02",
        "MSG*TELEHEALTH THROUGH CONTRACTED VENDOR",
        "EB*B*IND*98^MH***27*40*****Y",
        "III*ZZ*11",
    )
)
SHARED_ACCUMULATORS = Plan(
    (
        "EB*1*IND*30^98^MH*PR*GOLD PPO",
        "EB*C*IND*30^MH***23*1500*****Y",
        "EB*C*IND*30^MH***29*300*****Y",
        "MSG*ACCUMULATORS SHARED BETWEEN MEDICAL AND MENTAL HEALTH",
    )
)
AUTHORIZATION_UNKNOWN = Plan(
    ("EB*1*IND*30^98^MH*PR*GOLD PPO", "EB*CB*IND*MH^CF********U*W", "EB*A*IND*MH*****.2****Y")
)
BENEFIT_REFERENCE = Plan(
    (
        "EB*1*IND*30^98^MH*PR*GOLD PPO",
        "EB*U**MH",
        "LS*2120",
        "REF*18*BHPLAN7",
        "LE*2120",
    )
)
COVERAGE_DATES = Plan(
    dates=(
        "DTP*291*RD8*{year_begin}-99991231",
        "DTP*472*D8*{today}",
        "DTP*356*D8*{year_begin}",
        "DTP*357*D8*30000101",
    ),
    benefits=("EB*1*IND*30^98^MH*PR*GOLD PPO", "DTP*307*RD8*{year_begin}-{year_end}"),
)
PHARMACY_INACTIVE = Plan(
    ("EB*1*IND*30^98^MH*PR*GOLD PPO", "EB*6*IND*88", "EB*C*IND*30***23*500*****Y")
)
COBRA = Plan(("EB*1*IND*30^98^MH*CO*GOLD PPO", "MSG*COBRA CONTINUATION PREMIUM PAID TO {today}"))
SELF_FUNDED = Plan(
    (
        "EB*1*IND*30^98^MH*PR*GOLD PPO",
        "MSG*SELF-FUNDED PLAN ADMINISTERED BY EXAMPLE HEALTH PLAN",
        "EB*P*IND*30",
        "MSG*THIS IS NOT A GUARANTEE OF PAYMENT",
    )
)
