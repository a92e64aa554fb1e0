"""The edge of `record_benefits`: a JSON object in, a checked recording out, or every fault."""

from datetime import date, timedelta
from decimal import Decimal

from threshold.benefits.fields import Form
from threshold.benefits.told import Household, Recording, Told
from threshold.web.fact_form import Object, Reading, fact_of
from threshold.web.problem import Problem

MOST = 100
"""Facts in one recording, and facts taken back; the sheet has fewer lines."""
TITLE = "The recording cannot be used as it is."
_MOST_PEOPLE = 30
_FURTHEST = timedelta(days=366)


def read_recording(document: Object, today: date) -> tuple[Recording, int | None]:
    """What is recorded, and the version of the intake that the caller saw, None where not said.

    `today` is the program's day: nothing was heard after it.

    Raises:
        Problem: 400 with every fault, each by pointer and rule.
    """
    form = Reading(document)
    names = {"facts", "takes_back", "household", "first_day", "version"}
    form.require_known(names)
    facts = _facts(form, today)
    said = Recording(facts, _takes_back(form), _household(form), _first_day(form, today))
    version = form.whole("version", 1, 10**6)
    if not form.faults and said == Recording():
        form.fault("must say something: facts, takes_back, household or first_day")
    if form.faults:
        raise Problem(400, TITLE, tuple(form.faults))
    return said, version


def _facts(form: Reading, today: date) -> tuple[Told, ...]:
    found = (fact_of(one, today) for one in form.objects("facts", MOST))
    return tuple(dict.fromkeys(one for one in found if one))


def _takes_back(form: Reading) -> tuple[str, ...]:
    ids = form.items("takes_back", MOST)
    for place, one in enumerate(ids):
        if not isinstance(one, str) or not 1 <= len(one) <= 40:
            form.fault("must be the id of a recorded fact", "takes_back", place)
    return tuple(dict.fromkeys(one for one in ids if isinstance(one, str)))


def _household(form: Reading) -> Household | None:
    inner = form.inner("household")
    if inner is None:
        return None
    inner.require_known({"yearly_income", "people"})
    income = inner.value("yearly_income", Form.MONEY)
    people = inner.whole("people", 1, _MOST_PEOPLE, required=True)
    if not isinstance(income, Decimal) or people is None:
        return None
    return Household(income, people)


def _first_day(form: Reading, today: date) -> date | None:
    day = form.value("first_day", Form.DAY) if "first_day" in form.document else None
    if not isinstance(day, date):
        return None
    if abs(day - today) > _FURTHEST:
        form.fault("must be within a year of today", "first_day")
    return day
