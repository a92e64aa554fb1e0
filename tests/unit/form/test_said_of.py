from dataclasses import replace

import pytest

from tests.builders import submission
from tests.form_filler import Filler
from threshold.codec import Undecodable
from threshold.form.amending import amended
from threshold.form.said_of import said_of
from threshold.form.submission_of import OWN
from threshold.intake.change import FindingKind
from threshold.intake.submission import (
    Couple,
    InsuranceCard,
    Language,
    Name,
    Relationship,
    Submission,
)


def test_a_form_that_was_sent_says_what_was_said():
    filler = Filler(said={"form.windows": ("monday_evening",), "need.goals": ("sleep",)})
    filler.fill_in()
    filler.send()
    sent = filler.store.latest(filler.draft.intake_id, FindingKind.SUBMISSION, Submission)
    # Of an emergency contact without name and number nothing is sent.
    unsent = (OWN, "emergency_contact.")
    kept = {k: v for k, v in filler.draft.said.items() if not k.startswith(unsent)}
    own = {"form.windows": ("monday_evening",), "form.alone": True}
    found = {k: v for k, v in said_of(sent).items() if not k.startswith("couple.")}
    assert found == kept | own


def test_a_language_that_the_form_does_not_name_is_the_other_one():
    assert said_of(submission(language=Language("und")))["language.spoken"] == "other"


def test_who_did_not_say_whether_they_were_alone_is_not_taken_for_either():
    assert "form.alone" not in said_of(submission(couple=Couple()))


def test_what_is_said_anew_takes_its_place_and_leaves_the_rest():
    before = submission()
    after = amended(before, {"payment.card.member_id": "EXA000222"})
    card = replace(before.payment.card, member_id="EXA000222")
    assert after == replace(before, payment=replace(before.payment, card=card))


def test_what_is_taken_back_is_not_said():
    assert amended(submission(), {"contact.phone": None}).contact.phone is None


def test_a_part_that_was_not_there_is_made():
    said = {
        "payment.card.relationship": "spouse",
        "payment.card.subscriber.name.first": "Ruth",
        "payment.card.subscriber.name.last": "Tester",
        "payment.card.subscriber.birth_date": "1988-02-03",
    }
    card = amended(submission(), said).payment.card
    assert card.relationship is Relationship.SPOUSE
    assert card.subscriber.name == Name("Ruth", "Tester")


def test_half_a_part_is_none():
    card = InsuranceCard("EXA000111", relationship=Relationship.CHILD)
    before = submission(payment=replace(submission().payment, card=card))
    with pytest.raises(Undecodable):
        amended(before, {"payment.card.subscriber.name.first": "Ruth"})


def test_saying_the_same_changes_nothing():
    before = submission()
    assert amended(before, {"payment.card.member_id": "EXA000111"}) == before
