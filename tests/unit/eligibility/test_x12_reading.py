"""Envelopes as the field sends them."""

import pytest

from tests.unit.eligibility.payer_answers import ACTIVE_PPO, ISA, about_subscriber
from threshold.eligibility.answer.model import Kind, Outcome
from threshold.eligibility.reader import read
from threshold.eligibility.x12.body import NotX12
from threshold.eligibility.x12.interchange import transactions

GOOD = about_subscriber(ACTIVE_PPO)


def the_one(body):
    (transaction,) = transactions(body)
    return transaction


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("", "the body is empty"),
        (" \r\n ", "the body is empty"),
        ("<html><body>503</body></html>", "the body is HTML or XML, not X12"),
        ('{"error": "down"}', "the body is JSON, not X12"),
        ("[]", "the body is JSON, not X12"),
        (b"\x00\x01\x02\x03", "the body is binary, not X12"),
        (b"\x89PNG\r\n\x1a\n", "the body is binary, not X12"),
        ("Service unavailable", "the body is text without an X12 interchange"),
        ("ISA*00*          *00*   ", "the answer is cut short within its ISA segment"),
        (ISA, "the interchange holds no transaction"),
        (ISA + "IEA*0*000000001~", "the interchange holds no transaction"),
    ],
)
def test_what_is_no_answer_is_named_plainly(body, what):
    with pytest.raises(NotX12) as refused:
        transactions(body)

    (answer,) = read(body)
    assert str(refused.value) == what
    assert (answer.kind, answer.outcome) == (Kind.UNREADABLE, Outcome.TRANSPORT_ERROR)
    assert answer.warnings == (what,)


def test_a_good_envelope_warns_of_nothing():
    transaction = the_one(GOOD)

    assert (transaction.kind, transaction.cut_short, transaction.warnings) == ("271", False, ())


@pytest.mark.parametrize(
    ("body", "warning"),
    [
        ("\ufeff" + GOOD, "byte order mark before the interchange"),
        (GOOD.encode("utf-16"), "sent as UTF-16"),
        (GOOD.replace("GOLD", "G\xf6LD").encode("latin-1"),
         "bytes that are not UTF-8, read as Latin-1"),
        ("  \r\n" + GOOD, "spaces or line breaks before the interchange"),
        ("HTTP/1.1 200 OK\n\n" + GOOD, "text before the interchange"),
        (GOOD + "</payload>", "text after the interchange"),
        (GOOD.replace("~", "~\r\n"), "CRLF line breaks"),
        (GOOD.replace("~", "\n"), "segments end in line breaks"),
        (GOOD.replace("GOLD PPO", "GO\nLD PPO"),
         "line breaks or control characters within segments, taken out"),
        (GOOD.replace("GOLD PPO", "GOLD\x1b PPO"),
         "line breaks or control characters within segments, taken out"),
        (GOOD.replace("EXAMPLEPAYER   ", "EXAMPLEPAYER  ", 1),
         "ISA is 105 characters wide, not 106"),
        (GOOD.replace("*00501*", "*00401*"), "interchange version (ISA12) is not 00501"),
        (GOOD.replace("*^*00501", "*U*00501"), "ISA11 names no repetition separator"),
        (GOOD.replace("*^*00501", "*:*00501"), "ISA11 and ISA16 name the same separator"),
        (GOOD.replace("GS*HB", "GS*HS"), "GS01 is not HB"),
        (GOOD.replace("~GS*", "~XX*"), "no GS segment"),
        (GOOD.replace("*X*005010X279A1", "*X*004010X092A1"), "GS08 is not a version 005010"),
        (GOOD.replace("SE*11*", "SE*14*"), "SE01 does not count the segments"),
        (GOOD.replace("SE*11*0001", "SE*11*0002"), "SE02 is not ST02"),
        (GOOD.replace("GE*1*1", "GE*1*2"), "GE02 is not GS06"),
        (GOOD.replace("GE*1*1~", ""), "a group has no GE segment"),
        (GOOD.replace("IEA*1*", "IEA*2*"), "IEA01 does not count the groups"),
        (GOOD.replace("IEA*1*000000001", "IEA*1*000000002"), "IEA02 is not ISA13"),
        (GOOD.removesuffix("~"), "no segment terminator after the IEA segment"),
        (GOOD.replace("~EB", "~~EB"), "empty segments"),
        (GOOD.replace("~ST*", "~N1*X~ST*"), "segments outside any transaction"),
        (GOOD.replace("~EB", "~ZZZ*1~EB"), "segment 10 is none that a 271 has"),
    ],
)  # fmt: skip
def test_dirt_is_a_warning_and_never_a_failure(body, warning):
    answers = read(body)

    assert [answer.outcome for answer in answers] == [Outcome.ACTIVE]
    assert warning in answers[0].warnings


@pytest.mark.parametrize("marks", ["|}^~", "\x1d\x1f\x1c\x1e", "*^:\n", "*^:\r", "!@#$"], ids=repr)
def test_any_separators_are_read(marks):
    body = GOOD.replace("*30*", "*30^MH*").translate(str.maketrans("*^:~", marks))

    (answer,) = read(body)

    assert answer.outcome is Outcome.ACTIVE
    assert answer.benefits[0].service_types == ("30", "MH")


@pytest.mark.parametrize(
    "second",
    [
        GOOD[:150],
        ISA.replace("*0*T*", "*T*") + GOOD[len(ISA) :],
        "ISA*00*",
        "EB*1~" + ISA.replace("*0*T*", "*T*"),
    ],
    ids=[
        "cut before its first transaction",
        "ISA without an element",
        "cut within its ISA",
        "behind stray text",
    ],
)
def test_an_interchange_lost_behind_another_is_told(second):
    answers = read(GOOD + second)

    assert [answer.kind for answer in answers] == [Kind.ELIGIBILITY, Kind.UNREADABLE]
    assert "an interchange that cannot be read or is cut short" in answers[1].warnings


class CountedText(str):
    """Text that counts the characters copied out of it."""

    copied = 0

    def __getitem__(self, key):
        piece = str.__getitem__(self, key)
        CountedText.copied += len(piece)
        return piece


def test_a_days_file_of_answers_is_copied_answer_by_answer():
    body = CountedText((ISA + "TA1*000000001*260105*1200*A*000~IEA*0*000000001~") * 500)

    assert len(read(body)) == 500
    assert CountedText.copied < 10 * len(body)


@pytest.mark.parametrize("lost", ["IEA*1*000000001~", "SE*11*0001~"])
def test_without_its_end_an_answer_is_cut_short(lost):
    (answer,) = read(GOOD.replace(lost, ""))

    assert answer.outcome is Outcome.TRANSPORT_ERROR
    assert answer.benefits == ()


def test_segments_are_numbered_from_1_at_st():
    segments = the_one(GOOD).segments

    assert [(segments[0].tag, segments[0].position), segments[-1].tag] == [("ST", 1), "SE"]
    assert segments[-1].position == len(segments) == 11


def test_an_answer_to_something_else_is_unreadable():
    (answer,) = read(GOOD.replace("ST*271", "ST*277"))

    assert (answer.kind, answer.outcome) == (Kind.UNREADABLE, Outcome.TRANSPORT_ERROR)
