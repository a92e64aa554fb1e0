"""A few changed figures, to show that the full run (`python -m tests.mutation.run`) still works."""

import pytest

from tests.mutation.run import mutants, survivors

ALL = mutants()


@pytest.mark.parametrize(
    "file",
    ["program/thresholds.py", "rules/safety.py", "conditions/medical.py", "packs/audit-c.json"],
)
def test_the_figures_of_a_file_are_found(file):
    assert any(file in str(mutant) for mutant in ALL)


def test_a_change_of_a_figure_by_one_makes_a_test_fail():
    chosen = [
        next(one for one in ALL if name in str(one))
        for name in ("program/thresholds.py", "rules/level.py")
    ]
    assert list(survivors(chosen)) == []
