"""A clinic that knows an administrator, payers that say what they are told to, and the queue."""

from dataclasses import dataclass, field, replace

from tests.builders import consent, submission
from tests.clinic import CLINIC, Practice, clear_271
from threshold.decision.coverage import Coverage
from threshold.errors import Retryable
from threshold.intake.change import FindingKind
from threshold.intake.life_cycle import EventKind, Status
from threshold.intake.submission import (
    ConsentKind,
    InsuranceCard,
    Need,
    Payment,
    PaymentPath,
    Track,
)
from threshold.program.model import Program
from threshold.use_cases.verify import Desk, verify

COVERED = ["EB*1*IND*30^98^MH^UC*PR*GOLD PPO"]
BOTH_COVERED = ["EB*1*IND*30^MH^AI*PR*GOLD PPO"]
SILENT = ["EB*1*IND*30*PR*PLAIN PPO"]
MENTAL_HEALTH = ["EB*1*IND*MH^CF"]
SUBSTANCE_USE = ["EB*1*IND*AI^CJ"]
INACTIVE = ["EB*6*IND*30"]
SENT_ON = [
    *("EB*1*IND*30*PR*BLUE PPO", "EB*U**MH", "LS*2120"),
    *("NM1*Y2*2*EXAMPLE BH MCO*****PI*BHX01", "PER*IC**TE*8005550100", "LE*2120"),
]
SENT_TO_A_STRANGER = [line.replace("BHX01", "ZZZ99") for line in SENT_ON]
MOST_MESSAGES = 100


def with_administrator() -> Program:
    (payer,) = CLINIC.program.payers
    administrator = replace(payer, id="BHX01", name="EXAMPLE BH MCO", aliases=())
    return replace(CLINIC.program, payers=(payer, administrator))


def said(segments):
    """A payer that answers a 270 with these segments about the person."""
    return lambda x12: clear_271(x12).replace(COVERED[0], "~".join(segments))


def of_group(segments, number="GRP100"):
    """The same, and the payer itself counts the person to this group."""
    answer = said(segments)
    return lambda x12: answer(x12).replace("~EB*", f"~REF*6P*{number}~EB*", 1)


def rejected(*codes, follow_up="C"):
    return said([f"AAA*N**{code}*{follow_up}" for code in codes])


def card(**changes):
    made = InsuranceCard("EXA000111", "99991", group_number="GRP100")
    return Payment(PaymentPath.INSURANCE, replace(made, **changes))


def seeking(*tracks, version="2026-02"):
    """The changes that make a submission one of a person on these tracks, under this consent."""
    kind = ConsentKind.TREATMENT_PAYMENT_OPERATIONS
    return {"need": Need(tracks=tracks), "consents": (consent(kind, version=version),)}


USE = seeking(Track.SUBSTANCE_USE)


@dataclass
class Talking:
    """A practice whose verification messages are all worked off, however often they come back."""

    practice: Practice = field(default_factory=Practice)
    program: Program = field(default_factory=with_administrator)

    @property
    def desk(self) -> Desk:
        return replace(self.practice.desk, program=self.program)

    @property
    def asked(self) -> list[str]:
        return [in_short(x12) for x12 in self.practice.payer.asked]

    def told(self, *replies, **changes) -> str:
        """An intake verified with a payer that gives these replies."""
        self.replies(*replies)
        sent = replace(submission(), payment=card())
        intake_id = self.practice.assessed(sent=sent, **changes)
        self.work_off(intake_id)
        return intake_id

    def replies(self, *replies) -> None:
        """What the payer says from now on, the last for good; what it was asked is forgotten."""
        self.practice.payer.asked.clear()
        self.practice.payer.replies = [
            reply if callable(reply) or isinstance(reply, BaseException) else said(reply)
            for reply in replies
        ]

    def work_off(self, intake_id: str) -> None:
        for _ in range(MOST_MESSAGES):
            if self.record(intake_id).status not in (Status.ASSESSED, Status.VERIFYING):
                return
            try:
                verify(intake_id, self.desk)
            except Retryable as again:
                self.practice.later(seconds=again.after_seconds)
        raise AssertionError("the conversation has no end")

    def record(self, intake_id: str):
        return self.practice.store.load(intake_id)

    def events(self, intake_id: str, kind: EventKind):
        return [e for e in self.practice.store.events(intake_id) if e.kind is kind]

    def last_event(self, intake_id: str):
        return self.practice.store.events(intake_id)[-1]

    def coverage(self, intake_id: str) -> Coverage:
        found = self.practice.store.latest(intake_id, FindingKind.COVERAGE, Coverage)
        assert found
        return found


def in_short(x12: str) -> str:
    """Whom a 270 asks, and for what: the payer's id and the service types."""
    segments = [segment.split("*") for segment in x12.split("~")]
    payer = next(s[9] for s in segments if s[:2] == ["NM1", "PR"])
    return " ".join([payer, *(s[1] for s in segments if s[0] == "EQ")])
