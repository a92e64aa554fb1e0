"""How fast a 271 is read to coverage, beside x12sdk on the same messages in the same run."""

from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

from x12sdk.io import X12ModelReader

from local.bench.table import Bound, Figure, Limit, Peer
from threshold.eligibility.reader import read

_MESSAGES = Path(__file__).parents[2] / "tests/unit/eligibility/fixtures"
_ROUNDS = 7
LEAST_RATIO = 5


def figures() -> list[Figure]:
    """Messages a second, the best of some rounds taken in turns with the peer's."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(_MESSAGES.glob("*.271"))]
    messages = [text for text in texts if _peer_reads(text)]
    ours, theirs = _best_seconds((read, _read_by_peer), messages)
    peer = Peer("x12sdk", len(messages) / theirs)
    limit = Limit(Bound.RATIO_AT_LEAST, LEAST_RATIO)
    name = f"271 read to coverage ({len(messages)} of {len(texts)} messages)"
    return [Figure(name, len(messages) / ours, "a second", 0, peer, limit)]


def _read_by_peer(text: str) -> object:
    with X12ModelReader(text) as reader:
        return list(reader.models())


def _peer_reads(text: str) -> bool:
    try:
        _read_by_peer(text)
    except Exception:  # noqa: BLE001 - it fails in many ways on what payers send
        return False
    return True


def _best_seconds(
    readers: Sequence[Callable[[str], object]], messages: Sequence[str]
) -> list[float]:
    """The shortest time each reader took for all messages; in turns, so that noise hits both."""
    seconds = [float("inf")] * len(readers)
    for _ in range(_ROUNDS):
        for place, reader in enumerate(readers):
            began = perf_counter()
            for message in messages:
                reader(message)
            seconds[place] = min(seconds[place], perf_counter() - began)
    return seconds
