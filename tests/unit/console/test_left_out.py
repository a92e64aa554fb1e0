"""What is left out for whoever does not see safety answers, and what may not be told by it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import submission
from tests.clinic import CLINIC, Practice
from tests.unit.intake.test_invitation import invitation
from threshold.assessment.needs import Joint
from threshold.console.left_out import (
    GENERAL_RULE,
    TEXT,
    assessment_without,
    event_without,
    general_rule,
    safety_answers,
    safety_reasons,
    submission_without,
)
from threshold.console.views import BRIEF_IS_SHORT, intake_view, worklist_view
from threshold.intake.change import Step
from threshold.intake.life_cycle import EventKind, Role
from threshold.intake.record import Actor, IntakeEvent, Reason
from threshold.intake.submission import Couple, Need, Track
from threshold.use_cases.assess import assessed
from threshold.use_cases.stepping import take

CLINICIAN = frozenset({Role.CLINICIAN})
HARM = {"q1": "no", "q2": "yes", "q3": "no", "q4": "no"}
NO_HARM = dict.fromkeys(HARM, "no")
TELLS = ("hark", "HARK", "C1", "C3", "no-contact", "no_contact", "refused", "kept_apart", "partner")
FOLLOWS = {GENERAL_RULE, "F6", "Z", "L1", "L2", "L3"}
"""Rules that tell at most that a call is due, that a question is open, or that nothing is."""
ANSWERS = st.dictionaries(
    st.sampled_from(("q1", "q2", "q3", "q4")), st.sampled_from(("yes", "no", "declined", None))
)
SAID = st.sampled_from((True, False, None))


def sent(hark=None, tracks=(Track.COUPLES,), alone=True, order=None):
    answers = submission().answers | ({"hark": hark} if hark is not None else {})
    couple = Couple(alone, order, invitation(1))
    return submission(answers=answers, couple=couple, need=Need(tracks=tracks))


def view(practice, intake_id, sees=lambda _: False, roles=CLINICIAN):
    return intake_view(practice.store, CLINIC.packs, roles, intake_id, sees)


def seen(sees=False, roles=CLINICIAN, **said):
    practice = Practice()
    return view(practice, practice.assessed(sent=sent(**said)), lambda _: sees, roles)


def rules(document):
    return [one["rule"] for one in document["assessment"]["reasons"]]


@settings(max_examples=25, deadline=None)
@given(hark=ANSWERS, alone=SAID, order=SAID, couples=st.booleans())
def test_nothing_of_a_view_tells_of_any_safety_answer(hark, alone, order, couples):
    tracks = (Track.COUPLES,) if couples else (Track.MENTAL_HEALTH,)
    found = seen(hark=hark, alone=alone, order=order, tracks=tracks)
    told = str(found).replace(BRIEF_IS_SHORT.strip(), "").replace("either partner", "")
    general = ["Hold the joint part", "both HARKs done alone"]  # rule C2, as for every couple
    for words in general:
        told = told.replace(words, "")
    assert not [word for word in TELLS if word in told]
    assert found["left_out"] == ["safety"]


@settings(max_examples=25, deadline=None)
@given(hark=ANSWERS, order=SAID, couples=st.booleans())
def test_what_is_shown_of_two_differs_by_nothing_but_that_a_call_is_due(hark, order, couples):
    tracks = (Track.COUPLES,) if couples else (Track.MENTAL_HEALTH,)
    one, other = sent(hark, tracks, order=order), sent(NO_HARM, tracks)
    now = Practice().now
    first, second = (assessment_without(assessed(s, CLINIC, now), s) for s in (one, other))
    assert submission_without(one) == submission_without(other)
    assert [one for one in first.reasons if one.rule not in FOLLOWS] == [
        one for one in second.reasons if one.rule not in FOLLOWS
    ]
    assert (first.tracks, first.needs, first.incomplete, first.pack_versions) == (
        second.tracks,
        second.needs,
        second.incomplete,
        second.pack_versions,
    )


@pytest.mark.parametrize("tracks", [(Track.COUPLES,), (Track.MENTAL_HEALTH,)], ids=str)
def test_a_clinician_still_knows_that_a_private_call_is_due_and_by_when(tracks):
    without, whole = seen(hark=HARM, tracks=tracks), seen(hark=HARM, tracks=tracks, sees=True)
    (call,) = [one for one in without["assessment"]["reasons"] if one["rule"] == GENERAL_RULE]
    (real,) = [one for one in whole["assessment"]["reasons"] if one["rule"] in ("C1", "S12")]
    assert (call["text"], call["due_at"]) == (TEXT, real["due_at"])
    assert (without["due_at"], without["reason"]) == (whole["due_at"], GENERAL_RULE)
    assert TEXT in [one["text"] for event in without["events"] for one in event["reasons"]]
    assert f"{GENERAL_RULE} v1 CLINICAL_REVIEW" in without["brief"]


def test_the_call_reads_the_same_whatever_question_it_is_about():
    about_partner = seen(hark=HARM, tracks=(Track.MENTAL_HEALTH,))
    practice = Practice()
    violence = {"violence": {"thoughts_of_harming": "yes", "named_person": "no"}}
    said = submission(
        answers=submission().answers | violence, need=Need(tracks=(Track.MENTAL_HEALTH,))
    )
    other = view(practice, practice.assessed(sent=said))

    def call(found):
        return [one for one in found["assessment"]["reasons"] if one["rule"] == GENERAL_RULE]

    assert call(about_partner) == call(other) != []


def test_whoever_sees_it_sees_all_of_it():
    whole = seen(hark=HARM, order=True, sees=True)
    assert whole["left_out"] == []
    assert whole["safety"] == {"hark": HARM, "answered_alone": True, "no_contact_order": True}
    assert whole["submission"]["answers"]["hark"] == HARM
    assert {"C1", "C2", "C3"} <= set(rules(whole))
    assert whole["reason"] == "C1"
    assert whole["assessment"]["needs"]["joint"] == Joint.KEPT_APART
    assert "pack hark" in whole["events"][1]["details"]
    assert BRIEF_IS_SHORT not in whole["brief"]


def test_the_brief_says_that_it_is_short():
    assert seen(hark=HARM)["brief"].endswith(BRIEF_IS_SHORT)


@pytest.mark.parametrize("role", [Role.BILLING, Role.AUDITOR])
def test_who_reads_no_answers_sees_none_of_these_even_behind_broken_glass(role):
    practice = Practice()
    intake_id = practice.assessed()
    found = view(practice, intake_id, lambda _: True, frozenset({role}))
    assert found["left_out"] == ["safety"]
    assert "safety" not in found


@pytest.mark.parametrize(("rule", "told"), [("C1", "S12"), ("S12", "S12"), ("L1", "L1")])
def test_a_list_tells_everybody_the_same(rule, told):
    assert general_rule(rule) == told


def test_a_list_has_no_rule_of_couples():
    practice = Practice()
    practice.assessed(sent=sent(HARM))
    (row,) = worklist_view(practice.store, CLINICIAN, "review", 25, None)["rows"]
    assert row["reason"] == GENERAL_RULE


def test_an_invitation_stays_and_nothing_else_of_a_couple():
    assert submission_without(sent(order=True)).couple == Couple(invitation=invitation(1))
    assert submission_without(submission(couple=Couple(screened_alone=False))).couple is None


def test_what_was_not_said_is_not_no():
    found = safety_answers(submission())
    assert (dict(found.hark), found.answered_alone, found.no_contact_order) == ({}, None, None)


def test_every_rule_of_couples_is_general_or_the_same_for_every_couple():
    for hark in (None, {}, NO_HARM, HARM):
        found = assessed(sent(hark), CLINIC, Practice().now)
        assert "C2" in {one.rule for one in safety_reasons(found)}


def test_an_open_safety_question_is_not_named():
    found = seen(hark=HARM | {"q3": "declined"})
    (open_one,) = [one for one in found["assessment"]["reasons"] if one["rule"] == "F6"]
    assert open_one["inputs"] == {"safety answers": "left out"}
    assert not [name for name in found["assessment"]["incomplete"] if "hark" in name]


def test_that_such_a_rule_was_set_aside_does_not_name_it():
    practice = Practice()
    intake_id = practice.assessed(sent=sent(HARM))
    details = {"rule": "C1", "rule_version": "1", "inputs": "0" * 32, "outcome": "CLINICAL_REVIEW"}
    aside = Step(
        EventKind.RULE_OVERRIDDEN, Actor(Role.CLINICIAN, "cleo"), practice.now, details=details
    )
    take(practice.store, intake_id, lambda _: aside)
    told = event_without(practice.store.events(intake_id)[-1])
    assert told.details == {"rule": GENERAL_RULE, "outcome": "CLINICAL_REVIEW"}


def test_two_reasons_that_become_one_stand_once():
    both = (Reason("S12", "a", "b"), Reason("C1", "c", "d"), Reason("C3", "e", "f"))
    practice = Practice()
    event: IntakeEvent = practice.store.events(practice.assessed())[0]
    told = event_without(replace(event, reasons=(*both, Reason("L1", "g", "h"))))
    assert [one.rule for one in told.reasons] == [GENERAL_RULE, "L1"]
