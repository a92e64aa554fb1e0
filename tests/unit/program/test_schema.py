from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest
import yaml

from tests.clinic import ROOT
from threshold.codec import decode, encode
from threshold.program.billing import Billing, Region, billing_of
from threshold.program.compile import compile_program
from threshold.program.model import Program
from threshold.program.schema import Misconfigured, read_program

PUBLISHED = (ROOT / "program/program.yaml").read_text()


@pytest.fixture
def read(tmp_path):
    def reading(text: str) -> Program:
        file: Path = tmp_path / "program.yaml"
        file.write_text(text)
        return read_program(file)

    return reading


RATE = ("billing", "rates", "mental_health")


def with_change(*way, value):
    document = yaml.safe_load(PUBLISHED)
    place = document
    for part in way[:-1]:
        place = place[part]
    place[way[-1]] = value
    return yaml.safe_dump(document, sort_keys=False)


def test_the_published_configuration_is_usable(read):
    assert read(PUBLISHED).payer("99991", None).name == "EXAMPLE HEALTH PLAN"


@pytest.mark.parametrize(
    ("way", "value", "path"),
    [
        (("states", 1), "Texas", r"states\[1\]"),
        (("states",), [], "states"),
        (("provider", "npi"), "1234567890", r"provider\.npi"),
        (("provider", "originator_id"), "SHORT", r"provider\.originator_id"),
        (("phone",), 5555550100, "phone"),
        (("hours_per_week",), 8, "hours_per_week"),
        (("time_zone",), "Texas", "time_zone"),
        (("plans", 0, "then"), "maybe", r"plans\[0\]\.then"),
        (("plans", 0, "confidence"), [], r"plans\[0\]\.confidence"),
        (("thresholds",), {"severe_phq9": 21}, r"thresholds\.severe_phq9"),
        (("thresholds",), {"impaired_difficulty": 1}, r"thresholds\.impaired_difficulty"),
        (("payers", 0, "id"), 99991, r"payers\[0\]\.id"),
        (("payers", 0, "transport", "url"), "http://x.test", r"payers\[0\]\.transport\.url"),
        (("payers", 0, "transport", "ca_file"), "../ca.pem", r"payers\[0\]\.transport\.ca_file"),
        (("verification", "retry_after_seconds"), [0], r"retry_after_seconds\[0\]"),
        (("verification", "retry_after_seconds"), [43_201], r"retry_after_seconds\[0\]"),
        (("consents", "privacy_email"), "nobody", r"consents\.privacy_email"),
        (("consents", "notice_in_effect"), "soon", r"consents\.notice_in_effect"),
        (("consents", "drug_testing"), "yes", r"consents\.drug_testing"),
        (("office_hours",), {"en": "Monday"}, r"office_hours\.es"),
        (("payers", 0, "phone"), "5555550190", r"payers\[0\]\.phone"),
        (("billing", "tax_number"), "123456789", r"billing\.tax_number"),
        (("billing", "state"), "Texas", r"billing\.state"),
        (("billing", "weeks"), 53, r"billing\.weeks"),
        (("billing", "rates"), {"yoga": {"charge": "1.00"}}, r"billing\.rates\.yoga"),
        ((*RATE, "charge"), 450.0, r"billing\.rates\.mental_health\.charge"),
        ((*RATE, "charge"), "0.00", r"billing\.rates\.mental_health\.charge"),
        ((*RATE, "hours"), 10, r"billing\.rates\.mental_health\.hours"),
        ((*RATE, "hours"), 1, r"billing\.rates\.mental_health\.hours"),
        ((*RATE, "self_pay"), "450.01", r"billing\.rates\.mental_health\.self_pay"),
        ((*RATE, "contracted"), {"99991": "450.01"}, r"mental_health\.contracted\.99991"),
        ((*RATE, "contracted"), {"00000": "1.00"}, r"mental_health\.contracted\.00000"),
        (("billing", "discounts", 0, "fraction_off"), "50", r"discounts\[0\]\.fraction_off"),
        (("billing", "discounts", 0, "fraction_off"), "0.0", r"discounts\[0\]\.fraction_off"),
        (("billing", "guidelines"), {"year": 2027}, r"billing\.guidelines\.source"),
        (("colour",), "blue", "colour"),
    ],
)
def test_a_fault_is_named_by_its_path_and_line(read, way, value, path):
    with pytest.raises(Misconfigured, match=rf"{path} \(line \d+\): "):
        read(with_change(*way, value=value))


def test_the_line_is_the_line_of_the_fault(read):
    line = next(n for n, t in enumerate(PUBLISHED.splitlines(), 1) if "npi:" in t)
    with pytest.raises(Misconfigured, match=rf"provider\.npi \(line {line}\)"):
        read(PUBLISHED.replace("1234567893", "1234567890"))


def test_every_fault_is_told_at_once(read):
    broken = PUBLISHED.replace("1234567893", "1").replace("[CA,", "[XX,").replace("PPO", "BEST")
    with pytest.raises(Misconfigured) as refused:
        read(broken)
    assert len(refused.value.faults) == 3


@pytest.mark.parametrize("text", ["", "[]", "a: [", "just text", "a: 1\na: 2", "a: 2026-99-99"])
def test_what_is_no_configuration_at_all_is_refused(read, text):
    with pytest.raises(Misconfigured):
        read(text)


def test_a_payer_that_stands_twice_is_refused(read):
    payer = yaml.safe_load(PUBLISHED)["payers"][0]
    with pytest.raises(Misconfigured, match="stands twice"):
        read(with_change("payers", value=[payer, payer]))


def test_the_digest_is_of_what_it_says_and_not_of_how_it_is_written(read):
    same = "# a remark\n" + PUBLISHED
    other = PUBLISHED.replace("[CA, ", "[")
    assert read(same).digest == read(PUBLISHED).digest != read(other).digest


def test_what_is_shipped_is_what_was_read(read):
    program = read(PUBLISHED)
    assert decode(Program, encode(program)) == program


def test_rates_are_exact_amounts(read):
    rate = billing_of(read(PUBLISHED)).rates["mental_health"]
    assert (rate.charge, rate.contracted) == (Decimal("450.00"), {"99991": Decimal("320.00")})


def test_what_is_left_out_of_billing_is_not_known(read):
    assert billing_of(read(with_change("billing", value={}))) == Billing()
    assert (Billing().rates, Billing().weeks, Billing().tax_number) == ({}, None, None)


def test_the_guidelines_of_another_year_may_be_set(read):
    figures = {"one_person": "16000.00", "each_more": "5700.00"}
    set_to = {
        "year": 2027,
        "source": "HHS, Annual Update",
        "by_region": dict.fromkeys(("contiguous", "AK", "HI"), figures),
    }
    found = billing_of(read(with_change("billing", "guidelines", value=set_to))).guidelines
    assert (found.year, found.by_region[Region.ALASKA].one_person) == (2027, Decimal("16000.00"))


def test_a_ca_file_that_is_not_there_is_a_fault(tmp_path):
    text = PUBLISHED.replace("credentials:", "ca_file: missing.pem\n      credentials:")
    (tmp_path / "program.yaml").write_text(text)
    with pytest.raises(Misconfigured, match=r"payers\[0\]\.transport\.ca_file"):
        compile_program(tmp_path, tmp_path / "out")


@pytest.mark.parametrize(
    ("payer_id", "name", "found"),
    [
        ("99991", None, True),
        ("99991", "Some Other Plan", True),
        (None, " ehp ", True),
        (None, "EXAMPLE  HEALTH plan", True),
        (None, "Example", False),
        ("00000", "EHP", False),
        (None, None, False),
        (None, "", False),
    ],
)
def test_a_payer_is_found_by_id_or_by_a_name_that_is_one_payers_alone(read, payer_id, name, found):
    assert (read(PUBLISHED).payer(payer_id, name) is not None) is found


def test_a_name_that_two_payers_share_finds_neither(read):
    payer = yaml.safe_load(PUBLISHED)["payers"][0]
    program = read(with_change("payers", value=[payer, payer | {"id": "99992"}]))
    assert program.payer(None, "EHP") is None


TEXT = b'{"any": "text"}'
LICENCE = """
licences:
  - pack: dast-10
    evidence: Agreement of the Example Institution with the holder, 2026-01-05
    texts: {en: {file: dast-10.en.json, sha256: "%s"}}
"""


def licensed(folder, digest):
    (folder / "program.yaml").write_text(PUBLISHED + LICENCE % digest)
    (folder / "dast-10.en.json").write_bytes(TEXT)


def test_a_licensed_text_is_shipped_beside_the_configuration(tmp_path):
    licensed(tmp_path, sha256(TEXT).hexdigest())
    compile_program(tmp_path, tmp_path / "out")
    assert (tmp_path / "out/threshold_program/dast-10.en.json").read_bytes() == TEXT


def test_a_licensed_text_that_is_not_the_one_listed_is_a_fault(tmp_path):
    licensed(tmp_path, "0" * 64)
    with pytest.raises(Misconfigured, match=r"licences\[0\]\.texts\.en\.sha256"):
        compile_program(tmp_path, tmp_path / "out")


def test_a_licensed_text_that_is_not_there_is_a_fault(tmp_path):
    licensed(tmp_path, "0" * 64)
    (tmp_path / "dast-10.en.json").unlink()
    with pytest.raises(Misconfigured, match=r"licences\[0\]\.texts\.en\.file"):
        compile_program(tmp_path, tmp_path / "out")
