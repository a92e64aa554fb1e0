"""Interchanges with one thing wrong about them, and nothing else."""

import pytest

from local.payer_simulator.dirt import Dirt
from local.payer_simulator.replies import Dirty
from local.payer_simulator.scenarios import SCENARIOS
from tests.unit.payer_simulator.questions import answered, question

BY_DIRT = {row.reply.dirt: row.member_id for row in SCENARIOS if isinstance(row.reply, Dirty)}


def said(dirt: Dirt) -> str:
    return answered(question(BY_DIRT[dirt])).payload


def test_every_kind_of_dirt_has_its_scenario() -> None:
    assert set(BY_DIRT) == set(Dirt)


@pytest.mark.parametrize(
    ("dirt", "holds"),
    [
        (Dirt.SEGMENT_COUNT, "~SE*35*0001~"),
        (Dirt.TRANSACTION_NUMBER, "~SE*32*9999~"),
        (Dirt.GROUP_CODE, "~GS*HS*"),
        (Dirt.LINE_FEEDS, "\nEB*1*IND*MH^AI^CF^CJ\n"),
        (Dirt.CRLF, "~\r\nEB*1*IND*MH^AI^CF^CJ~\r\n"),
        (Dirt.BYTE_ORDER_MARK, "\ufeffISA*00*"),
        (Dirt.ODD_SEPARATORS, "}EB|1|IND|MH^AI^CF^CJ}"),
        (Dirt.SAME_SEPARATORS, "*1200*:*00501*000000001*0*T*:~"),
        (Dirt.VERSION_4010, "*1200*U*00401*000000001*0*T*:~"),
        (Dirt.VERSION_4010, "*X*004010X092A1~ST*271*0001~BHT"),
        (Dirt.TA1_WITHIN, "*T*:~TA1*000000001*260105*1200*A*000~GS*HB"),
        (Dirt.TA1_BEFORE, "*T*:~TA1*000000001*260105*1200*A*000~IEA*0*000000001~ISA*"),
        (Dirt.TWO_TRANSACTIONS, "~SE*32*0001~ST*271*0002*005010X279A1~"),
        (Dirt.TWO_TRANSACTIONS, "~SE*32*0002~GE*2*1~IEA*1*000000001~"),
        (Dirt.TWO_TRANSACTIONS, "~TRN*2*ANOTHERS0001*9EXAMPLEID~"),
        (Dirt.WRONG_TRACE, "~TRN*2*ANOTHERS0001*9EXAMPLEID~"),
        (Dirt.NO_LOOP_MARKS, "~EB*U**MH^AI~NM1*VN*2*EXAMPLE BEHAVIORAL ADMINISTRATOR~"),
    ],
)
def test_dirt_is_where_its_row_promises(dirt: Dirt, holds: str) -> None:
    assert holds in said(dirt)


def test_a_short_isa_lacks_one_character_of_its_sender() -> None:
    assert said(Dirt.SHORT_ISA06).split("*")[6] == "EXAMPLEPAYER  "


def test_segments_stay_counted_where_the_count_is_not_the_dirt() -> None:
    segments = said(Dirt.NO_LOOP_MARKS).split("~")
    first = next(n for n, segment in enumerate(segments) if segment.startswith("ST*"))
    last = next(n for n, segment in enumerate(segments) if segment.startswith("SE*"))
    assert segments[last] == f"SE*{last - first + 1}*0001"
