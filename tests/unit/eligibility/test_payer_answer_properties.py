"""What holds for every body a payer could send."""

import json
import re
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.eligibility.payer_answers import fixture, fixture_names
from threshold.eligibility.answer.model import Outcome
from threshold.eligibility.answer_json import as_json
from threshold.eligibility.card import explain
from threshold.eligibility.reader import read

BODIES = [fixture(name) for name in fixture_names(".271", ".999", ".ta1")]
PLAIN = [
    fixture(name)
    for name in fixture_names(".271")
    if name not in {"cut_short.271", "dirty_envelope.271", "two_interchanges.271"}
]
LOST = {Outcome.TRANSPORT_ERROR}
_KEPT = ("ISA", "GS", "ST", "SE", "GE", "IEA", "TA1", "AAA")
few = settings(max_examples=120, deadline=None)
bodies, plain_bodies = st.sampled_from(BODIES), st.sampled_from(PLAIN)


def read_wholly(body):
    """Reads, prints and explains, so that all three are under test."""
    answers = read(body)
    for answer in answers:
        json.dumps(as_json(answer))
        explain(answer)
    return answers


@st.composite
def mutated(draw):
    """A good body with some of its bytes replaced, removed or added."""
    body = bytearray(draw(bodies))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(body)))
        end = min(len(body), start + draw(st.sampled_from([0, 1, 1, 3, 40])))
        body[start:end] = draw(st.binary(max_size=4) | st.sampled_from([b"~", b"*", b"ISA*", b"^"]))
    return bytes(body)


@few
@given(st.text() | st.binary())
def test_any_text_or_bytes_read_without_raising_and_are_never_coverage(body):
    answers = read_wholly(body)

    assert {answer.outcome for answer in answers} <= LOST


@few
@given(mutated())
def test_any_mutation_reads_without_raising(body):
    assert read_wholly(body)


@few
@given(mutated())
def test_no_mutation_is_active_without_an_active_status_in_what_was_sent(body):
    sent = re.sub(rb"[\x00-\x20\x7f]", b"", body)

    for answer in read(body):
        if answer.outcome is Outcome.ACTIVE:
            assert re.search(rb"EB[^A-Za-z0-9][1-4]", sent)


@few
@given(plain_bodies, st.data())
def test_a_segment_garbled_loses_no_rejection_of_another(body, data):
    segments = body.decode().split("~")
    garbled = [at for at, text in enumerate(segments) if not text.strip().startswith(_KEPT)]
    at = data.draw(st.sampled_from(garbled))
    segments[at] = data.draw(st.text("XYZ123 *^:\n", max_size=30))

    after = read_wholly("~".join(segments))

    assert [one.code for answer in after for one in answer.rejections] == [
        one.code for answer in read(body) for one in answer.rejections
    ]


@few
@given(mutated())
def test_text_and_bytes_read_alike(body):
    text = body.decode("latin-1")

    assert read(text) == read(text.encode())


@few
@given(plain_bodies, st.data())
def test_an_answer_cut_short_anywhere_is_a_lost_answer(body, data):
    whole = body.decode().rstrip().rstrip("~")
    cut = data.draw(st.integers(0, len(whole) - 1))

    answers = read_wholly(whole[:cut])

    assert {answer.outcome for answer in answers if answer.kind != "TA1"} <= LOST
    assert all(not answer.benefits for answer in answers)


@few
@given(plain_bodies)
def test_a_lost_end_loses_no_rejection_that_arrived(body):
    text = body.decode()
    before = [one.code for answer in read(text) for one in answer.rejections]

    after = read(text[: text.rindex("SE*")] if "SE*" in text else text)

    assert [one.code for answer in after for one in answer.rejections] == before


@few
@given(plain_bodies, st.data())
def test_dropping_segments_never_makes_coverage_active_without_an_active_benefit(body, data):
    segments = body.decode().split("~")
    dropped = data.draw(st.sets(st.integers(0, len(segments) - 1), max_size=12))
    kept = [segment for index, segment in enumerate(segments) if index not in dropped]

    for answer in read_wholly("~".join(kept)):
        if answer.outcome is Outcome.ACTIVE:
            assert re.search(r"EB[*|][1-4][*|]", "~".join(kept))
            assert any(benefit.kind == "active" for benefit in answer.benefits)


@few
@given(plain_bodies, st.data())
def test_junk_between_segments_loses_no_rejection_and_adds_no_coverage(body, data):
    text = body.decode()
    ends = [match.end() for match in re.finditer("~", text)][1:-3]
    junk = data.draw(st.text("XYZ123 *^:\n", max_size=12))
    at = data.draw(st.sampled_from(ends)) if ends else len(text)

    before, after = read(text), read_wholly(f"{text[:at]}{junk}~{text[at:]}")

    codes = [(one.loop, one.code) for answer in before for one in answer.rejections]
    assert codes == [(one.loop, one.code) for answer in after for one in answer.rejections]
    assert [a.outcome for a in after if a.outcome is Outcome.ACTIVE] == [
        a.outcome for a in before if a.outcome is Outcome.ACTIVE
    ]


@few
@given(mutated())
def test_no_amount_percent_or_quantity_is_invented(body):
    text = body.decode("utf-8", "replace")
    numbers = {Decimal(n) for n in re.findall(r"[0-9]+\.?[0-9]*|\.[0-9]+", text, re.ASCII)}
    # Control characters inside a number are taken out when read.
    joined = re.sub(r"[\x00-\x1f\x7f-\x9f]", "", text)
    numbers |= {Decimal(n) for n in re.findall(r"[0-9]+\.?[0-9]*|\.[0-9]+", joined, re.ASCII)}

    for answer in read(body):
        for benefit in answer.benefits:
            sent = [benefit.amount, benefit.percent, benefit.quantity]
            if "percent_over_one" in benefit.flags and benefit.percent is not None:
                sent[1] = benefit.percent * 100
            assert numbers.issuperset(value for value in sent if value is not None)


@few
@given(mutated())
def test_every_segment_number_is_one_that_was_sent(body):
    most = len(re.split(rb"[~\n\r]", body)) + 6

    for answer in read(body):
        numbers = [benefit.segment for benefit in answer.benefits]
        numbers += [one.segment for one in answer.rejections]
        assert all(1 <= number <= max(most, len(body)) for number in numbers)
