import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.clinic import CLINIC, ROOT
from threshold.codec import encode
from threshold.intake.submission import MessageUse, Submission
from threshold.web.problem import Problem
from threshold.web.submission_form import idempotency_key, read_submission

STORY = json.loads((ROOT / "events/stories/01-clear-ppo.json").read_text())["submission"]
MARK = "CANARY-7f3a"


def text(**changes):
    return json.dumps(STORY | changes)


def refused(sent):
    with pytest.raises(Problem) as problem:
        read_submission(sent, CLINIC.packs)
    assert problem.value.status == 400
    return {fault.pointer: fault.detail for fault in problem.value.faults}


def changed(pointer, value):
    """The story with one place set to a value; a value of `...` takes the place away."""
    document = json.loads(json.dumps(STORY))
    *way, last = pointer.removeprefix("#/").split("/")
    place = document
    for part in way:
        place = place[int(part) if isinstance(place, list) else part]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return json.dumps(document)


def test_a_submission_is_what_was_sent():
    submission = read_submission(text(), CLINIC.packs)
    assert isinstance(submission, Submission)
    assert encode(submission)["person"]["name"] == {"first": "Jane", "last": "Tester"}


def test_the_least_submission_is_a_name_a_birth_date_and_a_way_to_reach():
    least = {"person": STORY["person"], "contact": {"email": "jane@example.test"}}
    submission = read_submission(json.dumps(least), CLINIC.packs)
    assert submission.answers == {}
    assert submission.payment.path is None


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("#/person", ...),
        ("#/person", None),
        ("#/person/name/first", ""),
        ("#/person/name/first", "   "),
        ("#/person/name/first", "x" * 121),
        ("#/person/name/first", 7),
        ("#/person/birth_date", ...),
        ("#/person/birth_date", "1990-02-30"),
        ("#/person/birth_date", "2090-01-01"),
        ("#/person/birth_date", "1800-01-01"),
        ("#/person/birth_date", 19900101),
        ("#/person/sex", "F"),
        ("#/contact/phone", "555-0100"),
        ("#/contact/email", "jane at example.test"),
        ("#/contact/may_call", "yes"),
        ("#/location/state", "Texas"),
        ("#/location/state", "ZZ"),
        ("#/availability/time_zone", "CST"),
        ("#/availability/time_zone", "../../etc/passwd"),
        ("#/availability/hours_per_week", -1),
        ("#/availability/hours_per_week", 9.5),
        ("#/availability/windows/0/weekday", "someday"),
        ("#/consents/0/signed_at", "2026-11-20T18:30:00"),
        ("#/consents/0/kind", "everything"),
        ("#/consents/0/version", ...),
        ("#/consents/0/text_sha256", "not a hash"),
        ("#/consents/0/covers", ["text_care"]),
        ("#/payment/path", "gold"),
        ("#/payment/card/member_id", "EXA*111"),
        ("#/payment/card/member_id", "EXA~111"),
        ("#/payment/card/relationship", "cousin"),
        ("#/answers/phq-9/q1", 4),
        ("#/answers/phq-9/q1", -1),
        ("#/answers/phq-9/q1", True),
        ("#/answers/phq-9/q1", 1.0),
        ("#/answers/phq-9/q1", "2"),
        ("#/answers/phq-9/q1", "yes"),
        ("#/answers/asq/q1", "maybe"),
        ("#/answers/asq/q1", ["yes"]),
        ("#/answers/phq-9", []),
        ("#/answers", []),
        ("#/language/spoken", "English please"),
    ],
)
def test_a_broken_rule_is_named_by_its_place(pointer, value):
    assert set(refused(changed(pointer, value))) == {pointer}


def test_a_consent_to_messages_says_to_which():
    consent = STORY["consents"][0] | {"kind": "messages", "covers": ["text_care", "email_billing"]}
    read = read_submission(text(consents=[consent]), CLINIC.packs)
    assert read.consents[0].covers == (MessageUse.TEXT_CARE, MessageUse.EMAIL_BILLING)


def test_nobody_agrees_to_advertising():
    consent = STORY["consents"][0] | {"kind": "messages", "covers": ["text_advertising"]}
    assert set(refused(text(consents=[consent]))) == {"#/consents/0/covers/0"}


def test_a_consent_that_names_no_messages_allows_none():
    consent = STORY["consents"][0] | {"kind": "messages"}
    assert read_submission(text(consents=[consent]), CLINIC.packs).consents[0].covers == ()


def test_every_fault_is_told_at_once():
    document = json.loads(changed("#/person/birth_date", ...))
    document["location"] = {"state": "Texas"}
    document["answers"]["phq-9"]["q1"] = 7
    document["answers"]["asq"]["q5"] = True
    document["contact"] = {}
    document["consents"] *= 2
    assert set(refused(json.dumps(document))) == {
        "#/person/birth_date",
        "#/location/state",
        "#/answers/phq-9/q1",
        "#/answers/asq/q5",
        "#/contact",
        "#/consents",
    }


@pytest.mark.parametrize(
    ("place", "pointer"),
    [
        ("#/" + MARK, "#"),
        ("#/person/" + MARK, "#/person"),
        ("#/answers/" + MARK, "#/answers"),
        ("#/answers/canary-7f3a", "#/answers"),
        ("#/answers/phq-9/" + MARK, "#/answers/phq-9"),
        ("#/answers/phq-9/canary", "#/answers/phq-9"),
    ],
)
def test_a_field_that_is_not_known_is_refused_without_its_name(place, pointer):
    faults = refused(changed(place, {}))
    assert set(faults) == {pointer}
    assert MARK.lower() not in str(faults).lower()


@pytest.mark.parametrize("answers", [{}, {"q1": "yes"}])
def test_what_a_clinician_enters_is_not_taken_from_a_person(answers):
    faults = refused(changed("#/answers/c-ssrs", answers))
    assert faults == {"#/answers/c-ssrs": "is entered by a clinician, not here"}


def test_a_number_that_an_item_asks_for_is_taken_as_such():
    taken = changed("#/answers/drug-use", {"q1": 12})
    assert read_submission(taken, CLINIC.packs).answers["drug-use"] == {"q1": 12}
    assert refused(changed("#/answers/drug-use", {"q1": "many"})).keys() == {
        "#/answers/drug-use/q1"
    }


@pytest.mark.parametrize(
    "pointer",
    [
        "#/person/name/first",
        "#/person/birth_date",
        "#/contact/phone",
        "#/location/state",
        "#/availability/time_zone",
        "#/payment/card/member_id",
        "#/answers/phq-9/q1",
        "#/consents/0/signed_at",
        "#/language/spoken",
    ],
)
def test_no_fault_repeats_a_value(pointer):
    assert MARK not in str(refused(changed(pointer, f"*{MARK}*" + "x" * 200)))


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "{",
        "null",
        "[]",
        "7",
        '"text"',
        '{"person": {}, "person": {}}',
        '{"a": NaN}',
        '{"a": Infinity}',
        '{"a": 1e999}',
        "[" * 100_000,
        '{"answers": ' + "[" * 990 + "]" * 990 + "}",
        '{"answers": ' + '{"a":' * 5000 + "1" + "}" * 5001,
        '{"a": ' + "9" * 5000 + "}",
        '{"person": {"name": {"first": "\\ud800", "last": "T"}}}',
        '{"person": {"name": {"first": "a\\u0000b", "last": "T"}}}',
    ],
    ids=range(16),
)
def test_what_is_not_one_plain_json_object_is_refused(sent):
    assert refused(sent)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda part: (
        st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=8), part, max_size=3)
    ),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(field=st.sampled_from(sorted(STORY)), value=JSON)
def test_whatever_is_sent_is_taken_or_refused_and_never_breaks_the_edge(field, value):
    sent = json.dumps(STORY | {field: value})
    try:
        read_submission(sent, CLINIC.packs)
    except Problem:
        assert refused(sent)


@pytest.mark.parametrize("header", ["", "x" * 256, "a b", "caf\u00e9", "a\n"])
def test_an_idempotency_key_that_is_not_visible_ascii_is_refused(header):
    with pytest.raises(Problem):
        idempotency_key(header)


def test_no_idempotency_key_is_no_key():
    assert idempotency_key(None) is None
