"""Sheets of invented plans, and facts as staff would hear them."""

from datetime import date
from decimal import Decimal

from tests.unit.eligibility.payer_answers import about_subscriber, fixture
from threshold.benefits.estimate import episode_of
from threshold.benefits.facts import Call, Fact, Sheet, Source, expiry
from threshold.benefits.fields import Care, Field, Topic
from threshold.benefits.from_answer import sheet
from threshold.benefits.terms import Rates
from threshold.eligibility.answer.model import Level, Network, YesNo
from threshold.eligibility.reader import read

TODAY = date(2026, 1, 5)
RATES = Rates(charge=Decimal(300), allowed=Decimal(250))
START = date(2026, 1, 12)
ACTIVE = "EB*1*IND*30*PR*GOLD PPO"
DEDUCTIBLE = ("EB*C*IND*30***23*1500*****Y", "EB*C*IND*30***29*900*****Y")
MAXIMUM = ("EB*G*IND*30***23*6000*****Y", "EB*G*IND*30***29*5400*****Y")
COINSURANCE = "EB*A*IND*CF^CJ*****.2****Y"
KNOWN = (ACTIVE, "EB*1**MH", *DEDUCTIBLE, *MAXIMUM, COINSURANCE)


def answer(*segments):
    return read(about_subscriber(*segments))[0]


def sheet_with(*segments, told=(), care=Care.MENTAL_HEALTH, on=TODAY):
    return sheet(answer(*segments), None, told, care, answered_on=TODAY, on=on)


def sheet_of(name, told=(), care=Care.MENTAL_HEALTH):
    found = read(fixture(name))[-1]
    return sheet(found, None, told, care, answered_on=TODAY, on=TODAY)


def heard(field, value, on=TODAY):
    call = Call("Rep One", "REF-1")
    return Fact(field, value, Source.PHONE, on, expiry(field, on), call=call)


def plan(topic):
    return Field(topic)


def inside(topic, level=None):
    return Field(topic, Network.IN, level)


def outside(topic, level=None):
    return Field(topic, Network.OUT, level)


def one(topic, network=Network.IN):
    return Field(topic, network, Level.INDIVIDUAL)


def family(topic, network=Network.IN):
    return Field(topic, network, Level.FAMILY)


def episode(hours=9, weeks=8, start=START):
    return episode_of(start, Decimal(hours), weeks, RATES)


def told_sheet(amounts):
    """A sheet that staff filled in on the phone: active, covered, calendar year, and amounts."""
    facts = {
        plan(Topic.COVERAGE_ACTIVE): YesNo.YES,
        plan(Topic.IOP_COVERED): YesNo.YES,
        plan(Topic.CODE_COVERED): YesNo.YES,
        plan(Topic.VIRTUAL_COVERED): YesNo.YES,
        plan(Topic.PROVIDER_IN_NETWORK): YesNo.YES,
        plan(Topic.PLAN_YEAR): "calendar",
        inside(Topic.DEDUCTIBLE_APPLIES): YesNo.YES,
        **amounts,
    }
    return Sheet(
        Care.MENTAL_HEALTH, TODAY, tuple(heard(field, value) for field, value in facts.items())
    )
