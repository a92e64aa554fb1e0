"""Whatever of a form cannot be used is left out; the person never is."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.clinic import CLINIC
from threshold.form.usable_part import usable_part
from threshold.web.problem import Problem
from threshold.web.submission_form import read_submission

BARE = {
    "person": {"name": {"first": "Jane", "last": "Tester"}, "birth_date": "1990-01-01"},
    "contact": {"phone": "+15555550101"},
}
FULL = {
    "person": BARE["person"] | {"called": "J"},
    "contact": BARE["contact"] | {"email": "j@example.test", "may_call": True},
    "location": {"state": "TX", "address": "1 Example Street", "call_back_phone": "+15555550102"},
    "need": {"tracks": ["mental_health", "couples"], "why_now": "now"},
    "answers": {"asq": {"q1": 1, "q5": 1}, "phq-9": {"q9": 2}},
    "payment": {"card": {"member_id": "EXA000111"}},
}


def accepted(document):
    try:
        return bool(read_submission(json.dumps(document), CLINIC.packs))
    except Problem:
        return False


def changed(path, value):
    document = json.loads(json.dumps(FULL))
    *above, last = path
    part = document
    for name in above:
        part = part[name]
    part[last] = value
    return document


@pytest.mark.parametrize(
    ("path", "unusable"),
    [
        (("location", "state"), "ZZ"),
        (("contact", "email"), "no"),
        (("person", "called"), ""),
        (("need", "why_now"), "x" * 3000),
        (("answers", "phq-9", "q9"), 7),
        (("answers", "gone"), {"q1": 1}),
        (("payment", "card", "subscriber"), {"name": {"first": "Jane"}}),
    ],
)
def test_what_cannot_be_used_is_left_out_and_nothing_else(path, unusable):
    document = changed(path, unusable)
    assert not accepted(document)
    kept = usable_part(document, accepted)
    assert accepted(kept)
    assert changed_back(kept, path) == changed_back(document, path)


def changed_back(document, path):
    copy = json.loads(json.dumps(document))
    part = copy
    for name in path[:-1]:
        part = part.setdefault(name, {})
    part.pop(path[-1], None)
    return copy


def test_of_a_list_what_can_be_used_stays():
    document = changed(("need", "tracks"), ["mental_health", "astrology", "trauma"])
    assert usable_part(document, accepted)["need"]["tracks"] == ["mental_health", "trauma"]


@pytest.mark.parametrize(
    "contact",
    [
        {"contact": {"phone": "+15555550101", "email": "no"}},
        {"contact": {"phone": "no", "email": "j@example.test"}},
        {"contact": {"phone": "no"}, "location": {"call_back_phone": "+15555550101"}},
    ],
)
def test_any_way_to_reach_the_person_will_do(contact):
    document = {"person": BARE["person"], "answers": {"asq": {"q5": 1}}, **contact}
    kept = usable_part(document, accepted)
    assert accepted(kept)
    assert kept["answers"] == {"asq": {"q5": 1}}


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=5,
)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from([*FULL, "couple", "consents", "junk"]), JUNK, max_size=4))
def test_no_junk_keeps_a_person_from_being_handed_over(junk):
    sound = {name: junk[name] for name in junk if name not in BARE}
    assert accepted(usable_part(BARE | sound, accepted))
