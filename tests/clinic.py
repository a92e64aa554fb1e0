"""A clinic to test with: the local program's configuration, the real packs, a payer that says
what it is told to."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.builders import NOW, submission
from threshold.assessment.pack_files import load_packs
from threshold.edge.payer_health import MemoryHealthStore
from threshold.eligibility.answer.model import (
    Answer,
    BehavioralHealth,
    Confidence,
    Kind,
    LineOfBusiness,
    Outcome,
    Plan,
    PlanType,
    YesNo,
)
from threshold.eligibility.transports.board import PayerBoard
from threshold.eligibility.transports.port import Exchange, TransportAnswer
from threshold.intake.submission import Submission
from threshold.program.schema import read_program
from threshold.record_key import RecordKey
from threshold.store.memory import MemoryStore
from threshold.store.memory_seats import MemorySeats
from threshold.store.rounds import MemoryRounds
from threshold.use_cases.assess import Clinic, assess
from threshold.use_cases.seating.desk import SeatingDesk
from threshold.use_cases.seating.waiting import look_again
from threshold.use_cases.submit import submit
from threshold.use_cases.verify import Desk, verify

ROOT = Path(__file__).parents[1]
CLINIC = Clinic(read_program(ROOT / "program/program.yaml"), load_packs())
RECORD_KEY = RecordKey("a key of the tests")
CLEAR_PLAN = Plan(PlanType.PPO, Confidence.STRONG, LineOfBusiness.COMMERCIAL)
CLEAR_ANSWER = Answer(
    Kind.ELIGIBILITY,
    Outcome.ACTIVE,
    plan=CLEAR_PLAN,
    behavioral_health=BehavioralHealth(YesNo.YES, "MH"),
)


def clear_271(x12: str) -> str:
    """A 271 that says a clear PPO to whatever 270 it answers."""
    segments = [segment.split("*") for segment in x12.split("~")]
    trace = next(parts[2] for parts in segments if parts[0] == "TRN")
    lines = [
        "ST*271*0001*005010X279A1",
        f"BHT*0022*11*{trace}*20260105*1200",
        "HL*1**20*1",
        "NM1*PR*2*EXAMPLE HEALTH PLAN*****PI*99991",
        "HL*2*1*21*1",
        "NM1*1P*2*EXAMPLE VIRTUAL IOP*****XX*1234567893",
        "HL*3*2*22*0",
        f"TRN*2*{trace}*9EXAMPLEID",
        "NM1*IL*1*TESTER*JANE****MI*EXA000111",
        "EB*1*IND*30^98^MH^UC*PR*GOLD PPO",
        "SE*11*0001",
    ]
    isa = (
        "ISA*00*          *00*          *ZZ*EXAMPLEPAYER   *ZZ*EXAMPLEIOP     "
        "*260105*1200*^*00501*000000001*0*T*:"
    )
    gs = "GS*HB*EXAMPLEPAYER*EXAMPLEIOP*20260105*1200*1*X*005010X279A1"
    return "~".join([isa, gs, *lines, "GE*1*1", "IEA*1*000000001"]) + "~"


@dataclass
class PayerOnPaper:
    """A payer's door that gives one reply after another; the last for good."""

    replies: list[Callable[[str], str] | BaseException] = field(default_factory=lambda: [clear_271])
    asked: list[str] = field(default_factory=list)

    def ask(self, x12: str, exchange: Exchange) -> TransportAnswer:
        assert exchange.time_stamp.tzinfo
        self.asked.append(x12)
        reply = self.replies[min(len(self.asked), len(self.replies)) - 1]
        if isinstance(reply, BaseException):
            raise reply
        return TransportAnswer(reply(x12), "X12_271_Response_005010X279A1", "Success", timedelta(0))


@dataclass
class Practice:
    """A store, a clock and a payer, and the use cases run on them."""

    store: MemoryStore = field(default_factory=MemoryStore)
    payer: PayerOnPaper = field(default_factory=PayerOnPaper)
    board: PayerBoard = field(default_factory=lambda: PayerBoard(MemoryHealthStore()))
    now: datetime = NOW
    stage: str = "test"
    seats: MemorySeats = field(init=False)
    rounds: MemoryRounds = field(default_factory=MemoryRounds)

    def __post_init__(self) -> None:
        self.seats = MemorySeats(self.store)

    @property
    def desk(self) -> Desk:
        return Desk(
            store=self.store,
            program=CLINIC.program,
            stage=self.stage,
            transport=lambda payer: self.payer,
            board=self.board,
            record_key=RECORD_KEY,
            now=lambda: self.now,
            new_id=uuid4,
        )

    @property
    def seating(self) -> SeatingDesk:
        return SeatingDesk(
            store=self.store,
            seats=self.seats,
            rounds=self.rounds,
            program=lambda: CLINIC.program,
            clinic=lambda: CLINIC,
            now=lambda: self.now,
        )

    def submit(self, sent: Submission | None = None, key: str | None = None, **changes: Any) -> str:
        made = replace(sent or submission(), **changes)
        return submit(made, key, self.store, CLINIC, RECORD_KEY, self.now).intake_id

    def assess(self, intake_id: str) -> None:
        assess(intake_id, self.store, CLINIC, self.now)

    def assessed(self, **changes: Any) -> str:
        intake_id = self.submit(**changes)
        self.assess(intake_id)
        return intake_id

    def accepted(self, **changes: Any) -> str:
        """An intake that everything is clear of, on its way to the scheduling queue."""
        intake_id = self.assessed(**changes)
        self.verified(intake_id)
        return intake_id

    def verified(self, intake_id: str) -> None:
        verify(intake_id, self.desk)

    def look_again(self, intake_id: str) -> None:
        look_again(intake_id, self.seating)

    def waiting(self, **changes: Any) -> str:
        """An intake that waits for a seat."""
        intake_id = self.accepted(**changes)
        self.look_again(intake_id)
        return intake_id

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)
