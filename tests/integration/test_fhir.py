"""The FHIR door as deployed: the gateway lets the media type through, and the way goes on."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from local.stories import Player, stories
from tests.clinic import ROOT
from tests.cloud import Cloud
from tests.integration.test_api import call, intakes_in
from threshold.assessment.pack_files import load_packs
from threshold.fhir.bundle_writing import bundle_of
from threshold.web.submission_form import read_submission

FHIR = "application/fhir+json"
EXAMPLE = (ROOT / "docs/fhir.md").read_text().split("```json\n")[1].split("```")[0]
TOLD = ["01-clear-ppo", "07-acute-suicide-risk", "10-missing-consent", "18-dependent-not-found"]


def post(cloud: Cloud, body: str):
    return call(
        cloud, "POST", "/intakes", body, **{"Content-Type": FHIR, "Idempotency-Key": uuid4().hex}
    )


def as_bundle(document: dict[str, Any]) -> dict[str, Any]:
    packs = load_packs()
    form = read_submission(json.dumps(document), packs)
    return bundle_of(form, packs, datetime.now(UTC), uuid4().hex)


@pytest.mark.parametrize("name", TOLD)
def test_a_story_told_in_fhir_ends_as_its_file_says(player: Player, name: str):
    story = next(one for one in stories() if one.name == name)
    ending = player.play(replace(story, media_type=FHIR, written=as_bundle))
    assert ending.differs == ()


def test_the_example_of_the_page_is_taken_as_it_stands(cloud: Cloud):
    status, _, receipt = post(cloud, EXAMPLE)
    assert (status, receipt.keys()) == (202, {"intake_id", "status_url", "next_step"})


def test_a_bundle_that_cannot_be_used_is_a_problem_and_stores_nothing(cloud: Cloud):
    before = intakes_in(cloud)
    status, media_type, problem = post(cloud, EXAMPLE.replace('"TX"', '"ZZ"'))
    assert (status, media_type) == (400, "application/problem+json")
    (fault,) = problem["errors"]
    assert fault["pointer"] == "#/entry/3/resource/item/1/item/0/answer/0/valueString"
    assert intakes_in(cloud) == before
