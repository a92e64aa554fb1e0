"""A 270 read back to the request it asks."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.eligibility.eligibility_requests import JANE, JILL, JOHN, NOON, a_request
from tests.unit.eligibility.payer_answers import ACTIVE_PPO, about_subscriber
from threshold.eligibility.names import first_name, last_name, member_id, plain
from threshold.eligibility.read_270 import NotARequest, read_270
from threshold.eligibility.request import (
    Dependent,
    EligibilityRequest,
    Payer,
    PayerIdQualifier,
    Provider,
    Relationship,
    Sex,
    Subscriber,
    Usage,
    placed,
)
from threshold.eligibility.request_card import explain_request
from threshold.eligibility.write_270 import write_270
from threshold.eligibility.x12.writer import Party

GOOD = write_270(a_request(subscriber=JOHN, dependent=JILL))


def as_sent(request: EligibilityRequest) -> EligibilityRequest:
    """What of a request a 270 carries: names normalized, the patient placed, no date for today."""
    request = placed(request)
    today = request.service_date == request.created_at.date()
    patient = request.dependent and _named(replace(request.dependent, member_id=None))
    return replace(
        request,
        payer=replace(request.payer, name=plain(request.payer.name), id=plain(request.payer.id)),
        provider=replace(request.provider, name=plain(request.provider.name)),
        subscriber=_named(request.subscriber),
        dependent=patient,
        service_date=None if today else request.service_date,
    )


def _named(person):
    return replace(
        person,
        last_name=last_name(person.last_name),
        first_name=first_name(person.first_name),
        member_id=member_id(person.member_id) if person.member_id else None,
    )


texts = st.text("abcdefZéñÅØßł '-.,&", min_size=1, max_size=20)
names = texts.filter(lambda text: any(letter.isalpha() for letter in text))
ids = st.text("ABCDEFx0123456789- ", min_size=4, max_size=20).filter(
    lambda text: len(text.replace(" ", "")) > 1
)
days = st.dates(date(1900, 1, 1), NOON.date())
sexes = st.none() | st.sampled_from(Sex)
subscribers = st.builds(Subscriber, names, names, ids, st.none() | days, sexes) | st.builds(
    Subscriber, names, names, st.none(), days, sexes
)
dependents = st.builds(
    Dependent, names, names, days, st.sampled_from(Relationship), st.none() | ids, sexes
)
codes = st.text("ABCHJM1239", min_size=1, max_size=2)
parties = st.builds(
    Party, st.text("ABC123 -", min_size=4, max_size=11).map("X{}9".format),
    st.sampled_from(["ZZ", "30", "01"]),
)  # fmt: skip
zones = st.sampled_from([UTC, timezone(timedelta(hours=-10)), timezone(timedelta(hours=5.5))])
moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)).map(  # noqa: DTZ001 - zoned below
    lambda moment: moment.replace(second=0, microsecond=0)
)


@st.composite
def requests(draw):
    """Whatever can be asked."""
    created_at = draw(moments).replace(tzinfo=draw(zones))
    asked_back = st.integers(0, 300).map(lambda days: created_at.date() - timedelta(days))
    return EligibilityRequest(
        payer=Payer(
            draw(names), draw(st.text("0A9", min_size=2)), draw(st.sampled_from(PayerIdQualifier))
        ),
        provider=Provider(draw(names), "1234567893"),
        subscriber=draw(subscribers),
        trace_id=draw(st.text("ABC123-", min_size=1, max_size=50)),
        originator_id=draw(st.text("ABC123", min_size=10, max_size=10)),
        sender=draw(parties),
        receiver=draw(parties),
        control_number=draw(st.integers(1, 999_999_999)),
        usage=draw(st.sampled_from(Usage)),
        created_at=created_at,
        dependent=draw(st.none() | dependents),
        service_types=tuple(draw(st.lists(codes, min_size=1, max_size=9, unique=True))),
        service_date=draw(st.none() | asked_back),
    )


@settings(max_examples=100, deadline=None)
@given(requests(), st.booleans())
def test_any_270_we_can_write_reads_back_equal(request, line_breaks):
    text = write_270(request, line_breaks=line_breaks)

    assert read_270(text, request.created_at.tzinfo) == as_sent(request)


@settings(max_examples=50, deadline=None)
@given(requests())
def test_what_was_read_is_written_to_the_letter(request):
    text = write_270(request)

    assert write_270(read_270(text)) == text


@pytest.mark.parametrize("marks", ["|}!\n", "\x1d\x1f\x1c\x1e", "+%>'"], ids=repr)
def test_any_separators_are_read(marks):
    other = GOOD.translate(str.maketrans("*:^~", marks))

    assert read_270(other) == read_270(GOOD)


@pytest.mark.parametrize(
    "dirty",
    [
        GOOD.encode(),
        "\ufeff" + GOOD,
        GOOD.replace("~", "~\r\n"),
        GOOD.replace("EQ*30", "EQ*30~REF*SY*000000000~N3*1 MAIN"),
        GOOD.replace("SE*15", "SE*99"),
    ],
    ids=["bytes", "byte order mark", "CRLF", "more than a request holds", "wrong count"],
)
def test_a_270_is_read_as_the_field_sends_it(dirty):
    assert read_270(dirty) == read_270(GOOD)


def test_service_types_may_stand_in_one_segment():
    assert read_270(GOOD.replace("EQ*30", "EQ*30^MH^30")).service_types == ("30", "MH")


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("", "the body is empty"),
        ("<html>", "the body is HTML or XML, not X12"),
        (about_subscriber(ACTIVE_PPO), "ST01 is not 270"),
        (GOOD + GOOD, "more than one transaction"),
        (GOOD[:-20], "the 270 is cut short"),
        (GOOD.replace("HL*2*1*21*1~", ""), "no provider (2000B)"),
        (GOOD.replace("HL*4*3*23*0", "HL*4*3*22*0"), "more than one subscriber (2000C)"),
        (GOOD.replace("HL*4*3*23*0", "HL*4*3*24*0"), "HL03 is no level of a 270"),
        (GOOD.replace("*PI*99991", "*24*99991"),
         "payer (2000A): NM108 must be one of PI, XV, NI, FI, 46"),
        (GOOD.replace("*XX*123", "*FI*123"), "provider (2000B): NM109 is no NPI"),
        (GOOD.replace("*TESTER*JOHN", "**JOHN"), "subscriber (2000C): NM103 is missing"),
        (GOOD.replace("D8*19880101", "D8*19880230"),
         "subscriber (2000C): DMG02 is no day, CCYYMMDD"),
        (GOOD.replace("*19910202*F", "*19910202*U"),
         "dependent (2000D): DMG03 must be one of F, M"),
        (GOOD.replace("INS*N*01", "INS*N*18"),
         "dependent (2000D): needs a birth date and INS02 of 01, 19 or 34"),
        (GOOD.replace("TRN*1*REQ0001*9EXAMPLEID~", ""), "dependent (2000D): TRN02 is missing"),
        (GOOD.replace("EQ*30", "EQ**HC:H0015"), "dependent (2000D): EQ01 is missing"),
        (GOOD.replace("20260105*1200~HL", "20260105*2400~HL"), "BHT05 is no time, HHMM"),
        (GOOD.replace("*0*T*:", "*0*X*:"), "ISA15 must be one of T, P"),
        (GOOD.replace("*00501*000000001", "*00501*00000000A"), "ISA13 is no number"),
    ],
)  # fmt: skip
def test_what_is_no_270_about_one_person_is_named_plainly(body, rule):
    with pytest.raises(NotARequest) as refused:
        read_270(body)

    assert str(refused.value) == rule


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(GOOD)), st.integers(0, 9), st.sampled_from(["", "~", "*", "HL*", "٣"]))
def test_a_damaged_270_is_read_or_refused_without_naming_anyone(at, length, junk):
    try:
        read = str(read_270(GOOD[:at] + junk + GOOD[at + length :]))
    except NotARequest as refused:
        read = str(refused).replace("TESTER", "a name")

    assert read.startswith("EligibilityRequest(") or "a name" not in read


def test_a_questions_card_tells_what_is_sent_and_shows_nothing_of_the_patient():
    request = a_request(subscriber=JOHN, dependent=JILL, service_types=("30", "MH"))

    card = explain_request(request)

    assert card == (
        "A question (270), a test: it asks, and says nothing of coverage\n"
        "\n"
        "  To: Example Health Plan, payer id 99991\n"
        "  From: Example Virtual IOP, NPI 1234567893\n"
        "  About: a dependent (spouse)\n"
        "  Found by: member id, name, birth date, sex, dependent's name, dependent's birth date,"
        " dependent's sex\n"
        "  Asks for: service types 30, MH\n"
        "  On: 2026-01-05\n"
        "  Trace: REQ0001, control number 1\n"
    )


def test_a_question_about_the_subscriber_says_so():
    card = explain_request(a_request(subscriber=replace(JANE, member_id=None)))

    assert "  About: the subscriber\n  Found by: name, birth date\n" in card
