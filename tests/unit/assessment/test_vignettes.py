"""The vignettes of `vignettes.md`, each through its form, the scoring and the rules."""

from pathlib import Path

import pytest

from tests.unit.assessment.saying import told
from threshold.assessment.outcome import Outcome
from threshold.assessment.rules import ALL_RULES

TABLE = Path(__file__).with_name("vignettes.md")
ROWS = [
    [cell.strip() for cell in line.strip("|\n ").split("|")]
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith(("| who", "| ---"))
]


@pytest.mark.parametrize(
    ("base", "said", "outcome", "rules"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_a_vignette_ends_as_its_row_says(base, said, outcome, rules):
    assessment = told(said, base).assessment
    fired = " ".join(reason.rule for reason in assessment.reasons)
    assert (assessment.outcome.value, fired) == (outcome, rules)


def test_every_rule_and_every_outcome_has_a_vignette():
    fired = {rule for row in ROWS for rule in row[4].split()}
    assert fired == {rule.id for rule in ALL_RULES}
    assert {row[3] for row in ROWS} == {outcome.value for outcome in Outcome}


def test_every_rule_stays_silent_somewhere_else():
    for rule in ALL_RULES:
        assert any(rule.id not in row[4].split() for row in ROWS)


def test_each_vignette_is_somebody_else():
    assert len({row[0] for row in ROWS}) == len({tuple(row[1:3]) for row in ROWS}) == len(ROWS)
