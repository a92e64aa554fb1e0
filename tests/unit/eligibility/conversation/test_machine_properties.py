"""Whatever a payer answers, the conversation ends, and asks no more than it may."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.eligibility.conversation.talks import (
    ACTIVE,
    ADMINISTRATOR,
    BOTH_COVERED,
    COVERED,
    ELSEWHERE,
    GROUP,
    INACTIVE,
    NOT_COVERED,
    TO_A_STRANGER,
    UNNAMED,
    UNSETTLED,
    USE_COVERED,
    conversation,
    find,
    of_group,
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
from threshold.eligibility.conversation.turns import Turn, speaks_of_use, turn
from threshold.eligibility.conversation.understanding import care, to_remember, understood

CODES = st.lists(st.sampled_from(sorted(REJECT_REASONS)), min_size=1, max_size=3)
FOLLOW_UPS = st.sampled_from([None, "C", "N", "P", "R", "S", "W", "X", "Y"])
REPLIES = st.lists(
    st.sampled_from(
        [
            *(ACTIVE, COVERED, NOT_COVERED, USE_COVERED, BOTH_COVERED, ELSEWHERE, TO_A_STRANGER),
            *(of_group(ACTIVE), of_group(UNNAMED), of_group(ELSEWHERE), of_group(TO_A_STRANGER)),
            *(INACTIVE, UNSETTLED, *Silence),
        ]
    )
    | st.builds(lambda codes, follow_up: rejected(*codes, follow_up=follow_up), CODES, FOLLOW_UPS),
    max_size=MOST_QUESTIONS + 3,
)
BEYOND = st.sampled_from(
    [(), (Rung.MENTAL_HEALTH,), (Rung.SUBSTANCE_USE,), (Rung.MENTAL_HEALTH, Rung.SUBSTANCE_USE)]
)
SCOPES = st.builds(
    Scope,
    rungs=st.tuples(BEYOND, BEYOND).map(
        lambda pair: lambda administrator: (Rung.PLAN, *pair[administrator is not None])
    ),
    wordings=st.frozensets(st.sampled_from(Wording)),
    find=st.just(find),
    recall=st.sampled_from([None, ADMINISTRATOR, "BHX02"]).map(lambda known: lambda _: known),
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
        assert question.rung in scope.rungs(question.administrator)
        assert question.wording in scope.wordings | {Wording.AS_GIVEN}
        assert question.administrator in (None, ADMINISTRATOR, scope.recall(GROUP))


@walks
@any_talk
def test_nothing_but_substance_use_is_asked_after_an_answer_that_settles(replies, scope):
    said = conversation(replies, scope)
    for before, after in pairwise(said):
        if turn(before) is Turn.SETTLED:
            assert after.question.rung is Rung.SUBSTANCE_USE
            assert after.question.administrator == before.question.administrator


@walks
@any_talk
def test_nothing_at_all_is_asked_once_a_payer_spoke_of_substance_use(replies, scope):
    said = conversation(replies, scope)
    for place, heard in enumerate(said):
        if isinstance(heard.reply, Answer) and turn(heard) is Turn.SETTLED:
            assert not speaks_of_use(heard.reply) or place == len(said) - 1


@walks
@any_talk
def test_more_is_only_told_to_whoever_is_active_and_did_not_answer_with_less(replies, scope):
    said = conversation(replies, scope)
    for place, heard in enumerate(said):
        if heard.question.rung is not Rung.PLAN:
            asked = heard.question.administrator
            before = [h for h in said[:place] if h.question.administrator == asked][-1]
            assert turn(before) in (Turn.SILENT, Turn.SETTLED)
            rungs = scope.rungs(asked)
            assert rungs.index(heard.question.rung) > rungs.index(before.question.rung)


@walks
@any_talk
def test_the_plan_is_asked_first_and_one_administrator_at_most(replies, scope):
    said = conversation(replies, scope)
    assert said[0].question.administrator is None
    hops = [heard.question for heard in said if heard.question.administrator]
    assert len({question.administrator for question in hops}) <= 1
    assert [question.rung for question in hops] in (
        *([], [Rung.PLAN]),
        [Rung.PLAN, Rung.SUBSTANCE_USE],
    )


@walks
@any_talk
def test_nobody_is_told_of_a_person_whom_no_plan_sent_or_named_a_group_for(replies, scope):
    said = conversation(replies, scope)
    for before, after in pairwise(said):
        if after.question.administrator and not before.question.administrator:
            reply = before.reply
            named = reply.carve_out and scope.find(reply.carve_out)
            assert after.question.administrator in (
                named,
                reply.group and scope.recall(reply.group),
            )


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
def test_only_an_administrator_that_settled_it_is_remembered(replies, scope):
    said = conversation(replies, scope)
    learned = to_remember(said, scope)
    if learned and learned.administrator:
        settled = [h.question.administrator for h in said if turn(h) is Turn.SETTLED]
        assert learned.administrator in settled


@walks
@any_talk
def test_taken_up_anywhere_it_goes_on_the_same(replies, scope):
    said = conversation(replies, scope)
    for place, heard in enumerate(said):
        assert next_question(said[:place], scope) == heard.question
    assert next_question(said, scope) is None
