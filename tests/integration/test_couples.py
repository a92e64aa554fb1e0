"""Two who come together on the deployed template: one through the pages, one by another door."""

import json
import re
from uuid import uuid4

from local.stories import stories
from tests.cloud import Cloud
from tests.integration.form_walk import Walk
from tests.integration.test_api import JSON, call
from tests.integration.test_messages import items_of

SAID = {"need.tracks": ("mental_health", "couples"), "couple.no_contact_order": ("no",)}


def who_comes_with_a_partner(cloud: Cloud) -> str:
    """The second of two who named one number: one through the pages, one by another door."""
    walk = Walk(cloud.outputs.api_url, SAID)
    walk.on_to("invitation")
    (shown,) = re.findall(r"\b[0-9]{5} [0-9]{5} [0-9]{5}\b", walk.browser.html)
    walk.to_the_end()
    sent = stories()[0].submission
    name = {"first": f"Quill {uuid4().hex[:6]}", "last": "Tester"}
    other = sent | {
        "person": sent["person"] | {"name": name},
        "need": {"tracks": ["couples"]},
        "couple": {"invitation": shown.replace(" ", "")},
    }
    _, _, receipt = call(cloud, "POST", "/intakes", json.dumps(other), **JSON)
    return str(receipt["intake_id"])


def test_a_clinician_finds_two_who_named_one_number_and_both_looks_are_written_down(cloud: Cloud):
    path = f"/intakes/{who_comes_with_a_partner(cloud)}/couple"
    status, _, seen = call(cloud, "GET", path, Authorization=cloud.sign_in("clinician"))
    assert (status, seen["joint"], seen["unclear"]) == (200, "held", None)
    members = {member["intake_id"] for member in seen["members"]}
    assert len(members) == 2
    for member in members:
        assert any(item["sk"]["S"].startswith("ACCESS#") for item in items_of(cloud, member))
