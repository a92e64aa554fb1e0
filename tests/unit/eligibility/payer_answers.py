"""Answers of invented payers about invented people, and how to read one in a test."""

import json
from pathlib import Path

from threshold.eligibility.answer.model import Answer
from threshold.eligibility.answer_json import as_json
from threshold.eligibility.reader import read

FIXTURES = Path(__file__).parent / "fixtures"
EXPECTED = json.loads((FIXTURES / "expected.json").read_text())
ISA = (
    "ISA*00*          *00*          *ZZ*EXAMPLEPAYER   *ZZ*EXAMPLEIOP     "
    "*260105*1200*^*00501*000000001*0*T*:~"
)
SOURCE = ("HL*1**20*1", "NM1*PR*2*EXAMPLE HEALTH PLAN*****PI*99991")
RECEIVER = ("HL*2*1*21*1", "NM1*1P*2*EXAMPLE VIRTUAL IOP*****XX*1234567893")
SUBSCRIBER = ("HL*3*2*22*0", "TRN*2*REQ0001*9EXAMPLEID", "NM1*IL*1*TESTER*JANE****MI*EXA000111")
ACTIVE_PPO = "EB*1*IND*30*PR*GOLD PPO"


def fixture(name: str) -> bytes:
    return (FIXTURES / name).read_bytes()


def fixture_names(*endings: str) -> list[str]:
    return sorted(name for name in EXPECTED if name.endswith(endings))


def interchange(*transaction: str) -> str:
    """The 271 with these segments between BHT and SE, in its envelope."""
    body = ["BHT*0022*11*REQ0001*20260105*1200", *transaction]
    segments = [
        "GS*HB*EXAMPLEPAYER*EXAMPLEIOP*20260105*1200*1*X*005010X279A1",
        "ST*271*0001*005010X279A1",
        *body,
        f"SE*{len(body) + 2}*0001",
        "GE*1*1",
        "IEA*1*000000001",
    ]
    return ISA + "".join(f"{segment}~" for segment in segments)


def about_subscriber(*segments: str) -> str:
    """A 271 whose subscriber loop holds these segments, the first of them segment 10."""
    return interchange(*SOURCE, *RECEIVER, *SUBSCRIBER, *segments)


def answer_with(*segments: str) -> Answer:
    """The answer to a 271 whose subscriber loop holds these segments."""
    (answer,) = read(about_subscriber(*segments))
    return answer


def as_jsons(body: str | bytes) -> list[dict[str, object]]:
    return [as_json(answer) for answer in read(body)]
