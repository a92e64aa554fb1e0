import pytest

from threshold.intake.life_cycle import Status
from threshold.web.replies import asked_step, crisis_step, next_step


@pytest.mark.parametrize("language", ["en", "es", "es-MX", "fr", "EN-us"])
@pytest.mark.parametrize("status", Status)
def test_a_person_is_always_told_what_is_next_and_whom_to_call_in_danger(status, language):
    told = next_step(status, language)
    assert "988" in told
    assert "911" in told


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_who_is_asked_for_something_is_told_whom_to_call_in_danger(language):
    assert {"988", "911"} <= set(asked_step(language).replace(",", "").split())


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_a_person_in_crisis_is_told_whom_to_call_first(language):
    assert crisis_step(language).index("988") < 60


def test_what_a_person_is_told_in_review_does_not_say_why():
    waiting = {next_step(status, "en") for status in (Status.SUBMITTED, Status.IN_REVIEW)}
    assert len(waiting) == 1
