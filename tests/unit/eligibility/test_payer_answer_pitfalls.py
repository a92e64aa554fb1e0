"""What goes wrong when 271s are read naively. Benefits begin at segment 10."""

from datetime import date
from decimal import Decimal

import pytest

from tests.unit.eligibility.payer_answers import (
    ACTIVE_PPO,
    RECEIVER,
    SOURCE,
    SUBSCRIBER,
    about_subscriber,
    answer_with,
    fixture,
    interchange,
)
from threshold.eligibility.answer.model import (
    Authorization,
    BenefitKind,
    CarveOut,
    Network,
    Outcome,
    Patient,
    Period,
    PlanType,
    YesNo,
)
from threshold.eligibility.answer_json import as_json
from threshold.eligibility.reader import read


def benefits_of(*segments):
    return answer_with(ACTIVE_PPO, *segments).benefits[1:]


class TestMoney:
    def test_an_empty_amount_is_not_zero(self):
        (benefit,) = benefits_of("EB*A*EMP*33*****0****Y")

        assert (benefit.amount, benefit.percent) == (None, Decimal(0))

    def test_a_zero_amount_is_said(self):
        (benefit,) = benefits_of("EB*B*IND*98***27*0*****Y")

        assert (benefit.amount, benefit.percent) == (Decimal(0), None)

    @pytest.mark.parametrize(
        ("sent", "percent", "flags"),
        [
            (".2", "0.20", []),
            ("0.125", "0.125", []),
            ("20", "0.20", ["percent_over_one"]),
            ("100", "1.00", ["percent_over_one"]),
            ("1", "1.00", ["percent_ambiguous"]),
            ("250", None, ["percent_over_one"]),
            ("TWENTY", None, ["percent_unreadable"]),
            ("-5", None, ["percent_unreadable"]),
        ],
    )
    def test_percents_are_fractions_and_oddities_are_flagged(self, sent, percent, flags):
        (benefit,) = as_json(answer_with(f"EB*A*IND*98*****{sent}****Y"))["benefits"]

        assert (benefit["percent"], benefit["flags"]) == (percent, flags)

    @pytest.mark.parametrize("sent", ["1,500", "$900", "1E5", "NaN", "٣", "--"])
    def test_an_amount_that_is_no_number_is_left_out_and_flagged(self, sent):
        (benefit,) = benefits_of(f"EB*C*IND*98***23*{sent}*****Y")

        assert benefit.amount is None
        assert benefit.flags == ("amount_unreadable",)

    @pytest.mark.parametrize(
        ("sent", "shown"), [("900", "900.00"), ("78.8", "78.80"), ("0", "0.00"), ("1.125", "1.125")]
    )
    def test_amounts_show_cents_and_lose_nothing(self, sent, shown):
        answer = as_json(answer_with(f"EB*C*IND*98***23*{sent}*****Y"))

        assert answer["benefits"][0]["amount"] == shown


class TestBaseAndRemaining:
    def test_a_remaining_part_names_its_base(self):
        base, rest = benefits_of("EB*C*IND*30***23*1500*****Y", "EB*C*IND*30***29*900*****Y")

        assert rest.flags == (f"base_segment:{base.segment}",)

    def test_no_period_beside_a_remaining_part_is_the_total(self):
        total, _ = benefits_of("EB*G*IND*30****2100*****Y", "EB*G*IND*30***29*2100*****Y")

        assert (total.period, total.flags) == (None, ("total",))

    def test_a_family_base_is_never_paired_with_an_individual_remainder(self):
        _, rest = benefits_of("EB*C*FAM*30***23*6000*****Y", "EB*C*IND*30***29*900*****Y")

        assert rest.flags == ("remaining_without_base",)

    def test_two_bases_of_different_years_leave_the_pairing_open(self):
        *_, rest = benefits_of(
            "EB*C*IND*30***22*1000*****Y",
            "EB*C*IND*30***23*1500*****Y",
            "EB*C*IND*30***29*900*****Y",
        )

        assert rest.flags == ("base_ambiguous",)

    def test_a_lifetime_remainder_is_paired_with_the_lifetime_amount(self):
        _, lifetime, rest = benefits_of(
            "EB*F*IND*MH***23*1000*****Y",
            "EB*F*IND*MH***32*5000*****Y",
            "EB*F*IND*MH***33*4000*****Y",
        )

        assert rest.flags == (f"base_segment:{lifetime.segment}",)

    @pytest.mark.parametrize(
        ("code", "period"),
        [
            ("22", Period.SERVICE_YEAR),
            ("23", Period.CALENDAR_YEAR),
            ("25", Period.CONTRACT),
            ("29", Period.REMAINING),
            ("", None),
        ],
    )
    def test_years_that_reset_on_different_days_stay_apart(self, code, period):
        (benefit,) = benefits_of(f"EB*C*IND*30***{code}*1000*****Y")

        assert benefit.period is period

    def test_a_family_only_deductible_stays_a_familys(self):
        levels = {b.level for b in benefits_of("EB*C*FAM*30***23*6000", "EB*C*FAM*30***29*4000")}

        assert levels == {"family"}


class TestSameBenefitTwice:
    def test_tiers_are_kept_apart_by_their_messages(self):
        first, second = benefits_of(
            "EB*B*IND*CF***27*20*****Y", "MSG*TIER 1", "EB*B*IND*CF***27*45*****Y", "MSG*TIER 2"
        )

        assert first.flags == second.flags == ("tiered",)

    def test_two_values_with_nothing_between_them_conflict(self):
        first, second = benefits_of("EB*C*IND*30***23*1000", "EB*C*IND*30***23*2500")

        assert first.flags == second.flags == ("conflicting_values",)

    def test_the_same_value_twice_is_no_conflict(self):
        first, second = benefits_of("EB*C*IND*30***23*1000", "EB*C*IND*30***23*1000")

        assert first.flags == second.flags == ()

    def test_in_and_out_of_network_are_no_conflict(self):
        first, second = benefits_of("EB*C*IND*30***23*1000*****Y", "EB*C*IND*30***23*2500*****N")

        assert first.flags == second.flags == ()

    def test_a_later_line_for_one_service_type_overrides_the_list(self):
        answer = answer_with("EB*1*IND*30^1^33^MH*PR*PPO", "EB*6*IND*MH")

        assert answer.benefits[0].flags == ("overridden_for:MH",)
        assert answer.behavioral_health.covered is YesNo.NO
        assert answer.outcome is Outcome.ACTIVE

    def test_many_repetitions_are_read_in_reasonable_time(self):
        lines = [f"EB*C*IND*30***23*{amount}*****Y" for amount in range(5000)]

        assert len(benefits_of(*lines)) == 5000


class TestServiceTypes:
    def test_a_list_is_expanded(self):
        answer = answer_with("EB*1*IND*1^33^47*PR*PPO")

        assert answer.benefits[0].service_types == ("1", "33", "47")

    @pytest.mark.parametrize("separator", ["^", "}", "|", "!", ">"])
    def test_a_list_is_expanded_whatever_divides_it(self, separator):
        answer = answer_with(f"EB*1*IND*30{separator}MH*PR*PPO")

        assert answer.benefits[0].service_types == ("30", "MH")


class TestNetwork:
    @pytest.mark.parametrize(
        ("code", "network"),
        [
            ("Y", Network.IN),
            ("N", Network.OUT),
            ("W", Network.BOTH),
            ("U", Network.UNKNOWN),
            ("", Network.NOT_SAID),
        ],
    )
    def test_each_indicator_has_its_own_meaning(self, code, network):
        (benefit,) = benefits_of(f"EB*C*IND*30***23*1000*****{code}")

        assert benefit.network is network


class TestVisitLimits:
    @pytest.mark.parametrize(
        "segments",
        [
            ["EB*F*IND*MH***23***VS*30**Y"],
            ["EB*F*IND*MH***23******Y", "HSD*VS*30***23"],
            ["EB*F*IND*MH***23***VS*30**Y", "HSD*VS*30***23"],
        ],
        ids=["in the EB", "in the HSD alone", "in both"],
    )
    def test_a_limit_is_one_limit_wherever_it_stands(self, segments):
        (benefit,) = benefits_of(*segments)

        assert (benefit.quantity, benefit.quantity_unit) == (Decimal(30), "visits")
        assert benefit.period is Period.CALENDAR_YEAR

    def test_a_year_and_its_remainder_in_two_hsd_are_two_limits(self):
        year, rest = benefits_of("EB*F*IND*MH", "HSD*VS*35***21*1", "HSD*VS*28***29")

        assert (year.quantity, year.period) == (Decimal(35), Period.YEARS)
        assert (rest.quantity, rest.period) == (Decimal(28), Period.REMAINING)
        assert rest.flags == (f"base_segment:{year.segment}",)

    def test_an_eb_and_its_hsd_that_differ_are_flagged(self):
        found = benefits_of("EB*F*IND*MH***23***VS*30**Y", "HSD*VS*20***23")

        assert all("quantity_conflict" in benefit.flags for benefit in found)

    def test_how_often_is_kept(self):
        (benefit,) = benefits_of("EB*F*IND*MH", "HSD*VS*3*WK*1*34*6")

        assert benefit.flags == ("per:1WK", "periods:6")


class TestTelehealth:
    @pytest.mark.parametrize("place", ["02", "10"])
    def test_a_telehealth_place_of_service_counts(self, place):
        answer = answer_with(ACTIVE_PPO, "EB*B*IND*CF***27*0*****Y", f"III*ZZ*{place}")

        assert answer.behavioral_health.telehealth is YesNo.YES

    def test_the_telemedicine_service_type_with_its_text_counts(self):
        answer = answer_with(ACTIVE_PPO, "EB*B*IND*9***7*0*****W", "MSG*TELEMEDICINE")

        assert answer.behavioral_health.telehealth is YesNo.YES

    def test_telehealth_for_office_visits_says_nothing_of_behavioral_care(self):
        answer = answer_with(ACTIVE_PPO, "EB*B*IND*98***27*0*****Y", "MSG*TELEHEALTH")

        assert answer.behavioral_health.telehealth is YesNo.NOT_SAID

    def test_a_vendors_telehealth_is_not_ours(self):
        answer = answer_with(
            ACTIVE_PPO,
            "EB*B*IND*MH***27*0*****Y",
            "III*ZZ*11",
            "MSG*TELEHEALTH THROUGH CONTRACTED VENDOR",
        )

        assert answer.behavioral_health.telehealth is YesNo.NO
        assert "telehealth is stated for a contracted vendor" in answer.warnings

    def test_a_denied_place_of_service_is_a_no(self):
        answer = answer_with(ACTIVE_PPO, "EB*I*IND*MH********", "III*ZZ*10")

        assert answer.behavioral_health.telehealth is YesNo.NO
        assert answer.behavioral_health.covered is YesNo.NOT_SAID

    def test_a_text_that_denies_telehealth_alone_denies_no_more(self):
        answer = answer_with("EB*1*IND*30^MH*PR", "EB*D*IND*MH", "MSG*TELEHEALTH NOT COVERED")

        assert answer.behavioral_health.telehealth is YesNo.NO
        assert answer.behavioral_health.covered is YesNo.YES

    def test_both_given_and_denied_is_not_settled(self):
        answer = answer_with(
            ACTIVE_PPO,
            "EB*B*IND*MH***27*0*****Y",
            "III*ZZ*10",
            "EB*I*IND*CF",
            "MSG*TELEHEALTH NOT COVERED",
        )

        assert answer.behavioral_health.telehealth is YesNo.NOT_SAID


class TestPriorAuthorization:
    @pytest.mark.parametrize(
        ("segments", "expected"),
        [
            (["EB*A*IND*CF*****.2***Y*Y"], Authorization.YES),
            (["EB*A*IND*CF*****.2***N*Y"], Authorization.NO),
            (["EB*A*IND*CF*****.2***U*Y"], Authorization.UNKNOWN),
            (["EB*A*IND*CF*****.2****Y"], Authorization.NOT_SAID),
            (["EB*CB*IND*CF********Y"], Authorization.YES),
            (["EB*D*IND*CF", "MSG*PRECERT REQUIRED"], Authorization.YES),
            (["EB*D*IND*CF", "MSG*PRIOR AUTHORIZATION MAY BE REQUIRED"], Authorization.UNKNOWN),
            (["EB*D*IND*CF", "MSG*NO PRECERTIFICATION REQUIRED"], Authorization.UNKNOWN),
            (["EB*A*IND*CF*****.2***N*Y", "MSG*PRECERT REQUIRED"], Authorization.UNKNOWN),
            (["EB*F*EMP*30", "MSG*PLAN REQUIRES PRECERT"], Authorization.YES),
            (["EB*A*IND*30*****.2***N*Y"], Authorization.NOT_SAID),
        ],
    )
    def test_code_and_text_are_weighed_with_doubt_kept(self, segments, expected):
        answer = answer_with(ACTIVE_PPO, *segments)

        assert answer.behavioral_health.prior_authorization is expected


class TestCarveOut:
    def test_active_beside_an_administrator_is_not_cover_here(self):
        answer = answer_with(
            ACTIVE_PPO, "EB*1**MH", "NM1*Y2*2*EXAMPLE BH MCO*****PI*BHX01", "PER*IC**TE*8005550100"
        )

        assert answer.behavioral_health.covered is YesNo.NOT_SAID
        assert answer.carve_out == CarveOut("EXAMPLE BH MCO", "BHX01", "8005550100", 11)

    def test_the_payer_itself_named_again_is_no_carve_out(self):
        answer = answer_with(ACTIVE_PPO, "EB*1**MH", "NM1*PR*2*EXAMPLE HEALTH PLAN*****PI*99991")

        assert answer.carve_out is None
        assert answer.behavioral_health.covered is YesNo.YES

    def test_a_provider_beside_a_benefit_is_no_carve_out(self):
        answer = answer_with(ACTIVE_PPO, "EB*1**MH", "NM1*1P*2*EXAMPLE CLINIC*****XX*1234567893")

        assert answer.carve_out is None

    def test_a_web_address_is_no_phone(self):
        answer = answer_with(
            ACTIVE_PPO, "EB*U**MH", "NM1*VN*2*EXAMPLE BH", "PER*IC**UR*BH.EXAMPLE.TEST"
        )

        assert answer.carve_out == CarveOut("EXAMPLE BH", None, None, 11)

    def test_words_beside_the_plan_announce_one_too(self):
        answer = answer_with(
            ACTIVE_PPO, "EB*CB**30", "MSG*MENTAL HEALTH IS ADMINISTERED BY EXAMPLE BH"
        )

        assert answer.carve_out == CarveOut(None, None, None, 11)

    def test_a_wrapper_with_a_reference_and_no_name_is_read(self):
        answer = answer_with(ACTIVE_PPO, "EB*MC**MH", "LS*2120", "REF*1L*GRP100", "LE*2120")

        assert answer.carve_out == CarveOut(None, None, None, 11)

    def test_two_administrators_are_reported(self):
        answer = answer_with(
            ACTIVE_PPO,
            "EB*U**MH",
            "NM1*VN*2*ONE EXAMPLE",
            "EB*U**CJ",
            "NM1*Y2*2*OTHER EXAMPLE*****PI*BHX02",
        )

        assert answer.carve_out.payer_id == "BHX02"
        assert "more than one organization is named for behavioral benefits" in answer.warnings


class TestOtherPlans:
    VISION = (
        "EB*1*IND*AL**VISION PLAN",
        "NM1*PR*2*VISION CO*****PI*VIS01",
        "EB*C*IND*30***23*0",
    )

    def test_a_vision_plans_deductible_is_not_the_medical_one(self):
        *_, deductible = benefits_of(*self.VISION)

        assert deductible.flags == ("other_plan",)

    def test_the_next_status_of_the_plan_ends_the_block(self):
        *_, deductible = benefits_of(*self.VISION, "EB*1*IND*MH", "EB*C*IND*30***23*1500*****Y")

        assert deductible.flags == ()

    def test_a_second_plan_does_not_speak_for_the_type(self):
        answer = answer_with(ACTIVE_PPO, "EB*1*IND*35*HM*DENTAL HMO", "NM1*PR*2*DENTAL CO")

        assert (answer.plan.type, answer.plan.name) == (PlanType.PPO, "GOLD PPO")

    def test_a_vision_plan_alone_is_no_medical_cover(self):
        answer = answer_with("EB*1*IND*AL**VISION PLAN", "NM1*PR*2*VISION CO")

        assert answer.outcome is Outcome.UNKNOWN


class TestDates:
    def test_the_echo_of_our_date_is_not_coverage(self):
        answer = answer_with("DTP*472*D8*20260105", ACTIVE_PPO)

        assert answer.coverage_dates.begin is None

    def test_a_plan_date_that_repeats_our_day_is_not_the_begin(self):
        answer = answer_with("DTP*291*D8*20260105", ACTIVE_PPO)

        assert answer.coverage_dates.begin is None

    @pytest.mark.parametrize("qualifier", ["346", "348", "356"])
    def test_each_begin_qualifier_is_read(self, qualifier):
        answer = answer_with(f"DTP*{qualifier}*D8*20250101", ACTIVE_PPO)

        assert answer.coverage_dates.begin == date(2025, 1, 1)

    @pytest.mark.parametrize("qualifier", ["347", "349", "357"])
    def test_each_end_qualifier_is_read(self, qualifier):
        answer = answer_with(f"DTP*{qualifier}*D8*20261231", ACTIVE_PPO)

        assert answer.coverage_dates.end == date(2026, 12, 31)

    @pytest.mark.parametrize("qualifier", ["291", "307"])
    def test_a_span_gives_both(self, qualifier):
        answer = answer_with(f"DTP*{qualifier}*RD8*20250101-20261231", ACTIVE_PPO)

        assert answer.coverage_dates.begin == date(2025, 1, 1)
        assert answer.coverage_dates.end == date(2026, 12, 31)

    @pytest.mark.parametrize("never", ["99991231", "30000101"])
    def test_the_end_of_time_is_no_end(self, never):
        answer = answer_with(f"DTP*347*D8*{never}", ACTIVE_PPO)

        assert answer.coverage_dates.end is None

    def test_an_impossible_date_is_reported_and_not_guessed(self):
        answer = answer_with("DTP*346*D8*20260231", ACTIVE_PPO)

        assert answer.coverage_dates.begin is None
        assert answer.warnings == ("segment 10: a coverage date cannot be read",)

    def test_the_day_is_the_answers_own_before_it_is_ours(self):
        (answer,) = read(
            about_subscriber(ACTIVE_PPO, "DTP*348*D8*20260201"), as_of=date(2027, 1, 1)
        )

        assert answer.outcome is Outcome.NOT_YET_ACTIVE

    def test_our_day_serves_where_the_answer_has_none(self):
        body = about_subscriber(ACTIVE_PPO, "DTP*348*D8*20260201")
        undated = body.replace("*20260105*1200", "**").replace("*260105*", "*      *")

        (answer,) = read(undated, as_of=date(2026, 1, 5))

        assert answer.outcome is Outcome.NOT_YET_ACTIVE


class TestOutcome:
    def test_one_inactive_service_is_not_inactive_coverage(self):
        assert answer_with(ACTIVE_PPO, "EB*6*IND*88").outcome is Outcome.ACTIVE
        assert answer_with("EB*6*IND*88").outcome is Outcome.UNKNOWN

    def test_a_rejection_beside_coverage_is_reported_with_it(self):
        answer = answer_with(ACTIVE_PPO, "AAA*N**56*C")

        assert answer.outcome is Outcome.ACTIVE
        assert [one.loop for one in answer.rejections] == ["2110C"]

    def test_silence_is_not_inactive(self):
        assert answer_with().outcome is Outcome.UNKNOWN

    def test_active_and_inactive_with_nothing_to_tell_them_apart_is_unknown(self):
        assert answer_with(ACTIVE_PPO, "EB*6*IND*30**GOLD PPO").outcome is Outcome.UNKNOWN

    def test_an_ended_plan_beside_the_present_one_does_not_matter(self):
        answer = answer_with(ACTIVE_PPO, "EB*6*IND*30", "DTP*349*D8*20251231")

        assert answer.outcome is Outcome.ACTIVE

    def test_active_with_dates_that_have_passed_is_unknown(self):
        assert answer_with(ACTIVE_PPO, "DTP*349*D8*20251231").outcome is Outcome.UNKNOWN

    def test_an_inactive_plan_is_inactive_where_behavioral_care_has_ended_with_it(self):
        answer = answer_with("DTP*347*D8*20251231", "EB*6*IND*30", "EB*1*IND*MH")

        assert answer.outcome is Outcome.INACTIVE

    @pytest.mark.parametrize("code", ["6", "7", "8"])
    def test_each_inactive_code_is_inactive(self, code):
        assert answer_with(f"EB*{code}*IND*30").outcome is Outcome.INACTIVE

    @pytest.mark.parametrize("code", ["1", "2", "3", "4"])
    def test_each_active_code_is_active(self, code):
        assert answer_with(f"EB*{code}*IND*30").outcome is Outcome.ACTIVE

    def test_a_procedure_alone_is_not_the_plan(self):
        answer = answer_with("EB*1*IND" + "*" * 11 + "HC:H0015")

        assert answer.outcome is Outcome.UNKNOWN
        assert answer.benefits[0].procedure == "HC:H0015"


class TestPeople:
    def test_a_patient_code_from_the_field_is_a_dependent(self):
        body = interchange(
            *SOURCE, *RECEIVER, "HL*3*2*22*1", "NM1*IL*1*TESTER*JOHN****MI*EXA000222",
            "NM1*QC*1*TESTER*JILL", ACTIVE_PPO,
        )  # fmt: skip

        (answer,) = read(body)

        assert (answer.patient, answer.outcome) == (Patient.DEPENDENT, Outcome.ACTIVE)

    def test_a_subscribers_coverage_is_not_the_dependents(self):
        body = interchange(
            *SOURCE, *RECEIVER, *SUBSCRIBER, ACTIVE_PPO,
            "HL*4*3*23*0", "NM1*03*1*TESTER*JILL", "AAA*N**67*C",
        )  # fmt: skip

        (answer,) = read(body)

        assert answer.outcome is Outcome.REJECTED
        assert answer.benefits == ()

    def test_two_patients_are_not_mixed(self):
        (answer,) = read(
            interchange(*SOURCE, *RECEIVER, *SUBSCRIBER, ACTIVE_PPO, *SUBSCRIBER, "EB*6*IND*30")
        )

        assert answer.outcome is Outcome.UNKNOWN

    def test_data_the_payer_corrected_are_pointed_out(self):
        answer = answer_with("INS*Y*18*001*25", ACTIVE_PPO)

        assert answer.warnings == (
            "segment 10: the payer corrected the patient's data: confirm before copying",
        )

    def test_the_trace_ties_the_answer_to_its_request(self):
        assert answer_with(ACTIVE_PPO).answers_to == "REQ0001"

    def test_a_clearinghouses_trace_before_ours_is_not_ours(self):
        (answer,) = read(fixture("traces_of_three.271"))

        assert answer.answers_to == "REQ0001"

    def test_missing_levels_are_told_by_the_names(self):
        (answer,) = read(
            interchange(
                *(s for s in (*SOURCE, *RECEIVER, *SUBSCRIBER) if s[:2] != "HL"), ACTIVE_PPO
            )
        )

        assert (answer.patient, answer.outcome) == (Patient.SUBSCRIBER, Outcome.ACTIVE)


class TestMessages:
    @pytest.mark.parametrize(
        ("message", "flag"),
        [
            ("MEMBER IS IN A GRACE PERIOD", "grace_period"),
            ("COVERED UNDER COBRA", "cobra"),
            ("SELF-FUNDED PLAN", "self_funded"),
            ("ACCUMULATORS SHARED BETWEEN MEDICAL AND MENTAL HEALTH", "shared_accumulators"),
        ],
    )
    def test_all_text_is_kept_and_some_is_indexed(self, message, flag):
        (benefit,) = benefits_of("EB*D*IND*MH", f"MSG*{message}", "MSG*OTHER TEXT")

        assert benefit.messages == (message, "OTHER TEXT")
        assert benefit.flags == (flag,)

    def test_a_benefits_description_is_kept_as_text(self):
        (benefit,) = benefits_of("EB*B*IND*98**SPECIALIST*27*40*****Y")

        assert benefit.messages == ("SPECIALIST",)

    def test_a_kind_nobody_knows_is_kept_and_flagged(self):
        (benefit,) = benefits_of("EB*ZZ*IND*98")

        assert benefit.kind is BenefitKind.NOT_UNDERSTOOD
        assert benefit.flags == ("kind_not_understood",)
