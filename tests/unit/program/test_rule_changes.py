"""A program may tighten or re-time the rules; to loosen one takes a signature."""

from datetime import date

import pytest
import yaml

from tests.clinic import ROOT
from threshold.codec import decode, encode
from threshold.program.model import NotCovered, Program
from threshold.program.rule_changes import RuleChange, Signature, longest_minutes
from threshold.program.schema import Misconfigured, read_program
from threshold.program.thresholds import FIGURES

PUBLISHED = yaml.safe_load((ROOT / "program/program.yaml").read_text())


RANGES = {
    "suicide_item_phq9": ("lower", 1, 3),
    "severe_phq9": ("lower", 1, 27),
    "high_phq9": ("lower", 1, 27),
    "extreme_difficulty": ("lower", 1, 3),
    "ciwa_ar": ("lower", 1, 67),
    "candidate_phq9": ("higher", 1, 27),
    "candidate_gad7": ("higher", 1, 21),
    "candidate_pc_ptsd_5": ("higher", 1, 5),
    "candidate_audit": ("higher", 1, 40),
    "candidate_dast_10": ("higher", 1, 10),
    "candidate_bam_use": ("higher", 1, 12),
    "candidate_peg": ("higher", 1, 10),
    "impaired_difficulty": ("higher", 1, 3),
    "easy_difficulty": ("lower", 0, 3),
    "minimum_age": ("higher", 13, 65),
}


def test_each_figure_has_the_range_of_its_scale_and_a_stricter_side():
    assert {name: (f.tighter, f.low, f.high) for name, f in FIGURES.items()} == RANGES


@pytest.fixture
def read(tmp_path):
    def reading(**changes: object) -> Program:
        file = tmp_path / "program.yaml"
        file.write_text(yaml.safe_dump({**PUBLISHED, **changes}, sort_keys=False))
        return read_program(file)

    return reading


def signed(*changes, **others):
    made = {"name": "Jill Tester", "role": "medical director", "signed_on": date(2026, 1, 5)}
    return [{"change": change} | made | others for change in changes]


@pytest.mark.parametrize(
    "changes",
    [
        {"thresholds": {"severe_phq9": 19, "minimum_age": 21, "candidate_gad7": 12}},
        {"thresholds": {"severe_phq9": 20}},
        {"rules": {"S7": {"deadline": {"hours": 24}}}},
        {"rules": {"S1": {"deadline": {"minutes": 5}}}},
        {"rules": {"L1": {"deadline": {"business_days": 5}}}},
        {
            "rules": {
                "L1": {"switched_off": True},
                "L2": {"switched_off": True},
                "L3": {"switched_off": True},
            }
        },
        {"rules": {"S6": {}}},
    ],
    ids=str,
)
def test_what_tightens_needs_no_signature(read, changes):
    assert read(**changes)


LOOSER = [
    ({"thresholds": {"severe_phq9": 21}}, "thresholds.severe_phq9", "thresholds.severe_phq9 = 21"),
    ({"thresholds": {"minimum_age": 17}}, "thresholds.minimum_age", "thresholds.minimum_age = 17"),
    ({"thresholds": {"candidate_peg": 3}}, "thresholds.candidate_peg", None),
    ({"rules": {"M4": {"switched_off": True}}}, "rules.M4.switched_off", "rules.M4 = off"),
    ({"rules": {"S1": {"switched_off": True}}}, "rules.S1.switched_off", "rules.S1 = off"),
    ({"rules": {"F5": {"switched_off": True}}}, "rules.F5.switched_off", "rules.F5 = off"),
    ({"rules": {"C3": {"switched_off": True}}}, "rules.C3.switched_off", "rules.C3 = off"),
    ({"rules": {"S1": {"deadline": {"minutes": 6}}}}, "rules.S1.deadline", "rules.S1 = 6 minutes"),
    ({"rules": {"S7": {"deadline": {"hours": 49}}}}, "rules.S7.deadline", "rules.S7 = 49 hours"),
    (
        {"rules": {"L1": {"deadline": {"business_days": 11}}}},
        "rules.L1.deadline",
        "rules.L1 = 11 business days",
    ),
    (
        {"rules": {"S6": {"deadline": {"business_days": 1}}}},
        "rules.S6.deadline",
        "rules.S6 = 1 business days",
    ),
]


@pytest.mark.parametrize(("changes", "path", "_text"), LOOSER, ids=[row[1] for row in LOOSER])
def test_what_loosens_is_refused_unsigned_by_its_path_and_line(read, changes, path, _text):
    fault = rf"(?m)^{path.replace('.', chr(92) + '.')} \(line \d+\): loosens the published rule"
    with pytest.raises(Misconfigured, match=fault):
        read(**changes)


@pytest.mark.parametrize(
    ("changes", "text"), [(row[0], row[2]) for row in LOOSER if row[2]], ids=str
)
def test_what_loosens_is_taken_with_its_signature(read, changes, text):
    assert read(**changes, signed=signed(text)).signed[0].change == text


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"thresholds": {"severe_phq9": 22}, "signed": signed("x")}, r"thresholds\.severe_phq9"),
        (
            {
                "thresholds": {"severe_phq9": 22},
                "signed": signed("thresholds.severe_phq9 = 21"),
            },
            r"signed\[0\]\.change",
        ),
        ({"signed": signed("rules.M4 = off")}, r"signed\[0\]\.change"),
        ({"thresholds": {"colour": 1}}, r"thresholds\.colour"),
        ({"thresholds": {"severe_phq9": 28}}, r"thresholds\.severe_phq9"),
        ({"thresholds": {"severe_phq9": 0}}, r"thresholds\.severe_phq9"),
        ({"thresholds": {"severe_phq9": "20"}}, r"thresholds\.severe_phq9"),
        ({"rules": {"S99": {"switched_off": True}}}, r"rules\.S99"),
        (
            {"rules": {"Z": {"switched_off": True}}, "signed": signed("rules.Z = off")},
            r"rules\.Z\.switched_off",
        ),
        ({"rules": {"C2": {"deadline": {"hours": 1}}}}, r"rules\.C2\.deadline"),
        ({"rules": {"S7": {"deadline": {"weeks": 1}}}}, r"rules\.S7\.deadline\.weeks\S*"),
        ({"rules": {"S7": {"deadline": {"hours": 1, "minutes": 1}}}}, r"rules\.S7\.deadline"),
        ({"rules": {"S7": {"deadline": {"hours": 0}}}}, r"rules\.S7\.deadline\.hours"),
        ({"rules": {"S7": {"outcome": "IOP_CANDIDATE"}}}, r"rules\.S7\.outcome"),
        ({"instruments": ["phq-8"]}, r"instruments\[0\]"),
        ({"signed": signed("rules.M4 = off", name="")}, r"signed\[0\]\.name"),
        ({"signed": signed("rules.M4 = off", signed_on="soon")}, r"signed\[0\]\.signed_on"),
    ],
    ids=str,
)
def test_a_fault_is_named_by_its_path_and_line(read, changes, path):
    with pytest.raises(Misconfigured, match=rf"(?m)^{path} \(line \d+\): "):
        read(**changes)


def test_several_faults_are_told_at_once(read):
    with pytest.raises(Misconfigured) as refused:
        read(thresholds={"severe_phq9": 22}, rules={"M4": {"switched_off": True}})
    assert len(refused.value.faults) == 2


def test_changes_are_shipped_as_they_were_read(read):
    program = read(
        thresholds={"minimum_age": 16},
        rules={"M4": {"switched_off": True}, "S7": {"deadline": {"hours": 24}}},
        signed=signed("thresholds.minimum_age = 16", "rules.M4 = off"),
        instruments=["audit-c"],
    )
    assert program.thresholds.minimum_age == 16
    assert program.rules == {
        "M4": RuleChange(switched_off=True),
        "S7": RuleChange(deadline={"hours": 24}),
    }
    assert program.signed[0] == Signature(
        "thresholds.minimum_age = 16", "Jill Tester", "medical director", date(2026, 1, 5)
    )
    assert decode(Program, encode(program)) == program


def rule_of(**others):
    return {"payer": "99992", "from": date(2026, 1, 1), "source": "policy 12"} | others


def test_a_payer_that_does_not_cover_virtual_programs_is_a_rule_with_dates(read):
    program = read(
        virtual_iop_not_covered=[rule_of(until=date(2026, 12, 31), names=["Other Plan"])]
    )
    assert program.virtual_iop_not_covered == (
        NotCovered(
            "99992", date(2026, 1, 1), "policy 12", date(2026, 12, 31), names=("Other Plan",)
        ),
    )
    assert decode(Program, encode(program)) == program


@pytest.mark.parametrize(
    ("rule", "path"),
    [
        (rule_of(until=date(2025, 12, 31)), r"virtual_iop_not_covered\[0\]"),
        (rule_of(payer=99992), r"virtual_iop_not_covered\[0\]\.payer"),
        (rule_of(source=""), r"virtual_iop_not_covered\[0\]\.source"),
        (rule_of() | {"from": "spring"}, r"virtual_iop_not_covered\[0\]\.from"),
    ],
    ids=str,
)
def test_a_payers_rule_with_a_fault_is_named_by_its_path_and_line(read, rule, path):
    with pytest.raises(Misconfigured, match=rf"(?m)^{path} \(line \d+\): "):
        read(virtual_iop_not_covered=[rule])


@pytest.mark.parametrize(
    ("unit", "amount", "longest_hours"),
    [
        ("hours", 3, 3),
        ("business_days", 1, 4 * 24),
        ("business_days", 5, 8 * 24),
        ("business_days", 6, 11 * 24),
    ],
)
def test_business_days_are_as_long_as_their_weekends_make_them(unit, amount, longest_hours):
    assert longest_minutes(unit, amount) == longest_hours * 60
