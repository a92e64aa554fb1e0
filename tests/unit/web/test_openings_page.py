"""Whether and when there is a place, in true words and in the person's language; no dead end."""

from dataclasses import replace
from datetime import date

import pytest

from tests.clinic import CLINIC
from tests.form_filler import NOW, Filler
from threshold.codec import encode
from threshold.intake.life_cycle import Worklist
from threshold.intake.submission import Track
from threshold.program.openings import Opening, TimeOfWeek
from threshold.use_cases.assess import Clinic

EVENING = (TimeOfWeek.EVENING,)
SOON = Opening(Track.TRAUMA, "en", EVENING, date(2026, 12, 7))
WAITING = Opening(Track.COUPLES, "en", EVENING, None, 6)


def clinic_with(*openings: Opening) -> Clinic:
    told = tuple(map(encode, openings))
    return replace(CLINIC, program=replace(CLINIC.program, openings=told))


def page(*openings: Opening, language: str = "en", **said) -> str:
    given = {name.replace("__", "."): value for name, value in said.items()}
    filler = Filler(language=language, said=given)
    filler.desk = replace(filler.desk, clinic=clinic_with(*openings))
    filler.site = type(filler.site)(filler.desk)
    return filler.fill_in("openings").html


def test_a_day_is_told_as_people_say_it():
    assert "Next start: Monday, December 7, 2026" in page(SOON)


def test_in_spanish_too():
    html = page(replace(SOON, language="es"), language="es", language__spoken=["es"])
    assert "Próximo comienzo: " in html
    assert "intérprete" not in html


def test_a_waiting_list_is_told_as_one():
    assert "We have a waiting list of about 6 weeks" in page(WAITING)
    assert "about one week" in page(replace(WAITING, waiting_weeks=1))


def test_a_day_that_has_passed_is_never_shown():
    html = page(replace(SOON, next_start=date(2026, 11, 23)))
    assert "November 23" not in html
    assert "The next day to start is not set yet" in html


def test_a_program_that_names_no_day_makes_none_up():
    assert "A person from our team calls you within one business day" in page()


def test_another_language_comes_with_an_interpreter():
    html = page(SOON, language__spoken=["es"])
    assert "In English. We bring an interpreter, at no cost to you." in html
    assert "In another language." in page(replace(SOON, language="zh"))


def test_other_times_than_chosen_are_said_to_be():
    assert "Other times than the ones you chose." in page(SOON, form__parts=["weekend"])
    assert "Other times" not in page(SOON, form__parts=["evening"])


@pytest.mark.parametrize("state", ["GA", "PR", "WY"])
def test_where_there_is_no_licence_we_help_to_find_care_and_the_form_goes_on(state):
    html = page(SOON, location__state=[state])
    assert "We help you find care in" in html
    assert "A person from our team calls you within one business day" in html
    assert "Next start" not in html
    assert ">Continue<" in html


def test_a_person_in_danger_is_heard_where_there_is_no_licence():
    acute = {"answers.asq.q5": ("1",)} | {f"answers.asq.q{n}": ("1",) for n in range(1, 5)}
    filler = Filler(said={"location.state": ("GA",)} | acute)
    reply = filler.fill_in()
    assert reply.location == "/apply/now"
    assert filler.draft.intake_id
    assert filler.store.load(filler.draft.intake_id).worklist is Worklist.CRISIS


def test_the_form_can_be_sent_where_there_is_no_licence():
    filler = Filler(said={"location.state": ("GA",)})
    filler.fill_in()
    assert filler.send().location == "/apply/yours"


def test_days_are_those_of_the_programs_own_time_zone():
    late = Filler(at=NOW.replace(hour=23))
    late.desk = replace(late.desk, clinic=clinic_with(replace(SOON, next_start=date(2026, 11, 24))))
    late.site = type(late.site)(late.desk)
    assert "November 24" in late.fill_in("openings").html
