"""The words of the pages of a case: each closed set has one for every member."""

import pytest

from threshold.assessment.needs import Joint
from threshold.assessment.outcome import Outcome
from threshold.benefits.facts import Source
from threshold.benefits.fields import Care
from threshold.benefits.obliged import Unsaid
from threshold.benefits.told import Party
from threshold.console.offers import DEEDS
from threshold.console_pages.act_form import FIELDS
from threshold.console_pages.shell import TEXTS
from threshold.decision.coverage import Standing
from threshold.eligibility.conversation.model import Rung, Wording
from threshold.form.photos import Side
from threshold.intake.life_cycle import Role, Status
from threshold.intake.submission import ConsentKind, MessageUse
from threshold.program.referrals import Direction
from threshold.use_cases.asking import Try
from threshold.use_cases.couples import Unclear

FAMILIES = {
    "brief.outcome.": Outcome,
    "standing.": Standing,
    "rung.": Rung,
    "wording.": set(Wording) - {Wording.AS_GIVEN},
    "ladder.": set(Try) - {Try.HEARD},
    "unsaid.": Unsaid,
    "consent.": ConsentKind,
    "message_use.": MessageUse,
    "actor.": Role,
    "care.": Care,
    "party.": Party,
    "call.source.": Source,
    "couple.joint.": Joint,
    "couple.says.": Joint,
    "couple.unclear.": Unclear,
    "coverage.side.": Side,
    "act.direction.": Direction,
    "next.none.": Status,
    "done.": DEEDS,
}


@pytest.mark.parametrize(("family", "members"), FAMILIES.items())
def test_every_member_of_a_closed_set_has_its_words(family, members):
    assert not [one for one in members if not TEXTS.has(f"{family}{one}")]


@pytest.mark.parametrize("name", FIELDS)
def test_every_act_says_what_it_is_what_it_means_and_what_its_button_does(name):
    parts = ("button", "title", "about", "do")
    assert not [part for part in parts if not TEXTS.has(f"act.{name}.{part}")]


@pytest.mark.parametrize("field", sorted({field for fields in FIELDS.values() for field in fields}))
def test_every_field_has_a_label(field):
    assert TEXTS.has(f"field.{field}")


def test_every_deed_has_a_page():
    assert FIELDS.keys() == DEEDS.keys() - {"record_benefits"}
