"""Intakes with a submission, a verified coverage, and what staff recorded of it."""

from dataclasses import replace

from tests.builders import NOW, opening, submission
from tests.clinic import CLINIC
from tests.unit.benefits.sheets import KNOWN, answer
from threshold.benefits.facts import Source
from threshold.benefits.told import Recording, Told
from threshold.decision.coverage import Coverage, Standing
from threshold.eligibility.conversation.model import Heard, Question, Rung
from threshold.intake.change import Finding, FindingKind, Step, moved
from threshold.intake.life_cycle import EventKind, Role
from threshold.intake.record import SYSTEM, Actor
from threshold.intake.submission import Need, Track
from threshold.store.memory import MemoryStore
from threshold.use_cases.benefits import benefits_of
from threshold.use_cases.record_benefits import record_benefits

PROGRAM = CLINIC.program
TODAY = NOW.date()
CARVED = (*KNOWN, "EB*U**MH", "LS*2120", "NM1*VN*2*EXAMPLE BH MCO*****PI*BHX01", "LE*2120")
ELSEWHERE = ("EB*1*IND*MH*PR*BH PLAN", "EB*B*IND*MH***27*45*****Y")
SUBSTANCES = Need(tracks=(Track.SUBSTANCE_USE,))


class Case:
    """An intake with a submission, a verified coverage, and what staff record of it."""

    def __init__(self, coverage=None, consents=None, **changes):
        sent = submission(**changes)
        given = sent.consents if consents is None else consents
        findings = [
            Finding(FindingKind.SUBMISSION, sent),
            *(Finding(FindingKind.CONSENT, one, one.kind) for one in given),
            *([Finding(FindingKind.COVERAGE, coverage)] if coverage else []),
        ]
        self.store = MemoryStore()
        self.store.create(opening(findings=tuple(findings)))

    def record(self, *facts, **more):
        actor = Actor(Role.BILLING, "ben")
        record_benefits("intake-1", Recording(facts, **more), None, actor, self.store, NOW)

    def verified(self, coverage):
        step = Step(EventKind.ASSESSED, SYSTEM, NOW, findings=(
            Finding(FindingKind.COVERAGE, coverage),))  # fmt: skip
        self.store.apply(moved(self.store.load("intake-1"), step))

    def seen(self, program=PROGRAM, now=NOW):
        return benefits_of("intake-1", self.store, program, now)


def covered(*segments, further=()):
    return Coverage(Standing.ANSWERED, NOW, "99991", answer(*segments), further)


def told(field, value, **changes):
    return replace(Told(field, value, Source.PORTAL, TODAY), **changes)


def from_administrator(*segments):
    return Heard(Question(Rung.PLAN, administrator="BHX01"), answer(*segments))
