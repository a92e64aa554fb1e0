"""270s to ask the simulator, put together by hand."""

from collections.abc import Mapping
from uuid import UUID

from local.payer_simulator.ask import Account, Ask, Said
from local.payer_simulator.envelope import core_ask
from local.payer_simulator.journal import Journal
from local.payer_simulator.payer import answer

ACCOUNT = Account("threshold", "simulated")
PAYLOAD_ID = UUID("f81d4fae-7dec-11d0-a765-00a0c91e6bf6")
ISA = (
    "ISA*00*          *00*          *ZZ*EXAMPLEIOP     *ZZ*EXAMPLEPAYER   "
    "*260105*1200*^*00501*000000001*0*T*:"
)
SUBSCRIBER = (
    ISA,
    "GS*HS*EXAMPLEIOP*EXAMPLEPAYER*20260105*1200*1*X*005010X279A1",
    "ST*270*0001*005010X279A1",
    "BHT*0022*13*REQ0001*20260105*1200",
    "HL*1**20*1",
    "NM1*PR*2*EXAMPLE HEALTH PLAN*****PI*99991",
    "HL*2*1*21*1",
    "NM1*1P*2*EXAMPLE VIRTUAL IOP*****XX*1234567893",
    "HL*3*2*22*0",
    "TRN*1*REQ0001*9EXAMPLEID",
    "NM1*IL*1*TESTER*JANE****MI*EXA000111",
    "DMG*D8*19900101",
    "EQ*30",
    "SE*12*0001",
    "GE*1*1",
    "IEA*1*000000001",
)
DEPENDENT = (
    *SUBSCRIBER[:8],
    "HL*3*2*22*1",
    "NM1*IL*1*TESTER*JOHN****MI*EXA000111",
    "HL*4*3*23*0",
    "TRN*1*REQ0001*9EXAMPLEID",
    "NM1*03*1*TESTER*JILL",
    "DMG*D8*19910202*F",
    "INS*N*01",
    "EQ*30",
    "SE*15*0001",
    "GE*1*1",
    "IEA*1*000000001",
)


def question(
    member_id: str = "EXA000111",
    lines: tuple[str, ...] = SUBSCRIBER,
    changed: Mapping[str, str] | None = None,
) -> str:
    """Write a 270 about a member, with some of its lines changed."""
    text = [(changed or {}).get(line, line).replace("EXA000111", member_id) for line in lines]
    return "".join(f"{line}~" for line in text)


def envelope(x12: str, **changed: str) -> dict[str, str]:
    """Put a 270 into the fields of a CORE envelope."""
    return {
        "PayloadType": "X12_270_Request_005010X279A1",
        "ProcessingMode": "RealTime",
        "PayloadID": str(PAYLOAD_ID),
        "TimeStamp": "2026-01-05T12:00:00Z",
        "UserName": "threshold",
        "Password": "simulated",
        "SenderID": "EXAMPLEIOP",
        "ReceiverID": "EXAMPLEPAYER",
        "CORERuleVersion": "2.2.0",
        "Payload": x12,
    } | changed


def asked(x12: str, **changed: str) -> Ask:
    """Ask through a CORE envelope, with some of its fields changed."""
    return core_ask(envelope(x12, **changed), ACCOUNT)


def answered(x12: str, journal: Journal | None = None, **changed: str) -> Said:
    """Ask the insurer itself, without any HTTP."""
    return answer(asked(x12, **changed), journal or Journal(), "test")
