"""Paying for care, page by page: nobody is stuck, nothing is taken that they did not say yes to."""

from collections.abc import Sequence
from html import unescape

import pytest

from tests.form_filler import Filler, hidden
from threshold.form.payment_pages import NONE_OF_THESE, PAYER_ID, PAYER_NAME
from threshold.intake.change import FindingKind
from threshold.intake.submission import PaymentPath, Relationship, Submission
from threshold.web.pages.texts import texts
from threshold.web.pages.visit import PageReply, Visit

MEMBER_ID = "payment.card.member_id"


def at(filler: Filler, page_id: str) -> int:
    place = filler.desk.way(filler.draft).place_of(page_id)
    assert place is not None, page_id
    return place


def answer(filler: Filler, page_id: str, **values: Sequence[str]) -> PageReply:
    """Answer one page with these values and nothing else."""
    place = at(filler, page_id)
    html = filler.get(place).html
    posted = {"csrf": [hidden(html, "csrf")], "page": [page_id], "go": ["on"]}
    said = {name.replace("__", "."): value for name, value in values.items()}
    return filler.site.save(Visit("", filler.code, posted | said), str(place))


def at_page(page_id: str, **said: Sequence[str]) -> Filler:
    filler = Filler(said={name.replace("__", "."): value for name, value in said.items()})
    filler.fill_in(page_id)
    return filler


def ids(filler: Filler) -> list[str]:
    return [page.id for page in filler.desk.way(filler.draft).pages]


def sent(filler: Filler) -> Submission:
    filler.fill_in()
    filler.send()
    intake_id = filler.draft.intake_id
    assert intake_id
    found = filler.store.latest(intake_id, FindingKind.SUBMISSION, Submission)
    assert found is not None
    return found


def test_a_payer_that_is_found_is_shown_to_be_confirmed_and_not_taken_before():
    filler = at_page("payer")
    answer(filler, "payer", payment__card__payer_name=["example helth"])
    assert PAYER_ID not in filler.draft.said
    html = filler.get(at(filler, "payer-found")).html
    assert "Is this your insurance?" in html
    assert "You wrote: example helth" in html
    answer(filler, "payer-found", form__payer=["99991"])
    assert filler.draft.said[PAYER_ID] == "99991"
    assert filler.draft.said[PAYER_NAME] == "example helth"


def test_none_of_these_keeps_what_was_typed_and_goes_on():
    filler = at_page("payer-found")
    answer(filler, "payer-found", form__payer=[NONE_OF_THESE])
    assert PAYER_ID not in filler.draft.said
    html = filler.get(at(filler, "card")).html
    assert "We do not know Example Health by computer. That is fine" in html


def test_a_payer_that_nobody_knows_is_kept_as_typed_and_the_form_goes_on():
    filler = at_page("payer")
    reply = answer(filler, "payer", payment__card__payer_name=["Zebra Mutual"])
    assert "payer-found" not in ids(filler)
    assert reply.location == f"/apply/{at(filler, 'card')}"
    assert "That is fine: a person calls them" in filler.get(at(filler, "card")).html


def test_a_payer_can_be_picked_from_the_list_without_typing():
    filler = at_page("payer")
    answer(filler, "payer", form__payer_listed=["99991"])
    assert filler.draft.said[PAYER_NAME] == "Example Health"
    assert "Is this your insurance?" in filler.get(at(filler, "payer-found")).html


def test_neither_typed_nor_picked_is_asked_for_again():
    reply = answer(at_page("payer"), "payer")
    assert (reply.status, texts("en")(f"field.{PAYER_NAME}.fault.missing") in reply.html) == (
        422,
        True,
    )


def test_a_payer_that_was_not_offered_cannot_be_chosen():
    reply = answer(at_page("payer-found"), "payer-found", form__payer=["12345"])
    assert reply.status == 422


def test_another_name_typed_later_takes_back_what_was_chosen():
    filler = at_page("card")
    assert filler.draft.said[PAYER_ID] == "99991"
    answer(filler, "payer", payment__card__payer_name=["Zebra Mutual"])
    assert PAYER_ID not in filler.draft.said
    assert filler.draft.said[PAYER_NAME] == "Zebra Mutual"


def test_the_same_name_typed_again_keeps_what_was_chosen():
    filler = at_page("card")
    answer(filler, "payer", payment__card__payer_name=["Example Health"])
    assert filler.draft.said[PAYER_ID] == "99991"


def test_a_hostile_name_comes_out_escaped():
    filler = at_page("payer")
    answer(filler, "payer", payment__card__payer_name=["<script>alert(1)</script>{0}"])
    html = filler.get(at(filler, "card")).html
    assert "<script>" not in html
    assert "<script>alert(1)</script>{0}" in unescape(html)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("555-555-0101", "looks like a phone number"),
        ("078-05-1120", "could be a Social Security number"),
        ("GOLD PPO", "Most member IDs have numbers"),
    ],
)
def test_a_member_id_that_may_be_a_slip_is_asked_about_once_and_then_taken(typed, told):
    filler = at_page("card")
    said = {"payment__card__member_id": [typed], "payment__card__relationship": ["self"]}
    reply = answer(filler, "card", **said)
    assert reply.status == 422
    assert told in reply.html
    assert MEMBER_ID not in filler.draft.said
    asked = {f"asked_about.{MEMBER_ID}": [hidden(reply.html, f"asked_about.{MEMBER_ID}")]}
    assert not answer(filler, "card", **said, **asked).html
    assert filler.draft.said[MEMBER_ID] == typed


def test_a_second_slip_is_asked_about_too():
    filler = at_page("card")
    for typed in ("555-555-0101", "078-05-1120"):
        reply = answer(filler, "card", payment__card__member_id=[typed])
        assert reply.status == 422


def test_the_letter_o_stays_the_letter_o():
    filler = at_page("card")
    answer(filler, "card", payment__card__member_id=["exaO00I11"])
    assert filler.draft.said[MEMBER_ID] == "EXAO00I11"


def test_without_the_card_at_hand_the_form_goes_on_and_asks_for_no_photo():
    filler = at_page("card")
    reply = answer(filler, "card", form__no_card=["yes"], payment__card__relationship=["self"])
    assert reply.location
    assert not {"card-front", "card-back"} & set(ids(filler))


def test_a_parents_insurance_makes_the_person_their_child():
    relationship = (Relationship.CHILD,)
    name = {"first": ("Joan",), "last": ("Tester",)}
    said = {f"payment.card.subscriber.name.{part}": value for part, value in name.items()} | {
        "payment.card.relationship": relationship,
        "payment.card.subscriber.birth_date": ("2", "3", "1960"),
    }
    card = sent(Filler(said=said)).payment.card
    assert card
    assert card.relationship is Relationship.CHILD
    assert card.subscriber
    assert card.subscriber.name.first == "Joan"


def test_who_pays_alone_is_told_what_it_means_and_is_asked_for_no_card():
    filler = at_page("self-pay", payment__path=["self_pay"])
    html = filler.get(at(filler, "self-pay")).html
    assert "We do not tell your insurance company about this care" in html
    assert "45 CFR 164.522(a)(1)(vi)" in html
    assert not {"payer", "card", "card-front"} & set(ids(filler))


@pytest.mark.parametrize("path", [PaymentPath.SELF_PAY, PaymentPath.UNINSURED])
def test_a_card_given_before_does_not_go_along_with_another_way_to_pay(path):
    filler = at_page("check")
    answer(filler, "pay", payment__path=[path])
    payment = _handed_in(filler).payment
    assert (payment.path, payment.card) == (path, None)


def _handed_in(filler: Filler) -> Submission:
    filler.send()
    assert filler.draft.intake_id
    found = filler.store.latest(filler.draft.intake_id, FindingKind.SUBMISSION, Submission)
    assert found
    return found


def test_what_was_not_said_of_a_household_is_not_zero():
    payment = sent(Filler()).payment
    assert (payment.household_size, payment.yearly_income) == (None, None)


@pytest.mark.parametrize(
    ("typed", "income"),
    [("32000", 32000), ("$45,000", 45000), ("45 000.00", 45000), ("0", 0), ("", None)],
)
def test_income_is_taken_as_people_write_it(typed, income):
    said = {"payment.yearly_income": (typed,), "payment.household_size": ("3",)}
    payment = sent(Filler(said=said)).payment
    assert (payment.yearly_income, payment.household_size) == (income, 3)


@pytest.mark.parametrize("typed", ["-5", "ten", "1e6", "99999999", "12.345.678", "٣٢"])
def test_income_that_is_no_number_of_dollars_is_asked_for_again(typed):
    reply = answer(at_page("household"), "household", payment__yearly_income=[typed])
    assert (reply.status, "number in dollars" in reply.html) == (422, True)


@pytest.mark.parametrize("people", ["0", "31", "-1", "two"])
def test_a_household_has_somebody_in_it(people):
    reply = answer(at_page("household"), "household", payment__household_size=[people])
    assert reply.status == 422


def test_help_with_the_cost_that_is_not_wanted_asks_nothing_of_the_household():
    assert "household" not in ids(at_page("check", payment__wants_assistance=["no"]))


def test_the_review_shows_who_was_chosen_and_not_what_only_helped_to_choose():
    html = at_page("check").fill_in().html
    assert "Or choose it from our list" not in html
    assert "My insurance is" in html
