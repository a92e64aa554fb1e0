"""The 270 we write: 005010X279A1."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.eligibility.eligibility_requests import JANE, JILL, JOHN, NOON, a_request
from threshold.eligibility.request import (
    Dependent,
    Payer,
    Provider,
    Relationship,
    Subscriber,
    Usage,
    placed,
)
from threshold.eligibility.request_rules import UnusableRequest, faults
from threshold.eligibility.write_270 import write_270
from threshold.eligibility.x12.interchange import transactions
from threshold.eligibility.x12.writer import Party


def segments_of(request):
    return write_270(request).rstrip("~").split("~")


def pointers(request):
    return [fault.pointer for fault in faults(request)]


def test_a_subscriber_asked_about_the_plan():
    assert segments_of(a_request()) == [
        "ISA*00*          *00*          *ZZ*EXAMPLEIOP     *ZZ*EXAMPLEPAYER   "
        "*260105*1200*^*00501*000000001*0*T*:",
        "GS*HS*EXAMPLEIOP*EXAMPLEPAYER*20260105*1200*1*X*005010X279A1",
        "ST*270*0001*005010X279A1",
        "BHT*0022*13*REQ0001*20260105*1200",
        "HL*1**20*1",
        "NM1*PR*2*EXAMPLE HEALTH PLAN*****PI*99991",
        "HL*2*1*21*1",
        "NM1*1P*2*EXAMPLE VIRTUAL IOP*****XX*1234567893",
        "HL*3*2*22*0",
        "TRN*1*REQ0001*9EXAMPLEID",
        "NM1*IL*1*TESTER*JANE****MI*EXA000111",
        "DMG*D8*19900101",
        "EQ*30",
        "SE*12*0001",
        "GE*1*1",
        "IEA*1*000000001",
    ]


def test_a_dependent_has_a_level_of_their_own_with_trace_date_and_questions():
    request = a_request(
        subscriber=JOHN,
        dependent=JILL,
        service_types=("30", "MH"),
        service_date=date(2026, 1, 4),
        control_number=3,
    )

    assert segments_of(request)[8:-3] == [
        "HL*3*2*22*1",
        "NM1*IL*1*TESTER*JOHN****MI*EXA000222",
        "DMG*D8*19880101*M",
        "HL*4*3*23*0",
        "TRN*1*REQ0001*9EXAMPLEID",
        "NM1*03*1*TESTER*JILL",
        "DMG*D8*19910202*F",
        "INS*N*01",
        "DTP*291*D8*20260104",
        "EQ*30",
        "EQ*MH",
    ]


@pytest.mark.parametrize(
    ("relationship", "code"),
    [(Relationship.SPOUSE, "01"), (Relationship.CHILD, "19"), (Relationship.OTHER, "34")],
)
def test_each_relationship_has_its_code(relationship, code):
    request = a_request(subscriber=JOHN, dependent=replace(JILL, relationship=relationship))

    assert f"INS*N*{code}" in segments_of(request)


def test_a_subscriber_may_be_asked_for_by_name_and_birth_date_alone():
    request = a_request(subscriber=replace(JANE, member_id=None))

    assert "NM1*IL*1*TESTER*JANE" in segments_of(request)


def test_a_sex_may_stand_without_a_birth_date():
    request = a_request(subscriber=replace(JOHN, birth_date=None))

    assert "DMG***M" in segments_of(request)


def test_a_production_request_says_so():
    assert segments_of(a_request(usage=Usage.PRODUCTION))[0].endswith("*0*P*:")


def test_leading_zeros_of_a_payer_id_count():
    assert "NM1*PR*2*EXAMPLE*****PI*00540" in segments_of(
        a_request(payer=Payer("Example", "00540"))
    )


def test_today_is_asked_for_without_a_date():
    assert not any(s.startswith("DTP") for s in segments_of(a_request(service_date=NOON.date())))


def test_dates_are_told_in_the_requests_own_time_zone():
    late = datetime(2026, 1, 5, 23, 30, tzinfo=timezone(timedelta(hours=-5)))

    assert "BHT*0022*13*REQ0001*20260105*2330" in segments_of(a_request(created_at=late))


class TestPlacing:
    def test_a_dependent_with_an_id_of_their_own_stands_as_subscriber(self):
        request = a_request(subscriber=JOHN, dependent=replace(JILL, member_id="EXA00022201"))

        assert placed(request).dependent is None
        assert "NM1*IL*1*TESTER*JILL****MI*EXA00022201" in segments_of(request)
        assert "HL*3*2*22*0" in segments_of(request)

    @pytest.mark.parametrize("own", [None, "EXA000222", "exa 000222"])
    def test_the_subscribers_id_is_not_their_own(self, own):
        request = a_request(subscriber=JOHN, dependent=replace(JILL, member_id=own))

        assert placed(request) == request

    def test_a_subscriber_stays_where_they_are(self):
        assert placed(a_request()) == a_request()


class TestWindow:
    @pytest.mark.parametrize("day", [date(2025, 1, 5), date(2025, 12, 31), date(2026, 1, 31)])
    def test_twelve_months_back_to_the_end_of_the_month(self, day):
        assert pointers(a_request(service_date=day)) == []

    @pytest.mark.parametrize("day", [date(2025, 1, 4), date(2026, 2, 1)])
    def test_a_day_beyond_is_refused(self, day):
        assert pointers(a_request(service_date=day)) == ["/service_date"]

    def test_a_leap_day_looks_back_to_the_28th(self):
        leap_day = NOON.replace(year=2028, month=2, day=29)

        assert pointers(a_request(created_at=leap_day, service_date=date(2027, 2, 28))) == []


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"payer": Payer("", "99991")}, "/payer/name"),
        ({"payer": Payer("X" * 61, "99991")}, "/payer/name"),
        ({"payer": Payer("Plan*One", "99991")}, "/payer/name"),
        ({"payer": Payer("Plan", "1")}, "/payer/id"),
        ({"provider": Provider("", "1234567893")}, "/provider/name"),
        ({"provider": Provider("Example", "1234567890")}, "/provider/npi"),
        ({"provider": Provider("Example", "123456789")}, "/provider/npi"),
        ({"sender": Party("X")}, "/sender/id"),
        ({"receiver": Party("EXAMPLE", "zz")}, "/receiver/qualifier"),
        ({"receiver": Party("X" * 16)}, "/receiver/id"),
        ({"subscriber": replace(JANE, last_name="X" * 61)}, "/subscriber/last_name"),
        ({"subscriber": replace(JANE, last_name="李")}, "/subscriber/last_name"),
        ({"subscriber": replace(JANE, first_name="X" * 36)}, "/subscriber/first_name"),
        ({"subscriber": replace(JANE, member_id="1")}, "/subscriber/member_id"),
        ({"subscriber": replace(JANE, member_id="EXA~1")}, "/subscriber/member_id"),
        ({"subscriber": replace(JANE, birth_date=date(2026, 1, 6))}, "/subscriber/birth_date"),
        ({"subscriber": Subscriber("Tester", "Jane")}, "/subscriber"),
        ({"dependent": replace(JILL, last_name="")}, "/dependent/last_name"),
        ({"dependent": replace(JILL, birth_date=date(1800, 1, 1))}, "/dependent/birth_date"),
        ({"service_types": ()}, "/service_types"),
        ({"service_types": ("30", "30")}, "/service_types"),
        ({"service_types": ("30^MH",)}, "/service_types"),
        ({"trace_id": ""}, "/trace_id"),
        ({"trace_id": "X" * 51}, "/trace_id"),
        ({"originator_id": "9SHORT"}, "/originator_id"),
        ({"control_number": 0}, "/control_number"),
        ({"control_number": 1_000_000_000}, "/control_number"),
        ({"created_at": NOON.replace(tzinfo=None)}, "/created_at"),
    ],
)
def test_each_rule_names_the_field_it_guards(changes, pointer):
    request = a_request(**changes)

    assert pointers(request) == [pointer]
    with pytest.raises(UnusableRequest):
        write_270(request)


def test_a_fault_never_repeats_the_value():
    subscriber = replace(JANE, first_name="SECRET" * 9, member_id="SECRET~")

    with pytest.raises(UnusableRequest) as refused:
        write_270(a_request(subscriber=subscriber))

    assert "SECRET" not in str(refused.value)
    assert len(refused.value.faults) == 2


names = st.text("abcdéñØ '-.,", min_size=1, max_size=20).filter(
    lambda text: any(letter.isalpha() for letter in text)
)
ids = st.text("ABCDEF0123456789- ", min_size=4, max_size=20).filter(
    lambda text: len(text.replace(" ", "")) > 1
)
days = st.dates(date(1900, 1, 1), NOON.date())


@settings(max_examples=80, deadline=None)
@given(
    st.builds(Subscriber, names, names, ids, st.none() | days),
    st.none() | st.builds(Dependent, names, names, days, st.sampled_from(Relationship)),
    st.lists(st.text("ABC123", min_size=1, max_size=2), min_size=1, max_size=5, unique=True),
    st.integers(1, 999_999_999),
)
def test_whatever_can_be_written_is_one_whole_transaction_about_one_patient(
    subscriber, dependent, service_types, number
):
    request = a_request(
        subscriber=subscriber,
        dependent=dependent,
        service_types=tuple(service_types),
        control_number=number,
    )

    (transaction,) = transactions(write_270(request))

    asked = [segment.element(1) for segment in transaction.segments if segment.tag == "EQ"]
    people = [s.element(1) for s in transaction.segments if s.tag == "NM1"]
    assert (transaction.warnings, asked) == ((), service_types)
    assert people == ["PR", "1P", "IL", *(["03"] if dependent else [])]
