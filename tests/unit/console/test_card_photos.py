from dataclasses import replace

import pytest

from tests.builders import submission
from tests.clinic import Practice
from threshold.console.card_photos import photo_key
from threshold.console.roles import MAY_READ, NotForRole, Reading
from threshold.errors import Unknown
from threshold.intake.change import Step
from threshold.intake.life_cycle import EventKind, Role
from threshold.intake.record import SYSTEM
from threshold.intake.submission import InsuranceCard, Payment
from threshold.use_cases.stepping import take

FRONT = f"kept/front/{'a' * 26}"
BILLING = frozenset({Role.BILLING})


@pytest.fixture
def practice():
    return Practice()


def with_card(practice, card):
    path = submission().payment.path
    return practice.submit(payment=Payment(path, card))


@pytest.fixture
def intake_id(practice):
    card = submission().payment.card
    return with_card(practice, replace(card, photos=(FRONT,)))


@pytest.mark.parametrize("role", sorted(MAY_READ[Reading.CARD_PHOTO]))
def test_who_cares_or_bills_finds_the_photo_of_a_side(practice, intake_id, role):
    assert photo_key(practice.store, frozenset({role}), intake_id, "front") == FRONT


@pytest.mark.parametrize("role", sorted(set(Role) - MAY_READ[Reading.CARD_PHOTO]))
def test_nobody_else_does_nor_learns_whether_there_is_one(practice, intake_id, role):
    for asked in (intake_id, "a" * 26):
        with pytest.raises(NotForRole):
            photo_key(practice.store, frozenset({role}), asked, "front")


def test_billing_does_not_find_who_waits_for_a_clinician(practice, intake_id):
    crisis = Step(EventKind.CRISIS_FOUND, SYSTEM, practice.now)
    take(practice.store, intake_id, lambda _: crisis)
    with pytest.raises(Unknown):
        photo_key(practice.store, BILLING, intake_id, "front")


@pytest.mark.parametrize("side", ["back", "front/", "", "kept/front/", "../front"])
def test_a_side_without_a_photo_is_not_there(practice, intake_id, side):
    with pytest.raises(Unknown):
        photo_key(practice.store, BILLING, intake_id, side)


@pytest.mark.parametrize("card", [None, InsuranceCard("EXA000111")])
def test_who_gave_none_has_none(practice, card):
    with pytest.raises(Unknown):
        photo_key(practice.store, BILLING, with_card(practice, card), "front")


def test_of_an_intake_that_is_not_there_nothing_is_found(practice):
    with pytest.raises(Unknown):
        photo_key(practice.store, BILLING, "a" * 26, "front")
