"""Nobody who said that they are in danger is lost, wherever they stop and whatever breaks."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.form_filler import Filler
from threshold.intake.change import FindingKind, Step
from threshold.intake.life_cycle import EventKind, Role, Status, Worklist
from threshold.intake.record import Actor
from threshold.intake.submission import Submission
from threshold.use_cases.handing_over import DROPPED_OUT_AFTER, hand_over_due
from threshold.use_cases.stepping import take

SAID_YES = {"answers.asq.q1": ("1",)}
PHQ9_ITEM_9 = {"answers.phq-9.q9": ("1",)}
ACUTE = SAID_YES | {"answers.asq.q5": ("1",)}
MINUTE = timedelta(minutes=1)


def until(page, said=SAID_YES):
    one = Filler(said=said)
    one.fill_in(until=page)
    return one


def swept(one):
    """What the sweep does."""
    due = one.drafts.due(one.at, 100)
    assert hand_over_due(due, one.desk) == 0
    return len(due)


def go_on(one, said, until):
    one.said = said
    place = one.desk.way(one.draft).place_of(one.draft.page)
    while one.page_at(place).id != until:
        place = int(one.post(place).location.rsplit("/", 1)[-1])


def latest(one):
    return one.store.latest(one.draft.intake_id, FindingKind.SUBMISSION, Submission)


def test_who_says_yes_and_drops_out_before_saying_whether_it_is_now_is_a_crisis():
    one = until("asq.q5")
    one.wait(DROPPED_OUT_AFTER)
    assert swept(one) == 1
    record = one.store.load(one.draft.intake_id)
    assert (record.worklist, record.reason) == (Worklist.CRISIS, "S2")


def test_nobody_is_called_back_who_is_still_at_it():
    one = until("asq.q5")
    one.wait(DROPPED_OUT_AFTER - MINUTE)
    assert swept(one) == 0
    one.post(one.desk.way(one.draft).place_of("asq.q5"))
    one.wait(DROPPED_OUT_AFTER - MINUTE)
    assert swept(one) == 0


def test_nobody_is_called_back_who_said_nothing_of_danger():
    one = until("gad-7.q1", {})
    one.wait(timedelta(days=1))
    assert swept(one) == 0


def test_who_drops_out_with_a_lesser_signal_is_an_intake_for_a_human_to_look_at():
    one = until("gad-7.q1", PHQ9_ITEM_9)
    one.wait(DROPPED_OUT_AFTER)
    swept(one)
    assert one.store.load(one.draft.intake_id).status is Status.SUBMITTED
    assert latest(one).answers["phq-9"]["q9"] == 1


def test_whoever_sent_their_form_is_not_called_back_for_dropping_out():
    one = Filler(said=PHQ9_ITEM_9)
    one.fill_in()
    one.send()
    one.wait(timedelta(days=1))
    assert swept(one) == 0


def test_a_sweep_that_comes_again_finds_nothing_to_do():
    one = until("asq.q5")
    one.wait(DROPPED_OUT_AFTER)
    assert [swept(one), swept(one)] == [1, 0]
    assert len(one.store.events(one.draft.intake_id)) == 1


def test_one_that_dies_before_the_draft_knows_of_its_intake_opens_no_second():
    one = until("asq.q5")
    one.wait(DROPPED_OUT_AFTER)
    save, one.drafts.save = one.drafts.save, lambda *_: False
    assert hand_over_due(one.drafts.due(one.at, 9), one.desk) == 1
    one.drafts.save = save
    swept(one)
    assert len(one.store._shelves) == 1


def test_one_that_cannot_be_handed_over_stays_due_and_holds_nobody_up():
    one, other = until("asq.q5"), until("asq.q5")
    other.drafts, other.desk = one.drafts, one.desk
    key = "another"
    one.drafts.create(key, replace(one.draft, said={"answers.asq.q1": 1}, version=0))
    one.wait(DROPPED_OUT_AFTER)
    due = one.drafts.due(one.at, 100)
    assert hand_over_due((key, *due), one.desk) == 2
    assert one.draft.intake_id
    assert one.drafts.due(one.at, 100) == (key,)
    assert one.reported


def test_who_comes_back_answers_what_is_open_though_staff_call_already():
    one = until("asq.q5")
    one.wait(DROPPED_OUT_AFTER)
    swept(one)
    place = one.desk.way(one.draft).place_of("asq.q5")
    assert "right now" in one.get(place).html
    assert one.post(place).location == f"/apply/{place + 1}"
    one.wait(DROPPED_OUT_AFTER)
    assert swept(one) == 1
    assert latest(one).answers["asq"]["q5"] == 0
    assert one.store.load(one.draft.intake_id).worklist is Worklist.CRISIS


def test_an_acute_answer_after_that_is_a_crisis_of_its_own():
    one = until("asq.q5")
    one.wait(DROPPED_OUT_AFTER)
    swept(one)
    one.said = ACUTE
    assert one.post(one.desk.way(one.draft).place_of("asq.q5")).location == "/apply/now"
    kinds = [event.kind for event in one.store.events(one.draft.intake_id)]
    assert kinds == [EventKind.CRISIS_FOUND, EventKind.CRISIS_FOUND]


def test_pages_without_other_answers_tell_staff_nothing_again():
    one = until("ready", PHQ9_ITEM_9)
    one.wait(DROPPED_OUT_AFTER)
    swept(one)
    go_on(one, {}, "language")
    one.wait(timedelta(days=1))
    assert swept(one) == 0


def test_finishing_later_brings_the_same_intake_up_to_date():
    one = until("gad-7.q1", PHQ9_ITEM_9)
    one.wait(DROPPED_OUT_AFTER)
    swept(one)
    before = one.draft.intake_id
    go_on(one, {}, "check")
    assert one.send().location == "/apply/yours"
    assert one.draft.intake_id == before
    assert latest(one).answers.keys() >= {"gad-7", "phq-9"}


def test_who_finishes_after_their_intake_has_ended_asks_anew():
    one = until("gad-7.q1", PHQ9_ITEM_9)
    one.wait(DROPPED_OUT_AFTER)
    swept(one)
    before = one.draft.intake_id
    step = Step(EventKind.WITHDRAWN, Actor(Role.PATIENT), one.at)
    take(one.store, before, lambda _: step)
    go_on(one, {}, "check")
    assert one.send().location == "/apply/yours"
    assert one.draft.intake_id != before
    assert one.store.load(one.draft.intake_id).status is Status.SUBMITTED


def test_a_page_saved_while_the_sweep_hands_over_is_handed_over_too():
    one = until("asq.q5")
    one.wait(DROPPED_OUT_AFTER)
    create, place = one.store.create, one.desk.way(one.draft).place_of("asq.q5")

    def meanwhile(change):
        one.store.create = create
        one.post(place)
        return create(change)

    one.store.create = meanwhile
    swept(one)
    assert "q5" not in latest(one).answers["asq"]
    one.wait(DROPPED_OUT_AFTER)
    assert swept(one) == 1
    assert latest(one).answers["asq"]["q5"] == 0


def test_a_page_saved_while_the_form_is_sent_is_sent_too():
    one = Filler()
    one.fill_in()
    create, goals = one.store.create, one.desk.way(one.draft).place_of("why-now")

    def meanwhile(change):
        one.store.create = create
        one.said = {"need.goals": ("calm",)}
        one.post(goals)
        return create(change)

    one.store.create = meanwhile
    one.send()
    assert swept(one) == 1
    assert latest(one).need.goals == "calm"
    assert one.draft.submitted


@pytest.mark.parametrize(
    ("name", "unusable"),
    [
        ("location.state", "ZZ"),
        ("contact.email", "no"),
        ("person.sex", "none of these"),
        ("need.why_now", "x" * 3000),
        ("payment.card.subscriber.name.first", "Jane"),
        ("availability.time_zone", "Mars/Olympus"),
        ("answers.gone.q1", 1),
        ("answers.phq-9.q77", 1),
        ("answers.phq-9.q1", 99),
    ],
)
def test_whatever_else_is_in_a_draft_the_person_is_handed_over(name, unusable):
    one = until("asq.q5")
    key = one.desk.key(one.code)
    said = {name: unusable, "answers.asq.q5": 1}
    one.drafts._kept[key] = replace(one.draft.saying(said, one.at), due_at=one.at)
    assert swept(one) == 1
    assert one.store.load(one.draft.intake_id).worklist is Worklist.CRISIS
    assert latest(one).answers["asq"]["q5"] == 1


def test_what_must_be_said_is_never_taken_back_by_a_blank():
    one = until("asq.q5")
    place = one.desk.way(one.draft).place_of("name")
    one.post(place, **{"person.name.first": [""], "person.name.last": [" "]})
    assert one.draft.said["person.name.first"] == "Jane"
