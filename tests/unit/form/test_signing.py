from datetime import datetime, timedelta

import pytest

from threshold.form.signing import Shown, Signed, is_own_name, signed
from threshold.intake.submission import ConsentKind

TPO, MESSAGES = ConsentKind.TREATMENT_PAYMENT_OPERATIONS, ConsentKind.MESSAGES
SHOWN = Shown("2026-02", "en", "a" * 64)
THEN = datetime.fromisoformat("2026-11-23T12:00:00-06:00")
LATER = THEN + timedelta(hours=3)
AGREED = {f"form.consent.{TPO}.agrees": "yes", f"form.consent.{TPO}.signature": "Jane Tester"}
CHOSEN = {"form.messages": ("text_care",), "form.consent.messages.signature": "Jane Tester"}
BEFORE = Signed(SHOWN, "Jane Tester", THEN)


def test_a_consent_is_what_was_shown_who_signed_and_when():
    assert signed(TPO, AGREED, SHOWN, None, THEN) == BEFORE


@pytest.mark.parametrize(
    "said",
    [
        {},
        AGREED | {f"form.consent.{TPO}.agrees": "not_now"},
        AGREED | {f"form.consent.{TPO}.signature": None},
        {f"form.consent.{TPO}.signature": "Jane Tester"},
    ],
)
def test_nothing_is_signed_that_was_not_agreed_to_and_signed(said):
    assert signed(TPO, said, SHOWN, BEFORE, LATER) is None


def test_looking_at_it_again_does_not_sign_it_again():
    assert signed(TPO, AGREED, SHOWN, BEFORE, LATER) is BEFORE


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (AGREED | {f"form.consent.{TPO}.signature": "Jane Q Tester"}, SHOWN),
        (AGREED, Shown("2027-01", "en", "b" * 64)),
        (AGREED, Shown("2026-02", "es", "c" * 64)),
    ],
)
def test_another_name_or_other_words_are_signed_anew(said, shown):
    again = signed(TPO, said, shown, BEFORE, LATER)
    assert again is not None
    assert (again.at, again.shown) == (LATER, shown)


def test_messages_cover_what_was_chosen_and_no_more():
    assert signed(MESSAGES, CHOSEN, SHOWN, None, THEN) == Signed(
        SHOWN, "Jane Tester", THEN, ("text_care",)
    )


def test_choosing_other_messages_signs_anew():
    before = Signed(SHOWN, "Jane Tester", THEN, ("text_care", "email_care"))
    again = signed(MESSAGES, CHOSEN, SHOWN, before, LATER)
    assert again is not None
    assert again.at == LATER


def test_choosing_no_messages_takes_them_back():
    said = {**CHOSEN, "form.messages": None}
    assert signed(MESSAGES, said, SHOWN, BEFORE, LATER) is None


NAMED = {"person.name.first": "José María", "person.name.last": "Núñez-Tester"}


@pytest.mark.parametrize(
    "signature",
    [
        "José María Núñez-Tester",
        "jose maria nunez tester",
        "  José  María  Q.  Núñez Tester ",
        "Núñez-Tester, José María",
    ],
)
def test_a_signature_with_the_persons_names_is_theirs(signature):
    assert is_own_name(signature, NAMED)


@pytest.mark.parametrize("signature", ["Pepe", "J. Núñez-Tester", "José María", "Robin Example"])
def test_any_other_is_asked_about(signature):
    assert not is_own_name(signature, NAMED)


def test_what_somebody_likes_to_be_called_is_a_name_of_theirs():
    assert is_own_name("Pepa Núñez Tester", NAMED | {"person.called": "Pepa"})


def test_a_name_in_another_script_is_compared_as_it_is():
    named = {"person.name.first": "Анна", "person.name.last": "Иванова"}
    assert is_own_name("Анна Иванова", named)
    assert not is_own_name("Борис Петров", named)
