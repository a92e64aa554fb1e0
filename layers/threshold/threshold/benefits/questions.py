"""What is asked on the phone for each topic, what its answer looks like, and when it grows old."""

from dataclasses import dataclass

from threshold.benefits.fields import Field, Form, Scope, Topic
from threshold.eligibility.answer.model import Level, Network


@dataclass(frozen=True, slots=True)
class Asked:
    """How a topic is asked for.

    `monthly` says that it changes while a plan does not (a status, what is left of an amount), so
    that it holds to the end of the month; whatever else holds to the end of the plan year.
    """

    form: Form
    text: str
    scope: Scope = Scope.PLAN
    monthly: bool = False


_MONEY, _YES_NO, _TEXT, _DAY, _COUNT = Form.MONEY, Form.YES_NO, Form.TEXT, Form.DAY, Form.COUNT
_NETWORK, _LEVEL = Scope.NETWORK, Scope.LEVEL

TOPICS = {
    Topic.PROVIDER_IN_NETWORK: Asked(_YES_NO, "Are we in this plan's network?", monthly=True),
    Topic.COVERAGE_ACTIVE: Asked(_YES_NO, "Is the coverage active?", monthly=True),
    Topic.PLAN_NAME: Asked(_TEXT, "What is the plan's name?"),
    Topic.PLAN_TYPE: Asked(_TEXT, "Is it a PPO, EPO, HMO, POS or another type of plan?"),
    Topic.FUNDING: Asked(_TEXT, "Is it self-funded or fully insured?"),
    Topic.GROUP_NUMBER: Asked(_TEXT, "What is the group number?"),
    Topic.EFFECTIVE_DATE: Asked(_DAY, "Since when is the coverage effective?"),
    Topic.END_DATE: Asked(_DAY, "Does the coverage have an end date?", monthly=True),
    Topic.COBRA: Asked(_YES_NO, "Is it COBRA coverage?", monthly=True),
    Topic.PLAN_YEAR: Asked(_TEXT, "Is the plan year a calendar, service or contract year?"),
    Topic.PLAN_YEAR_START: Asked(_DAY, "When does the plan year start?"),
    Topic.IOP_COVERED: Asked(_YES_NO, "Is intensive outpatient care covered?"),
    Topic.CODE_COVERED: Asked(_YES_NO, "Is it covered under the code we bill?"),
    Topic.OTHER_CODE: Asked(_TEXT, "Under which code is it covered instead?"),
    Topic.REVENUE_CODE: Asked(_TEXT, "Which revenue code must stand beside it?"),
    Topic.VIRTUAL_COVERED: Asked(_YES_NO, "Is it covered when given by video?"),
    Topic.VENDOR_ONLY: Asked(_YES_NO, "Is care by video limited to contracted vendors?"),
    Topic.TELEHEALTH_BILLING: Asked(_TEXT, "Which place of service and modifier for video?"),
    Topic.DEDUCTIBLE: Asked(_MONEY, "What is the deductible?", _LEVEL),
    Topic.DEDUCTIBLE_MET: Asked(_MONEY, "How much of the deductible is met?", _LEVEL, True),
    Topic.DEDUCTIBLE_REMAINING: Asked(
        _MONEY, "How much of the deductible remains?", _LEVEL, monthly=True
    ),
    Topic.DEDUCTIBLE_APPLIES: Asked(_YES_NO, "Does the deductible apply to this care?", _NETWORK),
    Topic.OUT_OF_POCKET: Asked(_MONEY, "What is the out-of-pocket maximum?", _LEVEL),
    Topic.OUT_OF_POCKET_MET: Asked(
        _MONEY, "How much of the out-of-pocket maximum is met?", _LEVEL, monthly=True
    ),
    Topic.OUT_OF_POCKET_REMAINING: Asked(
        _MONEY, "How much of the out-of-pocket maximum remains?", _LEVEL, monthly=True
    ),
    Topic.COINSURANCE: Asked(Form.FRACTION, "What share does the member pay?", _NETWORK),
    Topic.COPAY: Asked(_MONEY, "What is the copay a day of this care?", _NETWORK),
    Topic.OTHER_COST: Asked(_TEXT, "What else does the member pay?", _NETWORK),
    Topic.SHARED_ACCUMULATORS: Asked(
        _YES_NO, "Do medical and behavioral care share deductible and maximum?"
    ),
    Topic.CROSS_ACCUMULATION: Asked(_YES_NO, "Do in and out of network count to each other?"),
    Topic.CARRY_OVER: Asked(_YES_NO, "Does the deductible of the last quarter carry over?"),
    Topic.SESSIONS_A_WEEK: Asked(_COUNT, "How many days of this care a week are covered?"),
    Topic.SESSIONS_A_YEAR: Asked(_COUNT, "How many days of this care a year are covered?"),
    Topic.SESSIONS_REMAINING: Asked(_COUNT, "How many of these days remain?", monthly=True),
    Topic.COMBINED_WITH_PHP: Asked(_YES_NO, "Does that limit include partial hospitalization?"),
    Topic.PRIOR_AUTHORIZATION: Asked(_YES_NO, "Is prior authorization needed?"),
    Topic.AUTHORIZATION_CODE: Asked(_TEXT, "Under which code is it authorized?"),
    Topic.AUTHORIZATION_CONTACT: Asked(_TEXT, "Where is authorization asked: phone, fax, portal?"),
    Topic.AUTHORIZATION_UNITS: Asked(_TEXT, "How many units are authorized at a time?"),
    Topic.AUTHORIZATION_PENALTY: Asked(_TEXT, "What is the penalty without authorization?"),
    Topic.ADMINISTRATOR: Asked(
        _TEXT, "Who administers the behavioral benefits? (none: the plan itself)"
    ),
    Topic.ADMINISTRATOR_PHONE: Asked(_TEXT, "What is the administrator's phone?"),
    Topic.ADMINISTRATOR_PAYER_ID: Asked(_TEXT, "Which payer id for behavioral claims?"),
    Topic.CLAIMS_ADDRESS: Asked(_TEXT, "To which address do paper claims go?"),
    Topic.RATE_BASIS: Asked(
        _TEXT, "What is paid out of network: a share of usual rates, of Medicare, a fixed amount?"
    ),
    Topic.PAYS_PROVIDER: Asked(_YES_NO, "Is the provider paid, by assignment of benefits?"),
    Topic.SINGLE_CASE_AGREEMENT: Asked(_YES_NO, "Is a single-case agreement possible?"),
    Topic.ACCREDITATION: Asked(_TEXT, "Which license or accreditation is demanded?"),
    Topic.FREESTANDING: Asked(_YES_NO, "Is a freestanding program covered?"),
    Topic.OTHER_PAYER: Asked(
        _TEXT, "Which other payer is there, and which pays first? (none: no other)", monthly=True
    ),
    Topic.TIMELY_FILING: Asked(_TEXT, "Within how many days must claims be filed?"),
}


def _fields(topic: Topic) -> tuple[Field, ...]:
    networks = (Network.IN, Network.OUT)
    match TOPICS[topic].scope:
        case Scope.PLAN:
            return (Field(topic),)
        case Scope.NETWORK:
            return tuple(Field(topic, network) for network in networks)
        case Scope.LEVEL:
            levels = (Level.INDIVIDUAL, Level.FAMILY)
            return tuple(Field(topic, network, level) for network in networks for level in levels)


FIELDS = tuple(field for topic in Topic for field in _fields(topic))
"""Every line of the sheet, in the order it is asked."""
