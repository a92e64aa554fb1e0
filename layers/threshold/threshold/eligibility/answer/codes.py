"""X12 005010X279A1 code lists as the answer uses them. Codes not listed are left not understood.

Source: X12 data elements 1390 (EB01), 1207 (EB02), 615 (EB06, HSD05), 673 (EB09, HSD01),
1073 (EB11, EB12) and 1365 (EB03).
"""

from threshold.eligibility.answer.model import Authorization, BenefitKind, Level, Network, Period

BENEFIT_KINDS = {
    "1": BenefitKind.ACTIVE,
    "2": BenefitKind.ACTIVE,
    "3": BenefitKind.ACTIVE,
    "4": BenefitKind.ACTIVE,
    "5": BenefitKind.ACTIVE_PENDING,
    "6": BenefitKind.INACTIVE,
    "7": BenefitKind.INACTIVE_PENDING,
    "8": BenefitKind.INACTIVE_PENDING,
    "A": BenefitKind.COINSURANCE,
    "B": BenefitKind.COPAY,
    "C": BenefitKind.DEDUCTIBLE,
    "CB": BenefitKind.COVERAGE_BASIS,
    "D": BenefitKind.DESCRIPTION,
    "E": BenefitKind.EXCLUSION,
    "F": BenefitKind.LIMITATION,
    "G": BenefitKind.OUT_OF_POCKET,
    "H": BenefitKind.UNLIMITED,
    "I": BenefitKind.NON_COVERED,
    "J": BenefitKind.COST_CONTAINMENT,
    "K": BenefitKind.RESERVE,
    "L": BenefitKind.PRIMARY_CARE_PROVIDER,
    "M": BenefitKind.PRE_EXISTING,
    "MC": BenefitKind.MANAGED_CARE_COORDINATOR,
    "N": BenefitKind.RESTRICTED_TO_PROVIDER,
    "O": BenefitKind.NOT_MEDICALLY_NECESSARY,
    "P": BenefitKind.DISCLAIMER,
    "Q": BenefitKind.SECOND_OPINION,
    "R": BenefitKind.OTHER_PAYER,
    "S": BenefitKind.PRIOR_YEAR,
    "T": BenefitKind.CARD_LOST_OR_STOLEN,
    "U": BenefitKind.CONTACT_ENTITY,
    "V": BenefitKind.CANNOT_PROCESS,
    "W": BenefitKind.OTHER_SOURCE,
    "X": BenefitKind.FACILITY,
    "Y": BenefitKind.SPEND_DOWN,
}

# Tuples: Python finds a member of a short one by identity, faster than by hash.
STATUSES = (
    BenefitKind.ACTIVE,
    BenefitKind.ACTIVE_PENDING,
    BenefitKind.INACTIVE,
    BenefitKind.INACTIVE_PENDING,
)
COST_SHARES = (
    BenefitKind.COINSURANCE,
    BenefitKind.COPAY,
    BenefitKind.DEDUCTIBLE,
    BenefitKind.OUT_OF_POCKET,
)
DENIALS = (BenefitKind.NON_COVERED, BenefitKind.EXCLUSION)

LEVELS: dict[str, Level | None] = {
    "": None,
    "IND": Level.INDIVIDUAL,
    "FAM": Level.FAMILY,
    "EMP": Level.EMPLOYEE,
    "ESP": Level.EMPLOYEE_AND_SPOUSE,
    "ECH": Level.EMPLOYEE_AND_CHILDREN,
    "SPC": Level.SPOUSE_AND_CHILDREN,
    "SPO": Level.SPOUSE,
    "CHD": Level.CHILDREN,
    "DEP": Level.DEPENDENTS,
}

PERIODS: dict[str, Period | None] = {
    "": None,
    "6": Period.HOUR,
    "7": Period.DAY,
    "13": Period.TWENTY_FOUR_HOURS,
    "21": Period.YEARS,
    "22": Period.SERVICE_YEAR,
    "23": Period.CALENDAR_YEAR,
    "24": Period.YEAR_TO_DATE,
    "25": Period.CONTRACT,
    "26": Period.EPISODE,
    "27": Period.VISIT,
    "28": Period.OUTLIER,
    "29": Period.REMAINING,
    "30": Period.EXCEEDED,
    "31": Period.NOT_EXCEEDED,
    "32": Period.LIFETIME,
    "33": Period.LIFETIME_REMAINING,
    "34": Period.MONTH,
    "35": Period.WEEK,
    "36": Period.ADMISSION,
}

QUANTITY_UNITS = {
    "8H": "minimum",
    "99": "used",
    "CA": "covered_actual",
    "CE": "covered_estimated",
    "DY": "days",
    "HS": "hours",
    "LA": "lifetime_reserve_actual",
    "LE": "lifetime_reserve_estimated",
    "M2": "maximum",
    "MN": "months",
    "P6": "procedures",
    "S7": "age_high",
    "S8": "age_low",
    "VS": "visits",
    "YY": "years",
}

NETWORKS = {
    "": Network.NOT_SAID,
    "Y": Network.IN,
    "N": Network.OUT,
    "W": Network.BOTH,
    "U": Network.UNKNOWN,
}

AUTHORIZATIONS = {
    "": Authorization.NOT_SAID,
    "Y": Authorization.YES,
    "N": Authorization.NO,
    "U": Authorization.UNKNOWN,
}

PLAN_LEVEL = "30"
TELEHEALTH_PLACES = frozenset({"02", "10"})
TELEMEDICINE = "9"

MENTAL_HEALTH = frozenset({"MH", "A4", "A6", "A8", "BB", "BC", "CF", "CH"})
SUBSTANCE_USE = frozenset({"AI", "AJ", "AK", "CJ"})
OUTPATIENT_BEHAVIORAL = MENTAL_HEALTH | SUBSTANCE_USE
"""What can answer for an intensive outpatient program; inpatient and residential codes cannot."""

NOT_MEDICAL = frozenset({"23", "24", "25", "26", "27", "28", "35", "36", "37", "38", "39", "40",
                         "41", "71", "88", "AL", "AM", "AN", "AO"})  # fmt: skip
"""Dental, hearing, pharmacy and vision."""
