"""Every fixture reads as its line in fixtures/expected.json says (benefits by segment number)."""

import json

import pytest

from tests.unit.eligibility.payer_answers import EXPECTED, FIXTURES, as_jsons, fixture


def assert_holds(found, expected, path=""):
    """Objects hold at least what is expected; lists and values are equal, item by item."""
    if path.endswith("/benefits") and isinstance(expected, dict):
        found = {str(benefit["segment"]): benefit for benefit in found} if expected else found
        assert expected or found == []
    if isinstance(expected, dict):
        for key, value in expected.items():
            assert key in found, f"{path}/{key} is missing"
            assert_holds(found[key], value, f"{path}/{key}")
    elif isinstance(expected, list):
        assert len(found) == len(expected), f"{path}: {found}"
        for index, value in enumerate(expected):
            assert_holds(found[index], value, f"{path}/{index}")
    else:
        assert found == expected, path


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_fixture_reads_as_expected(name):
    answers = as_jsons(fixture(name))

    assert_holds(answers, EXPECTED[name])


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_an_answer_is_plain_json(name):
    for answer in as_jsons(fixture(name)):
        assert json.loads(json.dumps(answer)) == answer


def test_every_fixture_file_has_an_expectation():
    files = {path.name for path in FIXTURES.iterdir()} - {"expected.json"}

    assert files == set(EXPECTED)
