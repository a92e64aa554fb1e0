"""Two who come together: each alone on the pages, and nothing of the one shows on the other's."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from html import unescape
from typing import Any

import pytest

from tests.clinic import CLINIC, RECORD_KEY
from tests.form_filler import NOW, Filler, hidden
from tests.unit.intake.test_invitation import invitation
from tests.unit.web.owners import CANDIDATE
from threshold.intake.change import Step
from threshold.intake.life_cycle import EventKind, Status
from threshold.intake.record import PATIENT
from threshold.use_cases.assess import assess
from threshold.use_cases.stepping import take
from threshold.web.pages.visit import Visit

Said = Mapping[str, Sequence[str]]

TOGETHER: Said = {
    "need.tracks": ("mental_health", "couples"),
    "couple.no_contact_order": ("no",),
    **CANDIDATE,
}
"""Everything else as usual: no harm, and by themselves while they answer."""
HARK = "answers.hark."
HARM: Said = {f"{HARK}q1": ("1",)}
CRISIS: Said = {"answers.asq.q1": ("1",), "answers.asq.q5": ("1",)}


@dataclass
class Recorded:
    """Somebody's store, and what was asked of it through here: what a reply's time is made of."""

    behind: Any
    calls: list[str] = field(default_factory=list)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        self.calls.append(name)
        return getattr(self.behind, name)


def person(said: Said, beside: Filler | None = None, first: str = "Jane", seed: int = 7) -> Filler:
    """Somebody with the same site before them as somebody else, and a browser of their own."""
    filler = Filler(said={**TOGETHER, "person.name.first": (first,), **said}, seed=seed)
    if beside:
        filler.store, filler.drafts = beside.store, beside.drafts
        filler.desk = replace(filler.desk, store=filler.store, drafts=filler.drafts)
        filler.site = type(filler.site)(filler.desk)
    return filler


def sent(said: Said, beside: Filler | None = None, first: str = "Jane", seed: int = 7) -> Filler:
    filler = person(said, beside, first, seed)
    last = filler.fill_in()
    if not last.location:
        filler.send()
    if record(filler).status is Status.SUBMITTED:
        assess(record(filler).intake_id, filler.store, CLINIC, filler.at)
    return filler


def record(filler: Filler):
    return filler.store.load(filler.draft.intake_id)


def see(filler: Filler, place: str = "yours") -> str:
    return unescape(filler.site.step(Visit("", filler.code), place).html)


def invited(number: str) -> Said:
    return {"form.together": ("invited",), "couple.invitation": (number,)}


def number_on(html: str) -> str:
    (shown,) = re.findall(r"\b[0-9]{5} [0-9]{5} [0-9]{5}\b", html)
    return shown.replace(" ", "")


def test_who_invites_is_given_a_number_that_stays_the_same():
    filler = person({})
    first = number_on(filler.fill_in(until="invitation").html)
    place = filler.desk.way(filler.draft).place_of("together")
    filler.post(place)
    assert number_on(filler.get(place + 1).html) == first


def test_the_number_says_nothing_of_who_invites():
    numbers = set()
    for said in ({}, {"person.name.first": ("Ann",)}, {"location.state": ("CA",)}):
        numbers.add(number_on(person(said).fill_in(until="invitation").html))
    assert len(numbers) == 1


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", "Please type the number"),
        ("12345 67890 12345", "15 digits"),
        ("BCDF-GHJK-LMNP", "15 digits"),
    ],
)
def test_a_number_that_cannot_be_one_is_asked_for_again(typed, fault):
    filler = person({})
    filler.fill_in(until="together")
    place = filler.desk.way(filler.draft).place_of("together")
    reply = filler.post(place, **{"form.together": ["invited"], "couple.invitation": [typed]})
    assert reply.status == 422
    assert fault in unescape(reply.html)


@pytest.mark.parametrize("typed", ["{0}", " {0} ", "{1}"])
def test_a_number_is_taken_however_it_is_spaced(typed):
    number = invitation(3)
    spaced = f"{number[:5]}-{number[5:10]} {number[10:]}"
    filler = sent(invited(typed.format(number, spaced)))
    assert record(filler).couple == RECORD_KEY.digest("couple", number)


def test_the_two_are_linked_by_it_and_only_staff_can_see_that():
    one = sent({})
    number = one.draft.said["form.invitation"]
    other = sent(invited(number), beside=one, first="John", seed=8)
    assert record(one).couple == record(other).couple
    assert set(one.store.members(record(one).couple)) == {
        record(one).intake_id,
        record(other).intake_id,
    }


def test_who_begins_alone_belongs_to_no_couple():
    assert record(sent({"form.together": ("not_now",)})).couple is None


def test_who_no_longer_seeks_care_together_belongs_to_no_couple():
    assert (
        record(sent({"need.tracks": ("mental_health",), **invited(invitation(3))})).couple is None
    )


def test_the_number_opens_no_form():
    one = sent({})
    number = one.draft.said["form.invitation"]
    assert one.site.come_back(Visit("", None, {"code": [number], "language": ["en"]})).status == 404


def test_progress_is_the_same_number_of_dots_for_both_and_tells_no_time():
    shapes = set()
    for said in ({}, HARM, {"form.alone": ("no",)}):
        html = person(said).fill_in().html
        shapes.add((html.count('<i class="on">'), html.count("<i>"), "min left" in html))
    ((_, _, timed),) = shapes
    assert not timed


ENDS: Mapping[str, Said] = {
    "nothing that speaks against it": {},
    "harm by the partner": HARM,
    "harm, not told": {f"{HARK}q{n}": ("declined",) for n in range(1, 5)},
    "not alone, so never asked": {"form.alone": ("no",)},
    "a court order": {"couple.no_contact_order": ("yes",)},
    "another state": {"location.state": ("AK",)},
    "somebody to look at it": {"readiness.private_space": ("no",)},
    "low scores": dict.fromkeys(CANDIDATE, ("0",)),
}
"""What a person's own answers may come to, but for a crisis: then their safety comes first."""


@pytest.fixture(scope="module")
def ends():
    return {name: sent(said) for name, said in ENDS.items()}


@pytest.mark.parametrize("hours", [0, 25])
def test_what_a_person_is_told_next_is_the_same_whatever_their_answers_came_to(ends, hours):
    told = set()
    for filler in ends.values():
        filler.at = NOW + timedelta(hours=hours)
        told.add(see(filler))
    assert len(told) == 1


def test_the_ends_that_look_alike_are_not_alike(ends):
    stands = {(record(one).status, record(one).reason) for one in ends.values()}
    assert len(stands) >= 5


WITHDRAWN: Said = {"person.called": ("Jay",)}
OTHERS: Mapping[str, Said | None] = {
    "never came": None,
    **ENDS,
    "in crisis": CRISIS,
    "withdrew": WITHDRAWN,
}


@pytest.fixture(scope="module")
def transcripts():
    """All that the second of a couple sees and what it took, by what became of the first."""
    return {name: transcript(said) for name, said in OTHERS.items()}


def transcript(said: Said | None) -> list[tuple[object, ...]]:
    number = invitation(5)
    first = sent({**said, **invited(number)}) if said is not None else person({})
    if said is WITHDRAWN:
        step = Step(EventKind.WITHDRAWN, PATIENT, first.at)
        take(first.store, record(first).intake_id, lambda _record: step)
    second = person(invited(number), beside=first, first="John", seed=8)
    store, drafts = Recorded(second.store), Recorded(second.drafts)
    second.desk = replace(second.desk, store=store, drafts=drafts)
    second.site = type(second.site)(second.desk)
    seen: list[tuple[object, ...]] = []
    watched = second.site.step, second.site.save

    def noting(serve):
        def served(visit, place):
            reply = serve(visit, place)
            calls = (tuple(store.calls), tuple(drafts.calls))
            store.calls.clear()
            drafts.calls.clear()
            seen.append((reply.status, reply.location, reply.html, calls))
            return reply

        return served

    second.site.step, second.site.save = map(noting, watched)
    second.fill_in()
    second.send()
    for place in ("yours", "told", "seen", "agreements", "reach", "stop"):
        see(second, place)
    return seen


@pytest.mark.parametrize("became", OTHERS)
def test_nothing_that_one_sees_depends_on_the_other(transcripts, became):
    alone = transcripts["never came"]
    assert [one[:3] for one in transcripts[became]] == [one[:3] for one in alone]


@pytest.mark.parametrize("became", OTHERS)
def test_no_reply_takes_more_or_less_work_for_what_the_other_said(transcripts, became):
    alone = transcripts["never came"]
    assert [one[3] for one in transcripts[became]] == [one[3] for one in alone]
    assert sum(len(store) + len(drafts) for *_, (store, drafts) in alone) > 100


def together(filler: Filler, **posted: Sequence[str]):
    csrf = hidden(see(filler, "together"), "csrf")
    values = {"csrf": [csrf], **{name.replace("__", "."): v for name, v in posted.items()}}
    return filler.site.save(Visit("", filler.code, values), "together")


def test_who_began_alone_can_invite_later():
    one = sent({"form.together": ("not_now",)})
    together(one, form__together=["invite"])
    number = number_on(see(one, "together"))
    other = sent(invited(number), beside=one, first="John", seed=8)
    assert record(one).couple == record(other).couple


def test_who_began_alone_can_type_the_number_later():
    one, number = sent({"form.together": ("not_now",)}), invitation(6)
    for _ in range(2):
        together(one, form__together=["invited"], couple__invitation=[number])
    assert record(one).couple == RECORD_KEY.digest("couple", number)
    kinds = [event.kind for event in one.store.events(record(one).intake_id)]
    assert kinds.count(EventKind.PARTNER_NAMED) == 1


def test_who_would_rather_come_alone_after_all_belongs_to_no_couple():
    one = sent(invited(invitation(6)))
    together(one, form__together=["not_now"])
    assert record(one).couple is None


def test_a_slip_in_a_number_typed_later_is_shown_beside_it():
    reply = together(sent({}), form__together=["invited"], couple__invitation=["1"])
    assert (reply.status, "15 digits" in unescape(reply.html)) == (422, True)


def test_who_comes_by_themselves_is_asked_of_no_partner():
    assert "/apply/together" not in see(sent({"need.tracks": ("mental_health",)}))
