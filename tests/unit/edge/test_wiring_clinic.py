"""The instruments a function works with: the packs, and what the institution is licensed for."""

import sys

import pytest

from tests.clinic import ROOT
from threshold.edge import wiring
from threshold.program.compile import compile_program

LICENCE = """
licences:
  - {pack: c-ssrs, evidence: "Agreement of the Example Institution, 2026-01-05"}
"""


@pytest.fixture
def clinic(tmp_path, monkeypatch):
    def made(more=""):
        (tmp_path / "program.yaml").write_text((ROOT / "program/program.yaml").read_text() + more)
        compile_program(tmp_path, tmp_path / "out")
        monkeypatch.syspath_prepend(tmp_path / "out")
        monkeypatch.delitem(sys.modules, "threshold_program", raising=False)
        wiring.clinic.cache_clear()
        return wiring.clinic()

    yield made
    wiring.clinic.cache_clear()
    sys.modules.pop("threshold_program", None)


def test_an_instrument_without_evidence_of_the_right_to_use_it_is_off(clinic):
    assert clinic().packs["c-ssrs"].off


def test_evidence_in_the_configuration_turns_it_on(clinic):
    assert not clinic(LICENCE).packs["c-ssrs"].off
