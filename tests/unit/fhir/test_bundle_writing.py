import json

import pytest
from hypothesis import given, settings

from tests.clinic import ROOT
from tests.unit.fhir.filled import NOW, PACKS
from tests.unit.fhir.r4 import faults
from tests.unit.fhir.submissions import documents
from threshold.codec import encode
from threshold.edge.fhir_door import read_bundle
from threshold.fhir.bundle_writing import bundle_of
from threshold.web.submission_form import read_submission

STORIES = {
    path.stem: json.loads(path.read_text())
    for path in sorted((ROOT / "events/stories").glob("*.json"))
}
USABLE = [name for name, story in STORIES.items() if story["then"].get("http", 202) == 202]


def submission_of(document):
    return read_submission(json.dumps(document), PACKS)


def written(document):
    return bundle_of(submission_of(document), PACKS, NOW, "intake-1")


def without_empty_parts(value):
    """A part of which nothing is said and one that is not there are the same to FHIR."""
    if isinstance(value, list):
        return [without_empty_parts(one) for one in value]
    if not isinstance(value, dict):
        return value
    parts = {name: without_empty_parts(part) for name, part in value.items()}
    return {name: part for name, part in parts.items() if part not in ({}, [])}


@pytest.mark.parametrize("story", USABLE)
def test_each_storys_form_makes_a_bundle_that_r4_allows(story):
    assert faults(written(STORIES[story]["submission"])) == []


@pytest.mark.parametrize("story", USABLE)
def test_each_storys_form_comes_back_whole(story):
    document = STORIES[story]["submission"]
    assert read_bundle(json.dumps(written(document)), PACKS, NOW) == submission_of(document)


@settings(max_examples=40)
@given(documents())
def test_any_form_that_fhir_can_carry_comes_back_whole_by_way_of_valid_r4(document):
    bundle = written(document)
    assert faults(bundle) == []
    again = read_bundle(json.dumps(bundle), PACKS, NOW)
    assert without_empty_parts(encode(again)) == without_empty_parts(
        encode(submission_of(document))
    )


def test_the_same_name_gives_the_same_full_urls_and_another_name_others():
    one, same, other = (
        [entry["fullUrl"] for entry in bundle_of(form, PACKS, NOW, name)["entry"]]
        for form in [submission_of(STORIES[USABLE[0]]["submission"])]
        for name in ("intake-1", "intake-1", "intake-2")
    )
    assert one == same
    assert not set(one) & set(other)


def test_a_card_without_a_payer_says_that_the_payer_is_not_known():
    document = STORIES[USABLE[0]]["submission"] | {"payment": {"card": {"member_id": "EXA000111"}}}
    bundle = written(document)
    assert faults(bundle) == []
    assert not [one for one in bundle["entry"] if one["resource"]["resourceType"] == "Organization"]
