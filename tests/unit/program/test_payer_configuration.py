"""What the configuration says of how payers may be asked."""

from typing import get_args

import pytest
import yaml

from tests.clinic import ROOT
from threshold.eligibility.answer import codes
from threshold.program.model import Program, Rests, ServiceTypes
from threshold.program.schema import (
    MentalHealthType,
    Misconfigured,
    SubstanceUseType,
    read_program,
)

PUBLISHED = yaml.safe_load((ROOT / "program/program.yaml").read_text())


@pytest.fixture
def read(tmp_path):
    def reading(**changes) -> Program:
        file = tmp_path / "program.yaml"
        payer = PUBLISHED["payers"][0] | changes
        others = payer.pop("others", [])
        payers = [{k: v for k, v in one.items() if v is not None} for one in (payer, *others)]
        file.write_text(yaml.safe_dump(PUBLISHED | {"payers": payers}))
        return read_program(file)

    return reading


def test_whether_a_partner_is_real_must_be_said(read):
    transport = {k: v for k, v in PUBLISHED["payers"][0]["transport"].items() if k != "production"}
    with pytest.raises(Misconfigured, match=r"payers\[0\]\.transport\.production"):
        read(transport=transport)


def test_the_rungs_are_those_of_the_rule_unless_a_payer_has_others(read):
    assert read().payers[0].service_types == ServiceTypes(("MH", "CF"), ("AI", "CJ"))
    other = read(service_types={"mental_health": ["A8"], "substance_use": []})
    assert other.payers[0].service_types == ServiceTypes(("A8",), ())


@pytest.mark.parametrize(
    "service_types",
    [{"mental_health": ["AI"]}, {"mental_health": ["30"]}, {"substance_use": ["MH"]}],
    ids=["substance use as mental health", "the plan itself", "mental health as substance use"],
)
def test_a_code_on_the_wrong_rung_is_refused(read, service_types):
    with pytest.raises(Misconfigured, match=r"payers\[0\]\.service_types"):
        read(service_types=service_types)


TRANSPORT = PUBLISHED["payers"][0]["transport"]


def test_when_a_payer_is_left_alone_can_be_configured(read):
    assert read().payers[0].transport.rests == Rests(5, 30, 900)
    sooner = read(transport=TRANSPORT | {"rests": {"after_failures": 2, "first_seconds": 60}})
    assert sooner.payers[0].transport.rests == Rests(2, 60, 900)


@pytest.mark.parametrize(
    "rule", [{"after_failures": 0}, {"first_seconds": 0}, {"longest_seconds": 3601}]
)
def test_a_rest_that_is_none_or_has_no_end_is_refused(read, rule):
    with pytest.raises(Misconfigured, match=r"payers\[0\]\.transport\.rests"):
        read(transport=TRANSPORT | {"rests": rule})


def test_a_rung_asks_only_what_the_reader_takes_for_an_answer():
    assert set(get_args(MentalHealthType)) == codes.MENTAL_HEALTH
    assert set(get_args(SubstanceUseType)) == codes.SUBSTANCE_USE


def test_a_payer_is_found_by_each_of_its_ids(read):
    program = read(other_ids=["99992", "00540"])
    assert {program.payer(i, None) for i in ("99991", "99992", "00540")} == {program.payers[0]}


@pytest.mark.parametrize(
    "changes",
    [
        {"other_ids": ["99991"]},
        {"other_ids": ["99992", "99992"]},
        {"others": [PUBLISHED["payers"][0] | {"id": "99992", "other_ids": ["99991"]}]},
    ],
    ids=["its own again", "one twice", "another payer's"],
)
def test_an_id_belongs_to_one_payer_and_stands_once(read, changes):
    with pytest.raises(Misconfigured, match="stands twice"):
        read(**changes)
