"""docs/fhir.md: its example is R4, and says what the page says it says."""

import json

import pytest

from tests.clinic import ROOT
from tests.unit.fhir.filled import NOW, PACKS
from tests.unit.fhir.r4 import faults
from threshold.codec import encode
from threshold.edge.fhir_door import read_bundle

PAGE = (ROOT / "docs/fhir.md").read_text()
EXAMPLE = PAGE.split("```json\n")[1].split("```")[0]


def test_the_example_is_r4():
    assert faults(json.loads(EXAMPLE)) == []


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("contact", {"phone": "+15555550101", "may_call": True, "may_leave_message": False}),
        ("emergency_contact", {"name": "John Tester", "relationship": "brother"}),
        ("location", {"state": "TX"}),
        ("answers", {"asq": {f"q{n}": "no" for n in range(1, 5)}}),
        ("need", {"tracks": ["mental_health"]}),
        ("payment", {"path": "insurance"}),
    ],
)
def test_the_example_is_taken_for_what_it_says(part, said):
    found = encode(read_bundle(EXAMPLE, PACKS, NOW))[part]
    assert {name: found[name] for name in said} == said
