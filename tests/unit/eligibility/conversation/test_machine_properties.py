"""Whatever a payer answers, the conversation ends, and asks no more than it may."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.eligibility.conversation.talks import (
    ACTIVE,
    ADMINISTRATOR,
    COVERED,
    ELSEWHERE,
    INACTIVE,
    NOT_COVERED,
    TO_A_STRANGER,
    UNSETTLED,
    conversation,
    find,
    rejected,
)
from threshold.eligibility.aaa import REJECT_REASONS
from threshold.eligibility.answer.model import Answer, Outcome, YesNo
from threshold.eligibility.conversation.machine import (
    MOST_QUESTIONS,
    MOST_REWORDINGS,
    next_question,
)
from threshold.eligibility.conversation.model import Rung, Scope, Silence, Wording
from threshold.eligibility.conversation.playbook import PLAYS
from threshold.eligibility.conversation.turns import Turn, turn
from threshold.eligibility.conversation.understanding import care, remembered_next, understood

CODES = st.lists(st.sampled_from(sorted(REJECT_REASONS)), min_size=1, max_size=3)
FOLLOW_UPS = st.sampled_from([None, "C", "N", "P", "R", "S", "W", "X", "Y"])
REPLIES = st.lists(
    st.sampled_from(
        [ACTIVE, COVERED, NOT_COVERED, ELSEWHERE, TO_A_STRANGER, INACTIVE, UNSETTLED, *Silence]
    )
    | st.builds(lambda codes, follow_up: rejected(*codes, follow_up=follow_up), CODES, FOLLOW_UPS),
    max_size=MOST_QUESTIONS + 3,
)
BEYOND = st.sampled_from(
    [(), (Rung.MENTAL_HEALTH,), (Rung.SUBSTANCE_USE,), (Rung.MENTAL_HEALTH, Rung.SUBSTANCE_USE)]
)
SCOPES = st.builds(
    Scope,
    rungs=BEYOND.map(lambda rungs: (Rung.PLAN, *rungs)),
    wordings=st.frozensets(st.sampled_from(Wording)),
    remembered=st.sampled_from([None, ADMINISTRATOR]),
    find=st.just(find),
)
any_talk = given(REPLIES, SCOPES)
walks = settings(max_examples=200, deadline=None)


def outcome_of(heard):
    return heard.reply.outcome if isinstance(heard.reply, Answer) else None


@walks
@any_talk
def test_it_always_ends_and_never_asks_the_same_twice(replies, scope):
    questions = [heard.question for heard in conversation(replies, scope)]
    assert 1 <= len(questions) <= MOST_QUESTIONS
    assert len(set(questions)) == len(questions)


@walks
@any_talk
def test_nothing_outside_the_scope_is_asked(replies, scope):
    for heard in conversation(replies, scope):
        question = heard.question
        assert question.rung in scope.rungs
        assert question.wording in scope.wordings | {Wording.AS_GIVEN}
        assert question.administrator in (None, ADMINISTRATOR)


@walks
@any_talk
def test_nothing_is_asked_after_an_answer_that_settles(replies, scope):
    for heard in conversation(replies, scope)[:-1]:
        assert turn(heard) is not Turn.SETTLED


@walks
@any_talk
def test_more_is_only_told_to_a_plan_that_is_active_and_silent_on_less(replies, scope):
    said = conversation(replies, scope)
    for before, after in pairwise(said):
        if after.question.rung is not Rung.PLAN:
            assert turn(before) is Turn.SILENT
            assert scope.rungs.index(after.question.rung) > scope.rungs.index(before.question.rung)


@walks
@any_talk
def test_an_administrator_is_asked_once_at_most(replies, scope):
    said = conversation(replies, scope)
    assert sum(heard.question.administrator is not None for heard in said) <= 1


@walks
@any_talk
def test_other_words_are_tried_only_as_the_playbook_has_it(replies, scope):
    said = [h for h in conversation(replies, scope) if not h.question.administrator]
    again = [h for h in said[1:] if h.question.rung is Rung.PLAN]
    assert len(again) <= MOST_REWORDINGS
    for heard in again:
        codes = [rejection.code for rejection in said[0].reply.rejections]
        assert codes
        assert all(heard.question.wording in PLAYS[code].wordings for code in codes)


@walks
@any_talk
def test_operations_matters_are_never_asked_again(replies, scope):
    said = [h for h in conversation(replies, scope) if not h.question.administrator]
    if said and outcome_of(said[0]) is Outcome.CONFIG_ERROR:
        assert len(said) == 1


@walks
@any_talk
def test_what_stands_in_the_end_is_what_a_payer_said(replies, scope):
    said = conversation(replies, scope)
    found = understood(said)
    assert found.base in said
    assert set(map(id, found.further)) <= set(map(id, said))
    if outcome_of(found.base) is Outcome.ACTIVE:
        spoken = {h.reply.behavioral_health.covered for h in said if outcome_of(h)}
        assert care(found.base.reply, found.further).covered in {*spoken, YesNo.NOT_SAID}


@walks
@any_talk
def test_only_an_administrator_we_know_is_remembered(replies, scope):
    said = conversation(replies, scope)
    assert remembered_next(said, scope) in (None, scope.remembered, ADMINISTRATOR)


@walks
@any_talk
def test_taken_up_anywhere_it_goes_on_the_same(replies, scope):
    said = conversation(replies, scope)
    for place, heard in enumerate(said):
        assert next_question(said[:place], scope) == heard.question
    assert next_question(said, scope) is None
