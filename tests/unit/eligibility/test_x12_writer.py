"""The writer: envelope, counts, and what it refuses."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from threshold.eligibility.x12.interchange import transactions
from threshold.eligibility.x12.writer import Envelope, Party, UnwritableElement, write

ENVELOPE = Envelope(
    sender=Party("EXAMPLEIOP"),
    receiver=Party("EXAMPLEPAYER", "30"),
    control_number=42,
    usage="T",
    created_at=datetime(2026, 1, 5, 12, 0, tzinfo=UTC),
    group="HS",
    transaction="270",
)
elements = st.text("ABCxyz019 '&()+,-./;?=%@[]_{}|<>#$!\"\\`", min_size=1, max_size=12).map(
    lambda text: "A" + text.strip()
)


def test_the_isa_is_106_characters_wide():
    text = write(ENVELOPE, [("BHT", "0022")])

    assert text.index("~") == 105
    assert text.startswith("ISA*00*          *00*          *ZZ*EXAMPLEIOP     *30*EXAMPLEPAYER   *")


def test_it_counts_its_segments_itself():
    text = write(ENVELOPE, [("BHT", "0022"), ("HL", "1")])

    assert text.endswith("SE*4*0042~GE*1*42~IEA*1*000000042~")


def test_it_is_one_line_unless_asked_for_more():
    assert "\n" not in write(ENVELOPE, [("BHT", "0022")])
    assert write(ENVELOPE, [("BHT", "0022")], line_breaks=True).count("~\n") == 7


def test_empty_elements_at_the_end_are_left_out():
    assert "~NM1*PR*2~" in write(ENVELOPE, [("NM1", "PR", "2", "", "")])


@pytest.mark.parametrize("mark", ["*", "~", "^", ":", "\n", "\x00", "\x1b", "é", "李"])
def test_what_would_break_the_message_is_refused_without_repeating_it(mark):
    with pytest.raises(UnwritableElement) as refused:
        write(ENVELOPE, [("NM1", "IL", "1", f"SECRET{mark}NAME")])

    assert "NM103" in str(refused.value)
    assert "SECRET" not in str(refused.value)


def test_a_separator_in_a_partners_id_is_refused():
    with pytest.raises(UnwritableElement, match="ISA06"):
        write(Envelope(Party("A*B"), *(getattr(ENVELOPE, name) for name in (
            "receiver", "control_number", "usage", "created_at", "group", "transaction"
        ))), [])  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(elements, min_size=1, max_size=6), max_size=8))
def test_what_is_written_reads_back_equal_and_without_a_warning(rows):
    body = [("MSG", *row) for row in rows]

    (transaction,) = transactions(write(ENVELOPE, body))

    assert [segment.elements for segment in transaction.segments[1:-1]] == body
    assert transaction.warnings == ()
    assert not transaction.cut_short
