"""An eligibility request from JSON."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.eligibility.eligibility_requests import JANE, JILL, JOHN, a_request
from threshold.eligibility.request_json import request_from_json
from threshold.eligibility.request_rules import UnusableRequest

LEAST = {
    "payer": {"name": "Example Health Plan", "id": "99991"},
    "provider": {"name": "Example Virtual IOP", "npi": "1234567893"},
    "subscriber": {
        "last_name": "Tester",
        "first_name": "Jane",
        "member_id": "EXA000111",
        "birth_date": "1990-01-01",
    },
    "trace_id": "REQ0001",
    "originator_id": "9EXAMPLEID",
    "control_number": 1,
    "sender": {"id": "EXAMPLEIOP"},
    "receiver": {"id": "EXAMPLEPAYER"},
    "created_at": "2026-01-05T12:00:00+00:00",
}
DEPENDENT = {
    "last_name": "Tester",
    "first_name": "Jill",
    "birth_date": "1991-02-02",
    "sex": "F",
    "relationship": "spouse",
}


def faults_of(payload):
    with pytest.raises(UnusableRequest) as refused:
        request_from_json(payload)
    return {fault.pointer: fault.rule for fault in refused.value.faults}


def test_the_least_that_is_needed():
    assert request_from_json(LEAST) == a_request()


def test_all_of_it():
    payload = {
        **LEAST,
        "subscriber": {
            "last_name": "Tester",
            "first_name": "John",
            "member_id": "EXA000222",
            "birth_date": "1988-01-01",
            "sex": "M",
        },
        "dependent": DEPENDENT,
        "service_types": ["30", "MH"],
        "service_date": "2026-01-04",
        "usage": "T",
    }

    assert request_from_json(payload) == a_request(
        subscriber=JOHN,
        dependent=JILL,
        service_types=("30", "MH"),
        service_date=date(2026, 1, 4),
    )


def test_null_is_the_same_as_absent():
    optional = dict.fromkeys(["dependent", "service_types", "service_date", "usage"])

    assert request_from_json({**LEAST, **optional}).subscriber == JANE


def test_every_fault_is_told_at_once():
    payload = {
        **LEAST,
        "payer": {"name": "李", "id": 99991},
        "provider": {"name": "Example", "npi": "1234567890"},
        "dependent": {**DEPENDENT, "relationship": "friend", "birth_date": "soon"},
        "service_date": "2020-01-01",
        "control_number": True,
        "ssn": "000000000",
    }

    assert set(faults_of(payload)) == {
        "/payer/name",
        "/payer/id",
        "/provider/npi",
        "/dependent/relationship",
        "/dependent/birth_date",
        "/service_date",
        "/control_number",
        "",
    }


@pytest.mark.parametrize("name", LEAST)
def test_each_required_field_is_missed_by_its_own_pointer(name):
    payload = {key: value for key, value in LEAST.items() if key != name}

    assert list(faults_of(payload)) == [f"/{name}"]


@pytest.mark.parametrize("payload", [None, [], "text", 3])
def test_what_is_no_object_is_refused(payload):
    assert faults_of(payload) == {"": "must be an object"}


def test_no_fault_repeats_a_value():
    secret = "SECRET\x00VALUE"
    payload = {
        **LEAST,
        "subscriber": {**LEAST["subscriber"], "last_name": secret, "birth_date": secret},
        "usage": secret,
    }

    assert "SECRET" not in json.dumps(faults_of(payload))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from([*LEAST, "dependent", "service_types"]), json_values))
def test_any_json_is_read_or_refused_with_reasons(changes):
    try:
        request = request_from_json({**LEAST, **changes})
    except UnusableRequest as refused:
        reasons = refused.faults
    else:
        reasons = request.service_types

    assert reasons
