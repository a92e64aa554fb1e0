"""The dirt that real interchanges carry: each a right answer with one thing wrong about it."""

from collections.abc import Callable
from enum import StrEnum

from local.payer_simulator.interchange import Interchange, Segment, Separators, cut, put_together


class Dirt(StrEnum):
    """One thing wrong with an interchange, or odd about it."""

    SEGMENT_COUNT = "segment_count"
    TRANSACTION_NUMBER = "transaction_number"
    GROUP_CODE = "group_code"
    LINE_FEEDS = "line_feeds"
    CRLF = "crlf"
    BYTE_ORDER_MARK = "byte_order_mark"
    SHORT_ISA06 = "short_isa06"
    ODD_SEPARATORS = "odd_separators"
    SAME_SEPARATORS = "same_separators"
    VERSION_4010 = "version_4010"
    TA1_WITHIN = "ta1_within"
    TA1_BEFORE = "ta1_before"
    TWO_TRANSACTIONS = "two_transactions"
    WRONG_TRACE = "wrong_trace"
    NO_LOOP_MARKS = "no_loop_marks"


def dirtied(x12: str, dirt: Dirt) -> str:
    """Put dirt into an interchange that has none."""
    return _HOW[dirt](cut(x12))


def _changed(name: str, place: int, value: Callable[[str], str]) -> Callable[[Interchange], str]:
    def change(clean: Interchange) -> str:
        segments = [list(segment) for segment in clean.segments]
        for segment in segments:
            if segment[0] == name:
                segment[place] = value(segment[place])
        return put_together(segments, clean.separators)

    return change


def _separated(**changed: str) -> Callable[[Interchange], str]:
    def change(clean: Interchange) -> str:
        kept = {name: getattr(clean.separators, name) for name in Separators.__slots__}
        wanted = Separators(**kept | changed)
        isa = [*clean.segments[0]]
        isa[11], isa[16] = wanted.repetition, wanted.component
        return put_together([isa, *clean.segments[1:]], wanted)

    return change


def _version_4010(clean: Interchange) -> str:
    isa, gs, st, *rest = clean.segments
    isa = [*isa[:11], "U", "00401", *isa[13:]]
    return put_together([isa, [*gs[:8], "004010X092A1"], st[:3], *rest], clean.separators)


def _ta1_of(clean: Interchange) -> Segment:
    isa = clean.segments[0]
    return ["TA1", isa[13], isa[9], isa[10], "A", "000"]


def _ta1_within(clean: Interchange) -> str:
    isa, *rest = clean.segments
    return put_together([isa, _ta1_of(clean), *rest], clean.separators)


def _ta1_before(clean: Interchange) -> str:
    isa = clean.segments[0]
    alone = [isa, _ta1_of(clean), ["IEA", "0", isa[13]]]
    return put_together([*alone, *clean.segments], clean.separators)


def _other_trace(segment: Segment) -> Segment:
    return [*segment[:2], "ANOTHERS0001", *segment[3:]] if segment[0] == "TRN" else segment


def _two_transactions(clean: Interchange) -> str:
    """Another person's 271 after ours, in one group."""
    start, end = clean.segments[:2], clean.segments[-2:]
    ours = clean.segments[2:-2]
    theirs = [_other_trace(segment) for segment in ours]
    theirs[0], theirs[-1] = ["ST", "271", "0002", *ours[0][3:]], [*ours[-1][:2], "0002"]
    end[0] = ["GE", "2", *end[0][2:]]
    return put_together([*start, *ours, *theirs, *end], clean.separators)


def _wrong_trace(clean: Interchange) -> str:
    return put_together([_other_trace(segment) for segment in clean.segments], clean.separators)


def _no_loop_marks(clean: Interchange) -> str:
    marks = sum(segment[0] in {"LS", "LE"} for segment in clean.segments)
    kept = [list(segment) for segment in clean.segments if segment[0] not in {"LS", "LE"}]
    kept[-3][1] = str(int(kept[-3][1]) - marks)
    return put_together(kept, clean.separators)


_HOW: dict[Dirt, Callable[[Interchange], str]] = {
    Dirt.SEGMENT_COUNT: _changed("SE", 1, lambda count: str(int(count) + 3)),
    Dirt.TRANSACTION_NUMBER: _changed("SE", 2, lambda _: "9999"),
    Dirt.GROUP_CODE: _changed("GS", 1, lambda _: "HS"),
    Dirt.LINE_FEEDS: _separated(segment="\n"),
    Dirt.CRLF: _separated(segment="~\r\n"),
    Dirt.BYTE_ORDER_MARK: lambda clean: "\ufeff" + put_together(clean.segments, clean.separators),
    Dirt.SHORT_ISA06: _changed("ISA", 6, lambda sender: sender[:14]),
    Dirt.ODD_SEPARATORS: _separated(element="|", segment="}"),
    Dirt.SAME_SEPARATORS: lambda clean: _separated(repetition=clean.separators.component)(clean),
    Dirt.VERSION_4010: _version_4010,
    Dirt.TA1_WITHIN: _ta1_within,
    Dirt.TA1_BEFORE: _ta1_before,
    Dirt.TWO_TRANSACTIONS: _two_transactions,
    Dirt.WRONG_TRACE: _wrong_trace,
    Dirt.NO_LOOP_MARKS: _no_loop_marks,
}
