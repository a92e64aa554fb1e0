"""Measures on the deployed template: an intake's journey is kept as the stream tells of it."""

import json
from datetime import UTC, datetime
from uuid import uuid4

from local.stories import Player, stories
from tests.cloud import Cloud
from tests.integration.test_api import JSON, call
from tests.integration.waiting import wait_for
from threshold.scheduling.journey import Journey
from threshold.store.journeys import DynamoDBJourneys


def journey(cloud: Cloud, intake_id: str) -> Journey | None:
    """The journey of an intake that began today."""
    kept = DynamoDBJourneys(cloud.client("dynamodb"), cloud.outputs.table)
    found = kept.of(f"{datetime.now(UTC):%Y-%m}")
    return next((one for one in found if one.intake_id == intake_id), None)


def test_a_journey_is_kept_from_the_form_to_the_first_clinical_contact(
    cloud: Cloud, player: Player
):
    intake_id = str(player.play(stories()[0]).seen["intake_id"])
    offered = wait_for(lambda: journey(cloud, intake_id), lambda one: bool(one and one.accepted_at))
    assert offered
    assert (offered.language, offered.state, offered.payer) == ("en", "TX", "99991")
    token = {"Authorization": cloud.sign_in("clinician")}
    _, _, seen = call(cloud, "GET", f"/intakes/{intake_id}", **token)
    contact = {
        "action": "clinical_contact",
        "version": seen["version"],
        "key": uuid4().hex,
        "reason": "Spoke with them.",
        "held_at": offered.submitted_at.isoformat(),
    }
    status, _, said = call(
        cloud, "POST", f"/intakes/{intake_id}/actions", json.dumps(contact), **token, **JSON
    )
    assert status == 200, said
    met = wait_for(lambda: journey(cloud, intake_id), lambda one: bool(one and one.contact_at))
    assert met
    assert met.version > offered.version
