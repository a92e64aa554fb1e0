import pytest

from local.bench.table import Bound, Figure, Limit, Peer, rendered

AT_MOST = Limit(Bound.VALUE_AT_MOST, 40)
AT_LEAST = Limit(Bound.RATIO_AT_LEAST, 5)
SAME = Limit(Bound.RATIO_EXACTLY, 1)


@pytest.mark.parametrize(
    ("value", "peer", "limit", "holds"),
    [
        (40, None, AT_MOST, True),
        (40.01, None, AT_MOST, False),
        (50, 10, AT_LEAST, True),
        (49, 10, AT_LEAST, False),
        (49, None, AT_LEAST, False),
        (12, 12, SAME, True),
        (13, 12, SAME, False),
        (11, 12, SAME, False),
        (1e9, 1, None, True),
    ],
)
def test_a_limit_holds_or_it_does_not(value, peer, limit, holds):
    figure = Figure("f", value, "units", peer=Peer("p", peer) if peer else None, limit=limit)
    assert figure.holds is holds


def test_a_peer_of_nothing_gives_no_ratio():
    assert Figure("f", 1, "units", peer=Peer("p", 0)).ratio is None


def test_the_table_shows_each_figure_against_its_limit():
    figures = [
        Figure("written", 42, "units", 0, None, AT_MOST),
        Figure("read", 8000, "a second", 0, Peer("other", 1600), AT_LEAST),
        Figure("kept", 0.00371, "USD", 4),
    ]
    head, _, *rows = rendered(figures).splitlines()
    assert head.split() == ["figure", "value", "floor", "or", "peer", "ratio", "limit"]
    assert [row.split() for row in rows] == [
        ["written", "42", "units", "at", "most", "40", "over"],
        [
            "read",
            "8,000",
            "a",
            "second",
            "other",
            "1,600",
            "5.00",
            "ratio",
            "at",
            "least",
            "5",
            "ok",
        ],
        ["kept", "0.0037", "USD"],
    ]
