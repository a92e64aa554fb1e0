"""The table of scenarios in the docs."""

from local.payer_simulator.listing import PAGE, filled, markdown
from local.payer_simulator.scenarios import SCENARIOS
from tests.unit.payer_simulator.questions import answered as said


def test_the_table_in_the_docs_is_the_table_of_the_simulator() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert filled(page) == page


def test_the_270_in_the_docs_is_answered() -> None:
    page = PAGE.read_text(encoding="utf-8")
    begin = page.index("ISA*00*")
    example = page[begin : page.index("```", begin)]
    assert said(example).payload_type == "X12_271_Response_005010X279A1"


def test_every_scenario_stands_in_the_table_once() -> None:
    table = markdown()
    assert [table.count(f"| `{row.member_id}` |") for row in SCENARIOS] == [1] * len(SCENARIOS)


def test_no_two_scenarios_have_one_member_id() -> None:
    ids = [row.member_id for row in SCENARIOS]
    assert len(ids) == len(set(ids))
