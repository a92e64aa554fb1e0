"""The fields of a verification of benefits, each with how it is asked for and when it grows old.

What an intensive outpatient program collects before it bills: the plan, what the person pays in
and out of network, what is covered by which code, limits, authorization, who administers, how
out-of-network care is paid.
"""

from dataclasses import dataclass
from enum import StrEnum

from threshold.eligibility.answer.model import Level, Network


class Care(StrEnum):
    """What an intensive outpatient program treats, as far as billing tells it apart."""

    SUBSTANCE_USE = "substance_use"
    MENTAL_HEALTH = "mental_health"


class Form(StrEnum):
    """What a field holds."""

    MONEY = "money"
    FRACTION = "fraction"
    COUNT = "count"
    YES_NO = "yes_no"
    DAY = "day"
    TEXT = "text"


class Scope(StrEnum):
    """Whether a topic is one for the plan, one for each network, or for each network and level."""

    PLAN = "plan"
    NETWORK = "network"
    LEVEL = "level"


class Topic(StrEnum):
    """What a field is about."""

    PROVIDER_IN_NETWORK = "provider_in_network"
    COVERAGE_ACTIVE = "coverage_active"
    PLAN_NAME = "plan_name"
    PLAN_TYPE = "plan_type"
    FUNDING = "funding"
    GROUP_NUMBER = "group_number"
    EFFECTIVE_DATE = "effective_date"
    END_DATE = "end_date"
    COBRA = "cobra"
    PLAN_YEAR = "plan_year"
    PLAN_YEAR_START = "plan_year_start"
    IOP_COVERED = "iop_covered"
    CODE_COVERED = "code_covered"
    OTHER_CODE = "other_code"
    REVENUE_CODE = "revenue_code"
    VIRTUAL_COVERED = "virtual_covered"
    VENDOR_ONLY = "vendor_only"
    TELEHEALTH_BILLING = "telehealth_billing"
    DEDUCTIBLE = "deductible"
    DEDUCTIBLE_MET = "deductible_met"
    DEDUCTIBLE_REMAINING = "deductible_remaining"
    DEDUCTIBLE_APPLIES = "deductible_applies"
    OUT_OF_POCKET = "out_of_pocket"
    OUT_OF_POCKET_MET = "out_of_pocket_met"
    OUT_OF_POCKET_REMAINING = "out_of_pocket_remaining"
    COINSURANCE = "coinsurance"
    COPAY = "copay"
    OTHER_COST = "other_cost"
    SHARED_ACCUMULATORS = "shared_accumulators"
    CROSS_ACCUMULATION = "cross_accumulation"
    CARRY_OVER = "carry_over"
    SESSIONS_A_WEEK = "sessions_a_week"
    SESSIONS_A_YEAR = "sessions_a_year"
    SESSIONS_REMAINING = "sessions_remaining"
    COMBINED_WITH_PHP = "combined_with_php"
    PRIOR_AUTHORIZATION = "prior_authorization"
    AUTHORIZATION_CODE = "authorization_code"
    AUTHORIZATION_CONTACT = "authorization_contact"
    AUTHORIZATION_UNITS = "authorization_units"
    AUTHORIZATION_PENALTY = "authorization_penalty"
    ADMINISTRATOR = "administrator"
    ADMINISTRATOR_PHONE = "administrator_phone"
    ADMINISTRATOR_PAYER_ID = "administrator_payer_id"
    CLAIMS_ADDRESS = "claims_address"
    RATE_BASIS = "rate_basis"
    PAYS_PROVIDER = "pays_provider"
    SINGLE_CASE_AGREEMENT = "single_case_agreement"
    ACCREDITATION = "accreditation"
    FREESTANDING = "freestanding"
    OTHER_PAYER = "other_payer"
    TIMELY_FILING = "timely_filing"


@dataclass(frozen=True, slots=True)
class Field:
    """One line of the sheet. Network and level are None where the topic has none."""

    topic: Topic
    network: Network | None = None
    level: Level | None = None

    @property
    def name(self) -> str:
        """The field in words, such as "deductible remaining, out of network, family"."""
        places = {Network.IN: "in network", Network.OUT: "out of network"}
        parts = [self.topic.replace("_", " "), *(places[n] for n in (self.network,) if n)]
        return ", ".join([*parts, *(level for level in (self.level,) if level)])
