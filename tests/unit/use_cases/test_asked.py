"""A link opens one question, for those who were given it, while it is asked."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.clinic import RECORD_KEY, Practice
from tests.unit.use_cases.asking_people import form_desk, wait_for
from threshold.eligibility.conversation.playbook import Detail
from threshold.intake.change import Step
from threshold.intake.life_cycle import EventKind, Role
from threshold.intake.record import SYSTEM, Actor
from threshold.intake.submission import Language
from threshold.record_key import RecordKey
from threshold.use_cases.answering import answer
from threshold.use_cases.ask_links import LINK_LASTS, behind, path_to
from threshold.use_cases.asked import NoLongerAsked, ask_behind
from threshold.use_cases.stepping import take

STAFF = Actor(Role.ADMISSIONS, "ana")


@pytest.fixture
def practice():
    return Practice()


def token_of(question, key=RECORD_KEY):
    return path_to(question.intake_id, question.seq, key).rsplit("/", 1)[1]


def opened(practice, token):
    return ask_behind(token, practice.store, RECORD_KEY, practice.now)


def refused(practice, token):
    with pytest.raises(NoLongerAsked) as found:
        opened(practice, token)
    return found.value


def test_a_link_opens_the_question_it_was_made_for(practice):
    question = wait_for(practice, practice.assessed(), Detail.MEMBER_ID)
    assert opened(practice, token_of(question)) == question


def test_a_path_says_nothing_but_which_question(practice):
    question = wait_for(practice, practice.assessed(), Detail.BIRTH_DATE)
    path = path_to(question.intake_id, question.seq, RECORD_KEY)
    assert path.startswith(f"/apply/fix/{question.intake_id}.{question.seq}.")
    assert "birth" not in path


@pytest.mark.parametrize("token", ["", ".", "..", "a.b.c", "a" * 26 + ".3.", "a" * 26 + ".3.x"])
def test_what_we_did_not_make_opens_nothing(practice, token):
    assert not refused(practice, token).answered


@given(st.text(max_size=80))
def test_no_text_is_a_link_by_accident(text):
    assert behind(text, RECORD_KEY) is None


def test_a_link_of_another_question_or_key_opens_nothing(practice):
    question = wait_for(practice, practice.assessed(), Detail.MEMBER_ID)
    intake_id, seq, proof = token_of(question).split(".")
    refused(practice, f"{intake_id}.{int(seq) + 1}.{proof}")
    refused(practice, token_of(question, RecordKey("another key")))


def test_a_link_to_the_status_page_is_no_link_to_a_question(practice):
    question = wait_for(practice, practice.assessed(), Detail.MEMBER_ID)
    status = RECORD_KEY.token(question.intake_id).partition(".")[2]
    refused(practice, f"{question.intake_id}.{question.seq}.{status}")


def test_a_link_is_good_for_two_weeks(practice):
    question = wait_for(practice, practice.assessed(), Detail.MEMBER_ID)
    practice.now += LINK_LASTS - timedelta(seconds=1)
    assert opened(practice, token_of(question)) == question
    practice.now += timedelta(seconds=1)
    assert not refused(practice, token_of(question)).answered


def test_once_it_was_answered_a_link_only_says_so(practice):
    question = wait_for(practice, practice.assessed(), Detail.MEMBER_ID)
    answer(question, {"payment.card.member_id": ["EXA000222"]}, form_desk(practice))
    assert refused(practice, token_of(question)).answered


def test_what_is_asked_anew_has_a_link_of_its_own(practice):
    intake_id = practice.assessed()
    before = wait_for(practice, intake_id, Detail.MEMBER_ID)
    anew = Step(EventKind.PATIENT_INPUT_NEEDED, STAFF, practice.now, details={"asks": "name"})
    take(practice.store, intake_id, lambda _: anew)
    assert not refused(practice, token_of(before)).answered
    later = replace(before, seq=before.seq + 1)
    assert opened(practice, token_of(later)).wants is Detail.NAME


def test_what_staff_settled_otherwise_is_asked_no_more(practice):
    intake_id = practice.assessed()
    question = wait_for(practice, intake_id, Detail.MEMBER_ID)
    settled = Step(EventKind.REVIEW_NEEDED, SYSTEM, practice.now)
    take(practice.store, intake_id, lambda _: settled)
    assert not refused(practice, token_of(question)).answered


@pytest.mark.parametrize(
    ("language", "tongue"),
    [
        (Language("es"), "es"),
        (Language("en", "es-MX"), "es"),
        (Language("es", "en"), "en"),
        (Language("ht"), "ht"),
    ],
)
def test_it_is_asked_in_the_language_that_the_person_reads(practice, language, tongue):
    question = wait_for(practice, practice.assessed(language=language), Detail.MEMBER_ID)
    assert question.language == tongue
