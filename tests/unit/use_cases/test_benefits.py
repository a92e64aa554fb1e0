"""The benefits of one intake: made of what is stored, nothing merged, nothing made up."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.builders import NOW, consent, submission
from tests.unit.benefits.cases import (
    CARVED,
    ELSEWHERE,
    PROGRAM,
    SUBSTANCES,
    TODAY,
    Case,
    covered,
    from_administrator,
    told,
)
from tests.unit.benefits.sheets import KNOWN, answer, inside, plan
from threshold.benefits.estimate import CannotEstimate, Estimate
from threshold.benefits.facts import Source
from threshold.benefits.fields import Care, Field, Topic
from threshold.benefits.told import Household, Party
from threshold.decision.coverage import Coverage, Standing
from threshold.eligibility.answer.model import YesNo
from threshold.eligibility.conversation.model import Heard, Question, Rung
from threshold.intake.submission import (
    ConsentKind,
    InsuranceCard,
    Location,
    Need,
    Payment,
    PaymentPath,
    Track,
)
from threshold.use_cases.benefits import cares_of
from threshold.use_cases.estimating import NO_RATE, NO_WEEKS, start_of

ADMINISTRATOR = replace(PROGRAM.payers[0], id="BHX01", name="EXAMPLE BH MCO", aliases=())
WITH_ADMINISTRATOR = replace(PROGRAM, payers=(*PROGRAM.payers, ADMINISTRATOR))


def values(one, field):
    return one.sheet.values(field)


def test_the_plans_answer_fills_its_sheet_and_is_estimated_at_the_programs_rates():
    (own,) = Case(covered(*KNOWN)).seen().payers

    assert (own.party, own.payer_id, own.name) == (Party.PLAN, "99991", "EXAMPLE HEALTH PLAN")
    assert values(own, inside(Topic.COINSURANCE)) == (Decimal("0.2"),)
    assert isinstance(own.in_network, Estimate)
    assert own.in_network.low.weeks[0].charged == 3 * Decimal(450)


def test_what_is_allowed_by_contract_holds_in_network_alone():
    (own,) = Case(covered(*KNOWN, "EB*A*IND*CF^CJ*****.4****N")).seen().payers

    assert not any("taken to be the charge" in one for one in own.in_network.assumptions)
    assert any("out of network is not known" in one for one in own.out_of_network.assumptions)


def test_the_latest_coverage_counts():
    case = Case(covered(*KNOWN))
    case.verified(covered("EB*1*IND*30*PR*GOLD PPO", "EB*A*IND*CF^CJ*****.5****Y"))

    (own,) = case.seen().payers
    assert values(own, inside(Topic.COINSURANCE)) == (Decimal("0.5"),)


def test_without_a_verified_coverage_the_card_and_what_staff_heard_are_the_sheet():
    case = Case(payment=Payment(PaymentPath.INSURANCE, InsuranceCard("EXA1", "99991", None, "G1")))
    case.record(told(inside(Topic.COPAY), "30.00"))
    (own,) = case.seen().payers

    assert values(own, Field(Topic.GROUP_NUMBER)) == ("G1",)
    assert values(own, inside(Topic.COPAY)) == (Decimal("30.00"),)
    assert {fact.source for fact in own.sheet.facts} == {Source.CARD, Source.PORTAL}


def test_a_fact_that_is_heard_is_asked_no_more():
    case = Case(covered(*KNOWN))
    before = case.seen().payers[0].script.questions
    case.record(told(plan(Topic.CODE_COVERED), "yes"))
    after = case.seen().payers[0].script.questions

    gone = {one.field for one in before} - {one.field for one in after}
    assert gone == {plan(Topic.CODE_COVERED)}


def test_what_is_heard_beside_a_271_that_says_otherwise_is_a_contradiction():
    case = Case(covered(*KNOWN))
    case.record(told(inside(Topic.COINSURANCE), "0.30"))
    (own,) = case.seen().payers

    assert values(own, inside(Topic.COINSURANCE)) == (Decimal("0.2"), Decimal("0.30"))
    assert own.in_network.total.low < own.in_network.total.high


def test_a_fact_grows_old_and_is_asked_again():
    case = Case(covered(*KNOWN))
    case.record(told(plan(Topic.PROVIDER_IN_NETWORK), "yes"))

    (own,) = case.seen(now=NOW + timedelta(days=40)).payers
    assert values(own, plan(Topic.PROVIDER_IN_NETWORK)) == ()
    assert plan(Topic.PROVIDER_IN_NETWORK) in {one.field for one in own.script.questions}


def test_an_administrator_stands_beside_the_plan_and_is_not_merged_with_it():
    further = (from_administrator(*ELSEWHERE),)
    own, beside = Case(covered(*CARVED, further=further)).seen().payers

    assert (own.counts, beside.counts) == (False, True)
    assert (beside.party, beside.payer_id) == (Party.ADMINISTRATOR, "BHX01")
    assert values(own, inside(Topic.COPAY)) == ()
    assert values(beside, inside(Topic.COPAY)) == (Decimal(45),)
    assert values(beside, inside(Topic.COINSURANCE)) == ()
    assert isinstance(own.in_network, CannotEstimate)


def test_an_administrator_nobody_could_ask_by_computer_is_to_be_called():
    _, beside = Case(covered(*CARVED)).seen().payers

    assert beside.name == "EXAMPLE BH MCO"
    assert beside.sheet.facts == ()
    assert beside.script.questions
    assert isinstance(beside.in_network, CannotEstimate)


def test_an_administrator_heard_of_by_phone_is_one():
    case = Case(covered(*KNOWN))
    case.record(
        told(plan(Topic.ADMINISTRATOR), "Example BH"),
        told(plan(Topic.ADMINISTRATOR_PHONE), "+15555550188"),
    )
    own, beside = case.seen().payers

    assert (beside.name, beside.phone) == ("Example BH", "+15555550188")
    assert isinstance(own.in_network, CannotEstimate)


def test_what_the_administrator_says_on_the_phone_is_its_own():
    case = Case(covered(*CARVED, further=(from_administrator(*ELSEWHERE),)))
    case.record(told(plan(Topic.CODE_COVERED), "yes", party=Party.ADMINISTRATOR))
    own, beside = case.seen().payers

    assert values(own, plan(Topic.CODE_COVERED)) == ()
    assert values(beside, plan(Topic.CODE_COVERED)) == (YesNo.YES,)


def test_an_administrator_that_the_plan_no_longer_names_is_shown_and_not_counted():
    own, beside = Case(covered(*KNOWN, further=(from_administrator(*ELSEWHERE),))).seen().payers

    assert (own.counts, beside.counts) == (True, False)
    assert beside.in_network.reasons[0].startswith("the plan does not name")
    assert isinstance(own.in_network, Estimate)


@pytest.mark.parametrize("known", [True, False], ids=["a payer of ours", "a stranger"])
def test_what_another_administrator_answered_is_not_taken_for_the_one_the_plan_names(known):
    other = Heard(Question(Rung.PLAN, administrator="OTHER1"), answer(*ELSEWHERE))
    case = Case(covered(*CARVED, further=(other,)))
    _, beside = case.seen(WITH_ADMINISTRATOR if known else PROGRAM).payers

    assert (beside.payer_id, beside.sheet.facts) == ("BHX01", ())


def test_a_further_answer_of_the_plan_says_what_it_was_asked():
    later = Heard(Question(Rung.MENTAL_HEALTH), answer("EB*B*IND*MH***27*30*****Y"))
    (own,) = Case(covered(*KNOWN, further=(later,))).seen().payers

    (copay,) = own.sheet.about(inside(Topic.COPAY))
    assert copay.note == "asked for mental health"


@pytest.mark.parametrize(
    ("tracks", "cares"),
    [
        ((), (Care.MENTAL_HEALTH,)),
        ((Track.TRAUMA, Track.COUPLES), (Care.MENTAL_HEALTH,)),
        ((Track.SUBSTANCE_USE,), (Care.SUBSTANCE_USE,)),
        ((Track.DUAL,), (Care.MENTAL_HEALTH, Care.SUBSTANCE_USE)),
        ((Track.SUBSTANCE_USE, Track.TRAUMA), (Care.MENTAL_HEALTH, Care.SUBSTANCE_USE)),
    ],
)
def test_the_care_that_is_billed_is_the_care_that_is_sought(tracks, cares):
    assert cares_of(submission(need=Need(tracks=tracks))) == cares


PRIVATE = Payment(PaymentPath.SELF_PAY, InsuranceCard("EXA1", "99991"))


@pytest.mark.parametrize(
    ("changes", "consents", "barred"),
    [
        ({"payment": PRIVATE}, None, Standing.SELF_PAY),
        ({"payment": Payment(PaymentPath.UNINSURED)}, None, Standing.UNINSURED),
        ({"payment": Payment()}, None, Standing.PAYMENT_NOT_SAID),
        ({}, (), Standing.NO_CONSENT),
        ({}, (consent(ConsentKind.TELEHEALTH),), Standing.NO_CONSENT),
        (
            {"need": SUBSTANCES},
            (consent(ConsentKind.TREATMENT_PAYMENT_OPERATIONS, version="2020-01"),),
            Standing.NO_CONSENT,
        ),
        ({"need": SUBSTANCES}, None, None),
        ({}, None, None),
    ],
    ids=str,
)
def test_nobody_is_told_to_call_a_plan_that_may_not_be_asked(changes, consents, barred):
    (own,) = Case(consents=consents, **changes).seen().payers

    assert own.barred is barred
    assert (own.script is None) is (barred is not None)


@pytest.mark.parametrize(
    ("billing", "reasons"),
    [
        ({}, (NO_RATE, NO_WEEKS)),
        ({"weeks": 8}, (NO_RATE,)),
        ({"rates": PROGRAM.billing["rates"]}, (NO_WEEKS,)),
    ],
    ids=["nothing", "no rate", "no weeks"],
)
def test_what_the_program_does_not_set_is_never_made_up(billing, reasons):
    case = Case(covered(*KNOWN), payment=Payment(PaymentPath.UNINSURED))
    found = case.seen(replace(PROGRAM, billing=billing))

    assert found.payers[0].in_network == CannotEstimate(reasons)
    assert (found.self_pay[0].draft, found.self_pay[0].reasons) == (None, reasons)


def test_without_a_first_day_care_is_taken_to_begin_on_a_monday_and_this_is_said():
    found = Case(covered(*KNOWN)).seen()

    assert (found.start.planned, found.start.day) == (False, date(2026, 1, 12))
    assert any("2026-01-12" in one for one in found.payers[0].in_network.assumptions)


@pytest.mark.parametrize(
    ("today", "day"),
    [(date(2026, 1, 5), date(2026, 1, 12)), (date(2026, 1, 6), date(2026, 1, 19))],
)
def test_the_monday_is_a_week_away_or_more(today, day):
    assert start_of(None, today).day == day


def test_a_first_day_that_staff_recorded_is_the_one():
    case = Case(covered(*KNOWN), payment=Payment(PaymentPath.UNINSURED))
    case.record(first_day=date(2026, 2, 2))
    found = case.seen()

    assert found.payers[0].in_network.low.weeks[0].begins == date(2026, 2, 2)
    assert not any("taken to begin" in one for one in found.payers[0].in_network.assumptions)
    assert "first day of care" not in found.self_pay[0].draft.missing


def test_care_that_has_begun_is_not_estimated_from_what_is_left_now():
    case = Case(covered(*KNOWN))
    case.record(first_day=date(2026, 1, 2))

    assert isinstance(case.seen().payers[0].in_network, CannotEstimate)


@pytest.mark.parametrize(
    ("changes", "coverage", "drafts"),
    [
        ({"payment": PRIVATE}, None, 1),
        ({"payment": Payment(PaymentPath.UNINSURED)}, None, 1),
        ({}, covered("EB*6*IND*30"), 1),
        ({}, covered(*KNOWN), 0),
        ({}, Coverage(Standing.UNREACHABLE, NOW, "99991"), 0),
        ({"payment": Payment()}, None, 0),
    ],
    ids=["pays alone", "uninsured", "inactive", "covered", "not heard", "not said"],
)
def test_a_good_faith_estimate_is_for_who_pays_without_a_plan(changes, coverage, drafts):
    assert len(Case(coverage, **changes).seen().self_pay) == drafts


def test_the_draft_is_at_the_price_for_who_pays_themselves_and_has_its_deadline():
    (one,) = Case(payment=Payment(PaymentPath.UNINSURED)).seen().self_pay

    assert one.draft.service.charge == Decimal(300)
    assert one.draft.total == 24 * Decimal(300)
    assert one.draft.patient.name == "Jane Tester"
    assert one.draft.missing == ("first day of care",)
    assert (one.due_on, one.due_if_scheduled_today) == (date(2026, 1, 8), None)


def test_the_deadline_of_a_planned_first_day_is_that_of_scheduling():
    case = Case(payment=Payment(PaymentPath.UNINSURED))
    case.record(first_day=date(2026, 2, 2))

    assert case.seen().self_pay[0].due_if_scheduled_today == date(2026, 1, 8)


@pytest.mark.parametrize(
    ("state", "household", "percent", "first"),
    [
        ("TX", None, None, "ask for yearly income and household size"),
        ("TX", Household(Decimal(15960), 1), Decimal("100.0"), "Medicaid"),
        ("AK", Household(Decimal(19950), 1), Decimal("100.0"), "Medicaid"),
        ("PR", Household(Decimal(15960), 1), None, "the poverty guidelines have no figure"),
        (None, Household(Decimal(15960), 1), None, "ask in which state"),
    ],
)
def test_help_with_the_cost_is_by_household_and_place(state, household, percent, first):
    case = Case(location=Location(state=state))
    if household:
        case.record(household=household)
    found = case.seen().assistance

    assert found.percent == percent
    assert found.steps[0].startswith(first)


@pytest.mark.parametrize(
    ("income", "people", "percent"),
    [(15960, 1, Decimal("100.0")), (0, 1, Decimal("0.0")), (None, 1, None), (15960, None, None)],
)
def test_means_said_in_the_form_count_when_both_were_said(income, people, percent):
    said = Payment(PaymentPath.UNINSURED, household_size=people, yearly_income=income)

    assert Case(payment=said).seen().assistance.percent == percent


def test_means_that_staff_recorded_count_before_those_of_the_form():
    case = Case(payment=Payment(PaymentPath.UNINSURED, household_size=1, yearly_income=0))
    case.record(household=Household(Decimal(15960), 1))

    assert case.seen().assistance.percent == Decimal("100.0")


@pytest.mark.parametrize(("year", "checked"), [(2026, False), (2027, True)])
def test_guidelines_of_another_year_are_to_be_checked(year, checked):
    case = Case()
    case.record(household=Household(Decimal(15960), 1))
    steps = case.seen(now=NOW.replace(year=year)).assistance.steps

    assert any("this year's are not configured" in step for step in steps) is checked


def test_days_are_those_of_the_programs_time_zone():
    late = NOW.replace(hour=3)

    assert Case().seen(now=late).on == TODAY - timedelta(days=1)
