import re

import yaml

from local.clinical_rules_page import PAGE, page
from tests.clinic import ROOT
from tests.unit.assessment.filled import PACKS
from threshold.assessment.rules import ALL_RULES
from threshold.program.schema import read_program
from threshold.program.thresholds import FIGURES


def test_the_page_in_the_docs_is_the_rules_and_the_packs():
    assert page() == PAGE.read_text(encoding="utf-8"), "python -m local.clinical_rules_page"


def test_every_rule_every_figure_and_every_pack_is_on_it():
    text = page()
    for rule in ALL_RULES:
        assert f"| {rule.id} | {rule.version} |" in text
    for name in FIGURES:
        assert f"| `{name}` |" in text
    for pack in PACKS.values():
        assert f"| {pack.id} | {pack.version} |" in text


def test_the_configuration_it_shows_is_one_that_is_taken(tmp_path):
    (shown,) = re.findall(r"```yaml\n(.*?)```", page(), re.DOTALL)
    published = yaml.safe_load((ROOT / "program/program.yaml").read_text())
    file = tmp_path / "program.yaml"
    file.write_text(yaml.safe_dump(published | yaml.safe_load(shown)))
    assert len(read_program(file).signed) == 2
