"""Telling other systems of seats: what is news, to whom, how often, and when again."""

from datetime import timedelta
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis.strategies import data, sampled_from

from tests.builders import NOW
from tests.template.reading import read_template
from tests.unit.use_cases.seating_on_paper import INTAKE_ID, STAFF, TO_SEATED, opened, walk
from threshold.errors import Unknown
from threshold.intake.change import Step, chain_is_whole
from threshold.intake.life_cycle import TRANSITIONS, EventKind, Status
from threshold.intake.record import Actor
from threshold.scheduling.seat_news import NewsKind, news_in
from threshold.use_cases.announce import NotTaken, Outcome, announce, wait_after
from threshold.use_cases.stepping import take

TAKEN, BACK = NewsKind.TAKEN, NewsKind.GIVEN_BACK


class ListenerOnPaper:
    """Takes news, or as many refusals as it was given first."""

    def __init__(self, name="webhook", refuses=0, outcome=Outcome.DELIVERED):
        self.name, self.refuses, self.outcome, self.heard = name, refuses, outcome, []

    def tell(self, news):
        if self.refuses:
            self.refuses -= 1
            raise NotTaken("not now")
        self.heard.append(news)
        return self.outcome


def kinds_heard(listener):
    return [news.kind for news in listener.heard]


def run(store, *listeners, after=timedelta(0)):
    announce(INTAKE_ID, store, listeners, lambda: NOW + after)


def announced(store):
    return [
        event.details for event in store.events(INTAKE_ID) if event.kind == EventKind.SEAT_ANNOUNCED
    ]


def test_that_a_seat_was_taken_is_told_once_and_kept():
    store, listener = opened(*TO_SEATED), ListenerOnPaper()
    for _ in range(2):
        run(store, listener)
    (news,) = listener.heard
    assert (news.kind, news.occurred_at, news.id) == (TAKEN, NOW, f"{INTAKE_ID}-6")
    assert announced(store) == [{"about": "6", "to": "webhook", "outcome": "delivered"}]
    assert store.load(INTAKE_ID).status is Status.SCHEDULED


@pytest.mark.parametrize(
    ("ends", "by"),
    [
        ([EventKind.NO_SHOW], STAFF),
        ([EventKind.RESCHEDULE_ASKED], None),
        ([EventKind.CARE_ENDED], STAFF),
        ([EventKind.REVIEW_NEEDED, EventKind.WITHDRAWN], STAFF),
        ([EventKind.REVIEW_NEEDED, EventKind.REFERRED], STAFF),
        ([EventKind.REVIEW_NEEDED, EventKind.NOT_SERVED], STAFF),
        ([EventKind.REVIEW_NEEDED, EventKind.MERGED], STAFF),
    ],
)
def test_whoever_has_a_seat_no_more_has_given_it_back(ends, by):
    store, listener = opened(*TO_SEATED), ListenerOnPaper()
    walk(store, *ends, by=by)
    run(store, listener)
    assert kinds_heard(listener) == [TAKEN, BACK]
    assert announced(store)[-1]["about"] == str(6 + len(ends))


def test_a_review_of_somebody_with_a_seat_is_no_news_until_it_comes_to_something():
    store, listener = opened(*TO_SEATED), ListenerOnPaper()
    walk(store, EventKind.REVIEW_NEEDED, EventKind.ACCEPTED, by=STAFF)
    run(store, listener)
    assert kinds_heard(listener) == [TAKEN]


def test_whoever_is_offered_another_seat_had_lost_the_one_before():
    store, listener = opened(*TO_SEATED), ListenerOnPaper()
    walk(store, EventKind.REVIEW_NEEDED, EventKind.ACCEPTED, by=STAFF)
    walk(store, EventKind.QUEUED_FOR_SEAT, EventKind.SEAT_OFFERED)
    run(store, listener)
    assert kinds_heard(listener) == [TAKEN, BACK]


@pytest.mark.parametrize("length", range(len(TO_SEATED)))
def test_nobody_hears_of_who_has_no_seat_yet(length):
    store, listener = opened(*TO_SEATED[:length]), ListenerOnPaper()
    run(store, listener)
    assert listener.heard == announced(store) == []


def test_who_withdraws_from_an_offer_gives_no_seat_back():
    store, listener = opened(*TO_SEATED[:-1]), ListenerOnPaper()
    walk(store, EventKind.WITHDRAWN)
    run(store, listener)
    assert listener.heard == []


def test_one_that_does_not_take_its_news_keeps_no_other_from_hearing_them():
    store, webhook, bus = opened(*TO_SEATED), ListenerOnPaper(refuses=1), ListenerOnPaper("bus")
    with pytest.raises(NotTaken):
        run(store, webhook, bus)
    run(store, webhook, bus)
    assert kinds_heard(webhook) == kinds_heard(bus) == [TAKEN]
    assert [told["to"] for told in announced(store)] == ["bus", "webhook"]


def test_no_later_news_overtakes_one_that_was_not_taken():
    store, listener = opened(*TO_SEATED), ListenerOnPaper(refuses=1)
    walk(store, EventKind.NO_SHOW, by=STAFF)
    with pytest.raises(NotTaken):
        run(store, listener)
    assert listener.heard == []
    run(store, listener)
    assert kinds_heard(listener) == [TAKEN, BACK]


def test_a_listener_that_wants_no_more_of_it_is_not_told_it_again():
    store, listener = opened(*TO_SEATED), ListenerOnPaper(outcome=Outcome.GONE)
    for _ in range(2):
        run(store, listener)
    assert len(listener.heard) == 1
    assert announced(store)[0]["outcome"] == "gone"


def test_after_a_crash_it_is_told_again_by_the_same_id(monkeypatch):
    store, listener = opened(*TO_SEATED), ListenerOnPaper()
    with monkeypatch.context() as crash:
        crash.setattr(type(store), "apply", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            run(store, listener)
    run(store, listener)
    first, second = listener.heard
    assert first.id == second.id


def test_an_intake_that_there_is_not_is_unknown():
    with pytest.raises(Unknown):
        announce("b" * 26, opened(), (), lambda: NOW)


@pytest.mark.parametrize(
    ("tried", "seconds"), [(0, 10), (9, 10), (60, 60), (3600, 3600), (5 * 3600, 4 * 3600)]
)
def test_a_wait_is_as_long_as_it_was_tried_for_within_bounds(tried, seconds):
    store, listener = opened(*TO_SEATED), ListenerOnPaper(refuses=1)
    with pytest.raises(NotTaken) as refused:
        run(store, listener, after=timedelta(seconds=tried))
    assert refused.value.after_seconds == seconds


def test_it_is_tried_for_a_day_and_more_before_the_queue_gives_it_up():
    queue = read_template().resources["AnnouncementQueue"]["Properties"]
    tries = range(queue["RedrivePolicy"]["maxReceiveCount"] - 1)
    *_, last = accumulate(tries, lambda at, _: at + wait_after(timedelta(seconds=at)), initial=0)
    assert 24 * 3600 < last < queue["MessageRetentionPeriod"]


@settings(max_examples=60, deadline=None)
@given(choices=data())
def test_on_any_way_seats_are_taken_and_given_back_by_turns_and_each_is_told_once(choices):
    store, listener = opened(*TO_SEATED), ListenerOnPaper()
    for _ in range(choices.draw(sampled_from(range(12)))):
        status = store.load(INTAKE_ID).status
        row = choices.draw(sampled_from([one for one in TRANSITIONS if one.source is status]))
        role = choices.draw(sampled_from(sorted(row.may)))
        step = Step(row.event, Actor(role, "carl"), NOW)
        try:
            take(store, INTAKE_ID, lambda _, step=step: step)
        except Exception as refused:  # noqa: BLE001 - what a crisis or an ask forbids beside it
            assert type(refused).__name__ in ("NotPermitted", "IllegalTransition")  # noqa: PT017
        if choices.draw(sampled_from((True, False))):
            run(store, listener)
    run(store, listener)
    told = kinds_heard(listener)
    assert told == [news.kind for news in news_in(store.events(INTAKE_ID))]
    assert len({news.id for news in listener.heard}) == len(told)
    assert told == [(TAKEN, BACK)[place % 2] for place in range(len(told))]
    assert chain_is_whole(store.events(INTAKE_ID))
