"""A code brings its owner back from anywhere; whoever tries codes is slowed down."""

from datetime import timedelta

import pytest

from tests.form_filler import Filler
from threshold.use_cases import coming_back
from threshold.use_cases.coming_back import MOST_WRONG, MOST_WRONG_THEN, WINDOW
from threshold.web.pages.texts import texts
from threshold.web.pages.visit import Visit


@pytest.fixture
def person():
    one = Filler()
    one.fill_in(until="seeking")
    return one


def come_back(person, code, caller="here"):
    return person.site.come_back(Visit("", None, {"code": [code]}, caller=caller))


def guess(person, times, caller="here"):
    tried = (f"22222222{n:04d}".translate(str.maketrans("01", "BC")) for n in range(times))
    return [come_back(person, code, caller).status for code in tried]


def test_a_code_brings_back_to_the_very_page(person):
    reply = come_back(person, person.code)
    place = person.desk.way(person.draft).place_of("seeking")
    assert (reply.location, reply.keeps) == (f"/apply/{place}", person.code)


def test_it_may_be_typed_as_people_type(person):
    typed = f" {person.code[:4].lower()}-{person.code[4:8]} {person.code[8:]}"
    assert come_back(person, typed).keeps == person.code


@pytest.mark.parametrize("typed", ["", "x", "2222-2222-2222", "<b>", "2" * 5000, "\uff12" * 12])
def test_what_opens_nothing_is_said_kindly_and_is_nowhere_echoed(person, typed):
    reply = come_back(person, typed)
    assert (reply.status, reply.keeps) == (404, None)
    assert texts("en")("code.unknown") in reply.html


def test_after_ten_wrong_codes_not_even_a_right_one_is_looked_at_from_there(person):
    assert guess(person, MOST_WRONG) == [404] * MOST_WRONG
    reply = come_back(person, person.code)
    assert (reply.status, reply.keeps) == (429, None)
    assert "tel:+15555550100" in reply.html
    assert texts("en")("code.too_often") in reply.html


def test_from_elsewhere_it_opens(person):
    guess(person, MOST_WRONG)
    assert come_back(person, person.code, "elsewhere").keeps == person.code


def test_a_quarter_of_an_hour_later_it_opens_from_there_too(person):
    guess(person, MOST_WRONG)
    person.wait(WINDOW)
    assert come_back(person, person.code).keeps == person.code


def test_people_who_share_an_address_do_not_use_up_its_tries_by_right_codes(person):
    for _ in range(3 * MOST_WRONG):
        assert come_back(person, person.code).keeps == person.code


def test_a_slip_of_the_hand_that_can_be_no_code_is_no_try(person):
    for _ in range(MOST_WRONG + 1):
        assert come_back(person, "2222").status == 404
    assert come_back(person, person.code).keeps == person.code


def test_tries_from_many_addresses_slow_each_down_and_lock_nobody_out(person, monkeypatch):
    monkeypatch.setattr(coming_back, "MANY_WRONG", 20)
    for number in range(20):
        guess(person, 1, f"address {number}")
    assert guess(person, MOST_WRONG_THEN + 1, "one more") == [404] * MOST_WRONG_THEN + [429]
    assert come_back(person, person.code, "a person").keeps == person.code


def test_no_address_is_kept(person):
    guess(person, 2, "hash of an address")
    assert {key.rpartition("#")[0] for key in person.desk.tries._counts} == {
        "hash of an address",
        "everybody",
    }


def test_a_form_that_expired_is_gone(person):
    person.wait(timedelta(days=30))
    assert come_back(person, person.code).status == 404


def test_the_code_of_a_form_that_was_sent_brings_to_what_became_of_it():
    person = Filler()
    person.fill_in()
    person.send()
    assert come_back(person, person.code).location == "/apply/yours"
