"""The payer's answer as a card: what it said, what it left open, and how to take that."""

from dataclasses import replace

import pytest

from tests.builders import NOW
from tests.unit.eligibility.payer_answers import ACTIVE_PPO, answer_with
from threshold.benefits.obliged import Unsaid
from threshold.console_pages.card_view import cards
from threshold.console_pages.shell import TEXTS
from threshold.decision.coverage import Coverage, Standing
from threshold.eligibility.conversation.model import Heard, Question, Rung, Silence

BARE = (ACTIVE_PPO,)


def card(*segments, rung=Rung.PLAN):
    answer = answer_with(*segments)
    coverage = Coverage(Standing.ANSWERED, NOW, "99991", answer)
    if rung is not Rung.PLAN:
        coverage = replace(coverage, answer=None, further=(Heard(Question(rung), answer),))
    (found,) = cards(coverage, TEXTS)
    return found


def line(of, about):
    return next(one for one in of.lines if one.about == about)


@pytest.mark.parametrize(
    ("about", "said", "segments"),
    [
        ("Coverage", "Coverage is active (271)", (10,)),
        ("Plan type", "PPO (strong evidence)", (10,)),
        ("Plan name", "GOLD PPO", (10,)),
        ("Behavioral care", "covered", (11,)),
    ],
)
def test_what_was_said_names_its_segments(about, said, segments):
    found = line(card(*BARE, "EB*1*IND*MH"), about)
    assert (found.said, found.segments, found.unsaid) == (said, segments, None)


@pytest.mark.parametrize(
    ("about", "unsaid"),
    [
        ("Since", Unsaid.NOT_SAID),
        ("Behavioral care", Unsaid.NOT_SAID),
        ("By video", Unsaid.LEGALLY_SILENT),
        ("Prior authorization", Unsaid.LEGALLY_SILENT),
    ],
)
def test_what_was_not_said_stands_there_and_whether_it_had_to_be(about, unsaid):
    found = line(card(*BARE), about)
    assert (found.said, found.unsaid) == ("", unsaid)


def test_of_care_for_substance_use_no_payer_has_to_speak():
    found = line(card(*BARE, rung=Rung.SUBSTANCE_USE), "Behavioral care")
    assert found.unsaid is Unsaid.LEGALLY_SILENT


@pytest.mark.parametrize(
    ("segments", "about", "minded"),
    [
        ((*BARE, "EB*1*IND*MH"), "Behavioral care", False),
        ((*BARE, "EB*I*IND*MH"), "Behavioral care", True),
        (("EB*6*IND*30",), "Coverage", True),
        ((*BARE, "EB*1*IND*MH********Y"), "Prior authorization", True),
        ((*BARE, "EB*1*IND*MH********N"), "Prior authorization", False),
    ],
)
def test_what_calls_for_work_is_marked(segments, about, minded):
    assert line(card(*segments), about).mind is minded


def test_a_rejection_says_what_to_do_and_nothing_is_made_of_a_plan():
    found = card("AAA*N**72*C")
    assert [one.about for one in found.lines] == ["Coverage", "Rejected"]
    assert found.lines[1].said.startswith("2100C 72: ")
    assert found.lines[1].segments == (10,)


def test_an_administrator_and_another_payer_stand_on_the_card():
    carved = ("EB*U**MH", "LS*2120", "NM1*Y2*2*EXAMPLE BH MCO*****PI*BHX01", "LE*2120")
    found = line(card(*BARE, *carved), "Administered by")
    assert found.said == "EXAMPLE BH MCO, payer id BHX01, phone not said"
    assert found.mind


def test_every_statement_is_there_in_words_with_its_segment():
    found = card(*BARE, "EB*B**MH***27*30*****Y")
    assert [one.segments for one in found.benefits] == [(10,), (11,)]
    assert "$30.00" in found.benefits[1].said


def test_each_answer_has_a_card_that_says_what_was_asked():
    answer = answer_with(*BARE)
    further = (
        Heard(Question(Rung.MENTAL_HEALTH), answer),
        Heard(Question(administrator="BHX01"), answer),
        Heard(Question(Rung.SUBSTANCE_USE), Silence.NOT_HEARD),
    )
    coverage = Coverage(Standing.ANSWERED, NOW, "99991", answer, further)
    assert [one.asked for one in cards(coverage, TEXTS)] == [
        "The plan, asked about the plan as a whole",
        "The plan, asked about mental health care",
        "The administrator of behavioral benefits, asked about the plan as a whole",
    ]
