"""How fast a 271 is read to coverage, beside x12sdk on the same messages in the same run."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from x12sdk.io import X12ModelReader

from local.bench.table import Bound, Figure, Limit, Peer
from threshold.eligibility.reader import read
from threshold.eligibility.x12.writer import Envelope, Party, write

_MESSAGES = Path(__file__).parents[2] / "tests/unit/eligibility/fixtures"
_ROUNDS = 7
# Of one reader in a row, so that a turn is longer than what the other's leaves in the caches costs.
_SECONDS_A_TURN = 0.05
LEAST_RATIO = 5

_Reader = Callable[[bytes], object]


def figures() -> list[Figure]:
    """Messages a second: of all short messages the peer reads, and of a long one."""
    found = [path.read_bytes() for path in sorted(_MESSAGES.glob("*.271"))]
    short = [message for message in found if _peer_reads(message)]
    long = _long_message()
    return [
        _figure(f"271 read to coverage ({len(short)} of {len(found)} messages)", short),
        _figure(f"271 of {long.count(b'~EB*')} benefits read to coverage", [long]),
    ]


def _long_message() -> bytes:
    """An answer service type by service type, in and out of network, as some payers give it."""
    payer, provider = Party("99991"), Party("EXAMPLEIOP")
    sent_at = datetime(2026, 1, 5, tzinfo=UTC)
    envelope = Envelope(payer, provider, 1, "T", sent_at, group="HB", transaction="271")
    segments = [*_HEAD.split("~"), *_benefits()]
    return write(envelope, [segment.split("*") for segment in segments]).encode()


_HEAD = (
    "BHT*0022*11*REQ0001*20260105*1200~HL*1**20*1~NM1*PR*2*EXAMPLE HEALTH PLAN*****PI*99991~"
    "HL*2*1*21*1~NM1*1P*2*EXAMPLE VIRTUAL IOP*****XX*1234567893~HL*3*2*22*0~"
    "TRN*2*REQ0001*9EXAMPLEID~NM1*IL*1*TESTER*JANE****MI*EXA000111~DMG*D8*19900101*F~"
    "EB*1*IND*30*PR*GOLD PPO"
)


def _benefits() -> Iterator[str]:
    for service_type in range(40, 90):
        yield f"EB*1*IND*{service_type}*PR*GOLD PPO"
        for network, part in (("Y", 1), ("N", 2)):
            yield f"EB*B*IND*{service_type}***27*{part * service_type}*****{network}"
            yield f"EB*A*IND*{service_type}***27**.{part}****{network}"
            yield f"EB*C*IND*{service_type}***23*{part * 1000}*****{network}"
            yield f"EB*C*IND*{service_type}***29*{part * 600 + service_type}.25*****{network}"


def _figure(name: str, messages: Sequence[bytes]) -> Figure:
    """The best of some rounds, taken in turns with the peer's."""
    ours, theirs = _best_seconds((read, _read_by_peer), messages)
    peer = Peer("x12sdk", len(messages) / theirs)
    limit = Limit(Bound.RATIO_AT_LEAST, LEAST_RATIO)
    return Figure(name, len(messages) / ours, "a second", 0, peer, limit)


def _read_by_peer(message: bytes) -> object:
    with X12ModelReader(message.decode("utf-8")) as reader:
        return list(reader.models())


def _peer_reads(message: bytes) -> bool:
    try:
        _read_by_peer(message)
    except Exception:  # noqa: BLE001 - it fails in many ways on what payers send
        return False
    return True


def _best_seconds(readers: Sequence[_Reader], messages: Sequence[bytes]) -> list[float]:
    """The shortest time each reader took for all messages; in turns, so that noise hits both."""
    seconds = [float("inf")] * len(readers)
    for _ in range(_ROUNDS):
        for place, reader in enumerate(readers):
            seconds[place] = min(seconds[place], _turn(reader, messages))
    return seconds


def _turn(reader: _Reader, messages: Sequence[bytes]) -> float:
    """The shortest time for all messages within one turn."""
    shortest, began = float("inf"), perf_counter()
    while perf_counter() - began < _SECONDS_A_TURN:
        start = perf_counter()
        for message in messages:
            reader(message)
        shortest = min(shortest, perf_counter() - start)
    return shortest
