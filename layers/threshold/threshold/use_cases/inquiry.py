"""One question to a payer about one person, as the 270 that asks it.

An `Inquiry` holds a `Clearance` and makes its request of that alone; nothing else here writes
270s.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from threshold.eligibility import request as asked
from threshold.eligibility.answer.model import CarveOut, Group
from threshold.eligibility.conversation.model import Question, Rung, Scope, Wording
from threshold.eligibility.conversation.wording import reworded
from threshold.eligibility.request_rules import UnusableRequest, faults
from threshold.eligibility.write_270 import write_270
from threshold.eligibility.x12.writer import Party
from threshold.intake.submission import InsuranceCard, Relationship, Submission
from threshold.program.model import Payer
from threshold.use_cases.clearance import Clearance, NotCleared

_PLAN = ("30",)


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One 270. The consent it goes out under travels with it.

    Raises:
        NotCleared: nobody may ask this, or not this payer.
    """

    clearance: Clearance
    question: Question
    control_number: int
    at: datetime

    def __post_init__(self) -> None:
        about_use = self.question.rung is Rung.SUBSTANCE_USE
        if about_use and not self.clearance.covers_substance_use:
            raise NotCleared
        payer_asked(self.clearance, self.question)

    @property
    def payer(self) -> Payer:
        """Who is asked."""
        return payer_asked(self.clearance, self.question)

    @property
    def consent_id(self) -> str:
        """The consent it goes out under: its kind, the version of its text, when it was signed."""
        consent = self.clearance.consent
        return f"{consent.kind} {consent.version} {consent.signed_at.isoformat()}"

    @property
    def service_types(self) -> tuple[str, ...]:
        """What is asked about, as X12 service type codes."""
        types = self.payer.service_types
        return {
            Rung.PLAN: _PLAN,
            Rung.MENTAL_HEALTH: types.mental_health,
            Rung.SUBSTANCE_USE: types.substance_use,
        }[self.question.rung]

    @property
    def request(self) -> asked.EligibilityRequest:
        """The request: the least that finds the person."""
        other_id = next(iter(self.payer.other_ids), None)
        return reworded(self._as_given(), self.question.wording, other_id)

    def x12(self) -> str:
        """The 270.

        Raises:
            UnusableRequest: no 270 can hold it.
        """
        return write_270(self.request)

    def _as_given(self) -> asked.EligibilityRequest:
        payer, program = self.payer, self.clearance.program
        subscriber, dependent = _people(self.clearance.card, self.clearance.submission)
        real = self.clearance.is_production
        return asked.EligibilityRequest(
            payer=asked.Payer(payer.name, payer.id),
            provider=asked.Provider(program.provider.name, program.provider.npi),
            subscriber=subscriber,
            dependent=dependent,
            trace_id=trace_id(self.control_number),
            originator_id=program.provider.originator_id,
            sender=Party(payer.transport.sender_id),
            receiver=Party(payer.transport.receiver_id),
            control_number=self.control_number,
            usage=asked.Usage.PRODUCTION if real else asked.Usage.TEST,
            created_at=self.at.astimezone(ZoneInfo(program.time_zone)),
            service_types=self.service_types,
        )


def payer_asked(clearance: Clearance, question: Question) -> Payer:
    """Whom a question is for.

    Raises:
        NotCleared: an administrator that may not be asked.
    """
    if question.administrator is None:
        return clearance.payer
    administrator = clearance.program.payer(question.administrator, None)
    if administrator is None:
        raise NotCleared
    return clearance.to(administrator).payer


def trace_id(control_number: int) -> str:
    """What ties the answer to the request; it tells the payer nothing of the intake."""
    return f"THRESHOLD{control_number:09}"


def scope_of(clearance: Clearance, recall: Callable[[Group], str | None]) -> Scope:
    """What may be asked about a cleared person. `recall` gives a group's last administrator.

    Raises:
        UnusableRequest: no 270 can hold the person as given.
    """
    given = Inquiry(clearance, Question(), 1, clearance.at)
    if found := faults(given.request):
        raise UnusableRequest(found)

    def rungs(administrator: str | None) -> tuple[Rung, ...]:
        return _rungs(payer_asked(clearance, Question(administrator=administrator)), clearance)

    def find(carve_out: CarveOut) -> str | None:
        return _administrator(clearance, carve_out.payer_id, carve_out.name)

    return Scope(
        rungs=rungs,
        wordings=frozenset(word for word in Wording if _is_another_question(given, word)),
        find=find,
        recall=lambda group: _administrator(clearance, recall(group), None),
    )


def _rungs(payer: Payer, clearance: Clearance) -> tuple[Rung, ...]:
    types = payer.service_types
    rungs = [Rung.PLAN]
    rungs += [Rung.MENTAL_HEALTH] if types.mental_health else []
    rungs += [Rung.SUBSTANCE_USE] if types.substance_use and clearance.covers_substance_use else []
    return tuple(rungs)


def _is_another_question(given: Inquiry, wording: Wording) -> bool:
    request = replace(given, question=Question(wording=wording)).request
    return wording is Wording.AGAIN or (request != given.request and not faults(request))


def _administrator(clearance: Clearance, payer_id: str | None, name: str | None) -> str | None:
    """The id of another payer than the plan itself, if the program may ask it."""
    payer = clearance.program.payer(payer_id, name)
    if payer is None or payer == clearance.payer:
        return None
    try:
        return clearance.to(payer).payer.id
    except NotCleared:
        return None


def _people(
    card: InsuranceCard, submission: Submission
) -> tuple[asked.Subscriber, asked.Dependent | None]:
    person, holder = submission.person, card.subscriber
    if card.relationship is Relationship.SELF or holder is None:
        name = person.name
        sex = _sex(person.sex)
        mine = asked.Subscriber(name.last, name.first, card.member_id, person.birth_date, sex)
        return mine, None
    subscriber = asked.Subscriber(
        holder.name.last, holder.name.first, card.member_id, holder.birth_date, _sex(holder.sex)
    )
    patient = asked.Dependent(
        person.name.last,
        person.name.first,
        person.birth_date,
        asked.Relationship(card.relationship),
        sex=_sex(person.sex),
    )
    return subscriber, patient


def _sex(sex: str | None) -> asked.Sex | None:
    return asked.Sex(sex[0].upper()) if sex else None
