"""The benefits with one payer: the plan's own, or those that an administrator has for it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from threshold.benefits.call_script import CallScript, call_script
from threshold.benefits.estimate import CannotEstimate, Estimate
from threshold.benefits.facts import Sheet
from threshold.benefits.fields import Care, Field, Topic
from threshold.benefits.from_answer import sheet, with_answer
from threshold.benefits.parity import ParityQuestion, parity_questions
from threshold.benefits.told import Party, facts_of
from threshold.decision.coverage import Standing
from threshold.eligibility.answer.model import Answer, Network, YesNo
from threshold.intake.submission import InsuranceCard
from threshold.program.model import Payer
from threshold.use_cases.clearance import bars_call
from threshold.use_cases.estimating import estimated
from threshold.use_cases.known_benefits import Answers, Known

_NOT_SENT = "the plan does not name this organization for behavioral benefits"
_OWN_AMOUNTS = "deductible and maximum are the administrator's own: shared ones are not known"


@dataclass(frozen=True, slots=True)
class PayerBenefits:
    """One kind of care with one payer.

    `counts` says that behavioral benefits are this payer's to give. Without a `script` staff may
    not call: `barred` says why. `phone` is None where nobody has said it.
    """

    care: Care
    party: Party
    payer_id: str | None
    name: str | None
    phone: str | None
    counts: bool
    sheet: Sheet
    script: CallScript | None
    barred: Standing | None
    parity: tuple[ParityQuestion, ...]
    in_network: Estimate | CannotEstimate
    out_of_network: Estimate | CannotEstimate


def plan(known: Known, care: Care) -> PayerBenefits:
    """The plan's own benefits, as it, the card and staff told them."""
    card = known.submission.payment.card or InsuranceCard()
    answers = known.answers(care, None)
    made = _sheet(known, care, Party.PLAN, answers, card)
    payer_id = known.coverage.payer_id if known.coverage else None
    payer = known.program.payer(payer_id or card.payer_id, card.payer_name)
    return _benefits(
        known,
        Party.PLAN,
        made,
        [answer for _, answer in answers],
        _Reached(payer, payer_id or card.payer_id, card.payer_name, None),
        counts=not made.named(Topic.ADMINISTRATOR),
    )


def administrator(known: Known, of: PayerBenefits) -> PayerBenefits | None:
    """Who administers behavioral benefits for a plan, None where nobody was named or heard."""
    name, phone = _only(of.sheet, Topic.ADMINISTRATOR), _only(of.sheet, Topic.ADMINISTRATOR_PHONE)
    payer_id = known.administrator(_only(of.sheet, Topic.ADMINISTRATOR_PAYER_ID), name)
    answers = known.answers(of.care, payer_id) if payer_id else []
    made = _sheet(known, of.care, Party.ADMINISTRATOR, answers, None)
    if of.counts and not made.facts:
        return None
    payer = known.program.payer(payer_id, None) if payer_id else None
    found = _benefits(
        known,
        Party.ADMINISTRATOR,
        made,
        [answer for _, answer in answers],
        _Reached(payer, payer_id, name, phone),
        counts=not of.counts,
    )
    if of.counts:
        none = CannotEstimate((_NOT_SENT,))
        return replace(found, in_network=none, out_of_network=none)
    if YesNo.YES in made.values(Field(Topic.SHARED_ACCUMULATORS)):
        return found
    return replace(
        found,
        in_network=_assuming(found.in_network, _OWN_AMOUNTS),
        out_of_network=_assuming(found.out_of_network, _OWN_AMOUNTS),
    )


@dataclass(frozen=True, slots=True)
class _Reached:
    """Who is to be called; what the program configured comes before what others said."""

    payer: Payer | None
    id: str | None
    name: str | None
    phone: str | None


def _benefits(
    known: Known,
    party: Party,
    made: Sheet,
    answers: Iterable[Answer],
    reached: _Reached,
    *,
    counts: bool,
) -> PayerBenefits:
    payer, program, start = reached.payer, known.program, known.start
    of_substances = made.care is Care.SUBSTANCE_USE
    barred = bars_call(
        known.submission, known.consents, program, known.now, substance_use=of_substances
    )
    return PayerBenefits(
        care=made.care,
        party=party,
        payer_id=payer.id if payer else reached.id,
        name=payer.name if payer else reached.name,
        phone=(payer.phone if payer else None) or reached.phone,
        counts=counts,
        sheet=made,
        script=None if barred else call_script(made),
        barred=barred,
        parity=tuple(q for answer in answers for q in parity_questions(answer)),
        in_network=estimated(made, Network.IN, payer, program, start),
        out_of_network=estimated(made, Network.OUT, payer, program, start),
    )


def _sheet(
    known: Known,
    care: Care,
    party: Party,
    answers: Answers,
    card: InsuranceCard | None,
) -> Sheet:
    told = facts_of(known.statements, party)
    first = answers[0][1] if answers else None
    made = sheet(
        first, card, told, care,
        answered_on=known.answered_on, on=known.now.date(), card_on=known.sent_on,
    )  # fmt: skip
    for about, answer in answers[1:]:
        made = with_answer(made, answer, known.answered_on, about)
    return made


def _only(of: Sheet, topic: Topic) -> str | None:
    """What the sheet says of a topic where it says one thing."""
    values = of.named(topic)
    return str(values[0]) if len(values) == 1 else None


def _assuming(found: Estimate | CannotEstimate, words: str) -> Estimate | CannotEstimate:
    if isinstance(found, CannotEstimate):
        return found
    return replace(found, assumptions=(*found.assumptions, words))
