"""What a person said, in short phrases, made into the submission that their form would send.

The phrases of `vignettes.md`, separated by semicolons:

    phq-9 12                    a form of the instrument that reaches this total (PEG: this sum)
    bam use 1                   the same for another of its scores
    withdrawal none             every question answered with what scores least
    asq/q1 yes                  one answer: an option, a number, blank or declined
    no gad-7                    the instrument is not there at all
    state CA, age 17, sex male, hours 8, track couples, CIWA-Ar 10
    self-pay, alone, no-contact order
    lacks internet              readiness said to be missing
    discharged 8 days ago from psychiatric_hospital, attempt 30 days ago, stepping down
    payer CMS, plan Original Medicare
    partner ...                 any of these, of the partner's own submission
    program minimum_age 13      the program's own figure
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from tests.builders import submission
from tests.unit.assessment.filled import PACKS, least, options, reaching
from tests.unit.assessment.forms import NOW, SETTINGS, calm, phq9
from threshold.assessment.facts import Facts
from threshold.assessment.recommendation import Assessment
from threshold.assessment.settings import Settings
from threshold.assessment.submission_facts import facts_of
from threshold.assessment.triage import triage
from threshold.intake.submission import (
    CareSetting,
    ClinicianFindings,
    Couple,
    InsuranceCard,
    Location,
    PaymentPath,
    Referral,
    Sex,
    Submission,
    Track,
)

TODAY = NOW.date()
GAPS = {"blank": None, "declined": "declined"}
BASES = {
    "calm": calm,
    "candidate": lambda: calm() | {"phq-9": phq9(12, difficulty=2)},
    "nothing": dict,
}


@dataclass
class Telling:
    """What has been said so far, to which program."""

    sent: Submission
    partner: Submission | None = None
    settings: Settings = field(default_factory=lambda: SETTINGS)

    @property
    def facts(self) -> Facts:
        return facts_of(self.sent, PACKS, TODAY, self.partner)

    @property
    def assessment(self) -> Assessment:
        return triage(self.facts, self.settings, NOW)


def told(said: str, base: str = "calm") -> Telling:
    telling = Telling(_blank(base))
    for phrase in filter(None, map(str.strip, said.split(";"))):
        words = phrase.split()
        if words[0] == "partner":
            telling.partner = _heard(telling.partner or _blank("calm"), words[1:])
        elif words[0] == "program":
            limits = replace(telling.settings.thresholds, **{words[1]: int(words[2])})
            telling.settings = replace(telling.settings, thresholds=limits)
        else:
            telling.sent = _heard(telling.sent, words)
    return telling


def _blank(base: str) -> Submission:
    return submission(answers=BASES[base]())


def _heard(sent: Submission, words: list[str]) -> Submission:
    first, rest = words[0], words[1:]
    if "/" in first:
        instrument, item = first.split("/")
        form = {**sent.answers.get(instrument, {}), item: _answer(instrument, item, rest[0])}
        return replace(sent, answers={**sent.answers, instrument: form})
    if first in PACKS:
        return replace(sent, answers={**sent.answers, first: _form(sent, first, rest)})
    return TELLERS[first](sent, rest)


def _answer(instrument: str, item_id: str, word: str) -> object:
    pack = PACKS[instrument]
    item = next(one for one in pack.items if one.id == item_id)
    said = GAPS[word] if word in GAPS else int(word) if word.isdigit() else word
    assert word in GAPS or said in options(pack, item) or item.up_to, f"{instrument}/{item_id}"
    return said


def _form(sent: Submission, instrument: str, words: list[str]) -> dict[str, object]:
    pack, before = PACKS[instrument], sent.answers.get(instrument, {})
    if words == ["none"]:
        return least(pack)
    unscored = {item.id for item in pack.items if not item.scored}
    form = reaching(pack, int(words[-1]), words[0] if len(words) > 1 else "total")
    return {item: before.get(item) if item in unscored else one for item, one in form.items()}


def _without(sent: Submission, words: list[str]) -> Submission:
    kept = {name: form for name, form in sent.answers.items() if name not in words}
    return replace(sent, answers=kept)


def _state(sent: Submission, words: list[str]) -> Submission:
    state = None if words == ["unsaid"] else words[0]
    return replace(sent, location=Location(state=state))


def _age(sent: Submission, words: list[str]) -> Submission:
    """`age 18` has birthday today; `age 18 tomorrow` is 17 today."""
    born = date(TODAY.year - int(words[0]), TODAY.month, TODAY.day)
    born += timedelta(days=words[1:] == ["tomorrow"])
    return replace(sent, person=replace(sent.person, birth_date=born))


def _sex(sent: Submission, words: list[str]) -> Submission:
    return replace(sent, person=replace(sent.person, sex=Sex(words[0])))


def _hours(sent: Submission, words: list[str]) -> Submission:
    return replace(sent, availability=replace(sent.availability, hours_per_week=int(words[0])))


def _track(sent: Submission, words: list[str]) -> Submission:
    return replace(sent, need=replace(sent.need, tracks=tuple(map(Track, words))))


def _discharged(sent: Submission, words: list[str]) -> Submission:
    setting = CareSetting(words[-1]) if "from" in words else None
    left = TODAY - timedelta(days=int(words[0]))
    referral = Referral(discharged_on=left, discharged_from=setting)
    return replace(sent, need=replace(sent.need, referral=referral))


def _attempt(sent: Submission, words: list[str]) -> Submission:
    day = TODAY - timedelta(days=int(words[0]))
    return replace(sent, need=replace(sent.need, last_attempt_on=day))


def _stepping(sent: Submission, words: list[str]) -> Submission:
    return replace(sent, need=replace(sent.need, referral=Referral(stepping_down_from="a ward")))


def _lacks(sent: Submission, words: list[str]) -> Submission:
    field_of = {"device": "has_device"}
    lacking = {field_of.get(word, word): False for word in words}
    return replace(sent, readiness=replace(sent.readiness, **lacking))


def _ciwa_ar(sent: Submission, words: list[str]) -> Submission:
    return replace(sent, clinician=ClinicianFindings(ciwa_ar=int(words[0])))


def _payer(sent: Submission, words: list[str]) -> Submission:
    return replace(sent, payment=replace(sent.payment, card=InsuranceCard(payer_id=words[0])))


def _plan(sent: Submission, words: list[str]) -> Submission:
    card = InsuranceCard(payer_name=" ".join(words))
    return replace(sent, payment=replace(sent.payment, card=card))


def _self_pay(sent: Submission, words: list[str]) -> Submission:
    return replace(sent, payment=replace(sent.payment, path=PaymentPath.SELF_PAY))


def _alone(sent: Submission, words: list[str]) -> Submission:
    return replace(sent, couple=replace(sent.couple or Couple(), screened_alone=True))


def _no_contact_order(sent: Submission, words: list[str]) -> Submission:
    return replace(sent, couple=replace(sent.couple or Couple(), no_contact_order=True))


TELLERS: dict[str, Callable[[Submission, list[str]], Submission]] = {
    "no": _without,
    "state": _state,
    "age": _age,
    "sex": _sex,
    "hours": _hours,
    "track": _track,
    "discharged": _discharged,
    "attempt": _attempt,
    "stepping": _stepping,
    "lacks": _lacks,
    "CIWA-Ar": _ciwa_ar,
    "payer": _payer,
    "plan": _plan,
    "self-pay": _self_pay,
    "alone": _alone,
    "no-contact": _no_contact_order,
}
