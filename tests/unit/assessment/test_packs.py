import json
from decimal import Decimal
from importlib.resources import files

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.unit.assessment.filled import BATTERY, PACKS, options, points, reaching, sums_of
from threshold.assessment.pack import Op, as_json
from threshold.assessment.scoring import score

FOLDER = files("threshold.assessment").joinpath("packs")
SCHEMA = json.loads(FOLDER.joinpath("schema.json").read_text())
BATTERY_SCHEMA = json.loads(FOLDER.joinpath("battery.schema.json").read_text())

EVERY_PACK = pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS.keys())


@pytest.mark.parametrize("schema", [SCHEMA, BATTERY_SCHEMA], ids=["pack", "battery"])
def test_a_schema_is_a_json_schema(schema):
    Draft202012Validator.check_schema(schema)


def test_the_battery_keeps_to_its_schema():
    document = json.loads(FOLDER.joinpath("battery.json").read_text())
    assert list(Draft202012Validator(BATTERY_SCHEMA).iter_errors(document)) == []


def test_each_gate_of_the_battery_names_an_earlier_step():
    earlier = set()
    for step in BATTERY.steps:
        for gate in step.when:
            named = gate.positive or gate.not_negative or gate.yes
            assert named is None or named.split("/")[0] in earlier
            if gate.yes:
                assert gate.yes.split("/")[1] in {
                    one.id for one in PACKS[named.split("/")[0]].items
                }
        assert step.pack in PACKS
        assert step.pack not in earlier
        earlier.add(step.pack)


def test_a_signal_that_stops_the_form_is_one_that_a_pack_of_the_battery_gives():
    given = {
        item.safety.signal
        for step in BATTERY.steps
        for item in PACKS[step.pack].items
        if item.safety
    }
    assert set(BATTERY.stops) <= given


@EVERY_PACK
def test_each_pack_keeps_to_the_schema(pack):
    document = json.loads(FOLDER.joinpath(f"{pack.id}.json").read_text())
    checker = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
    assert list(checker.iter_errors(document)) == []


@pytest.mark.parametrize(
    ("name", "edges"),
    [
        (
            "phq-9",
            [
                ("minimal", 0, 4),
                ("mild", 5, 9),
                ("moderate", 10, 14),
                ("moderately_severe", 15, 19),
                ("severe", 20, 27),
            ],
        ),
        ("gad-7", [("minimal", 0, 4), ("mild", 5, 9), ("moderate", 10, 14), ("severe", 15, 21)]),
        ("audit", [("zone_1", 0, 7), ("zone_2", 8, 15), ("zone_3", 16, 19), ("zone_4", 20, 40)]),
        (
            "dast-10",
            [
                ("no_problems", 0, 0),
                ("low", 1, 2),
                ("moderate", 3, 5),
                ("substantial", 6, 8),
                ("severe", 9, 10),
            ],
        ),
    ],
)
def test_bands_are_the_published_ones(name, edges):
    assert [(band.id, band.low, band.high) for band in PACKS[name].bands] == edges


@EVERY_PACK
def test_bands_part_the_range_without_gap_or_overlap(pack):
    for whole in (one for one in pack.scores if one.id == "total" and pack.bands):
        covered = [value for band in pack.bands for value in range(band.low, band.high + 1)]
        assert covered == list(range(whole.low, whole.high + 1))


def test_packs_with_bands_are_all_in_the_table_above():
    assert {pack.id for pack in PACKS.values() if pack.bands} == {
        "phq-9",
        "gad-7",
        "audit",
        "dast-10",
    }


WITH_TOTAL = [pack for pack in PACKS.values() if any(one.id == "total" for one in pack.scores)]


@pytest.mark.parametrize("pack", WITH_TOTAL, ids=lambda pack: pack.id)
def test_every_total_is_reached_by_some_form_and_falls_in_one_band(pack):
    mean = next(one for one in pack.scores if one.id == "total").op is Op.MEAN
    for total in sums_of(pack):
        scored = score(pack, reaching(pack, total))
        assert scored.total == (round(Decimal(total) / 3, 2) if mean else total)
        fits = [band.id for band in pack.bands if band.low <= total <= band.high]
        assert len(fits) == bool(pack.bands)
        assert (scored.band is not None) is bool(pack.bands)


@EVERY_PACK
def test_a_text_has_an_entry_for_each_item_and_option(pack):
    for text in pack.texts.values():
        assert list(text.items) == [item.id for item in pack.items]
        for item in (one for one in pack.items if one.up_to is None):
            assert len(text.choices[item.answers]) == len(options(pack, item))


def test_the_reversed_items_are_these():
    turned = [(pack.id, item.id) for pack in PACKS.values() for item in pack.items if item.reversed]
    assert turned == [("dast-10", "q3")]


@EVERY_PACK
def test_a_yes_scores_unless_the_item_is_reversed(pack):
    for item in pack.items:
        said = {option.says: option.score for option in pack.options(item) if option.says}
        assert not said or (said["yes"] > said["no"]) is not item.reversed


def test_questions_9_and_10_of_the_audit_score_0_2_or_4_and_nothing_between():
    audit = PACKS["audit"]
    assert [points(audit, item) for item in audit.items[-2:]] == [[0, 2, 4]] * 2


def test_what_is_asked_twice_is_asked_with_the_same_term_and_the_same_answers():
    shared = [(pack, item) for pack in PACKS.values() for item in pack.items if item.same_as]
    assert [f"{pack.id}/{item.id}" for pack, item in shared] == ["audit/q1", "audit/q2", "audit/q3"]
    for pack, item in shared:
        name, other = item.same_as.split("/")
        twin = next(one for one in PACKS[name].items if one.id == other)
        assert (twin.loinc, PACKS[name].options(twin)) == (item.loinc, pack.options(item))


def test_the_lowest_answer_of_gad_7_is_not_at_all():
    assert PACKS["gad-7"].texts["en"].choices["frequency"][0] == "Not at all"


def test_the_asq_says_that_the_web_is_a_change_of_mode():
    assert "change of mode" in (PACKS["asq"].mode_note or "")


def test_a_pack_is_listed_by_what_a_program_must_know_of_it():
    assert as_json(PACKS["phq-9"]) == {
        "id": "phq-9",
        "version": "1.1.0",
        "languages": ["en", "es"],
        "mode": "self",
        "rights": "free",
        "panel_code": "44249-1",
    }
