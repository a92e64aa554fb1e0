from dataclasses import is_dataclass
from typing import get_args, get_type_hints

from tests.unit.fhir.r4 import all_items, faults
from threshold.fhir.intake_form import ELSEWHERE, intake_questionnaire
from threshold.intake.submission import Submission

ITEMS = {item["linkId"]: item for item in all_items(intake_questionnaire())}


def paths(kind=Submission, path=""):
    """The path of every field of a submission, of parts before what is in them."""
    for name, hint in get_type_hints(kind).items():
        yield path + name
        inside = [one for one in (hint, *get_args(hint)) if is_dataclass(one)]
        yield from (one for part in inside for one in paths(part, f"{path}{name}."))


def is_elsewhere(path):
    return any(f"{path}.".startswith(f"{one}.") for one in ELSEWHERE)


def test_r4_allows_it():
    assert faults(intake_questionnaire()) == []


def test_every_field_of_a_submission_is_asked_here_or_said_elsewhere_and_never_both():
    asked = {path for path in paths() if not is_elsewhere(path)}
    assert asked == ITEMS.keys()


def test_what_is_said_elsewhere_are_fields_of_a_submission():
    assert set(paths()) >= ELSEWHERE


def test_only_what_a_window_needs_is_required():
    required = {link for link, item in ITEMS.items() if item.get("required")}
    assert required == {"availability.windows.weekday", "availability.windows.part"}


def test_each_type_is_the_one_that_the_field_has():
    assert {
        link: ITEMS[link]["type"]
        for link in (
            "contact.may_call",
            "location.state",
            "need.why_now",
            "need.last_attempt_on",
            "need.tracks",
            "availability.hours_per_week",
            "availability.windows",
        )
    } == {
        "contact.may_call": "boolean",
        "location.state": "string",
        "need.why_now": "text",
        "need.last_attempt_on": "date",
        "need.tracks": "choice",
        "availability.hours_per_week": "integer",
        "availability.windows": "group",
    }


def test_choices_ranges_and_lengths_are_those_of_the_field():
    setting = "need.referral.discharged_from"
    assert ITEMS["payment.path"]["answerOption"][1]["valueCoding"] == {
        "system": "urn:threshold:choices:intake:payment.path",
        "code": "self_pay",
    }
    assert len(ITEMS[setting]["answerOption"]) == 6
    assert [end["valueInteger"] for end in ITEMS["availability.hours_per_week"]["extension"]] == [
        0,
        80,
    ]
    assert ITEMS["need.why_now"]["maxLength"] == 2000
    assert ITEMS["need.tracks"]["repeats"] is True
