from local.bench.layers import FUNCTIONS
from local.bench.template import (
    firewall_rules,
    memory_megabytes,
    read_template,
    resource_counts,
    table_properties,
    work_queues,
)
from local.bench.upkeep import monthly_dollars
from threshold.intake.life_cycle import Queue

TEMPLATE = read_template()


def test_every_function_has_its_memory():
    memory = memory_megabytes(TEMPLATE)
    assert set(memory) == set(FUNCTIONS)
    assert memory["relay"] == TEMPLATE["Globals"]["Function"]["MemorySize"]
    assert memory["verify"] == TEMPLATE["Resources"]["VerifyFunction"]["Properties"]["MemorySize"]


def test_a_loop_of_the_template_counts_as_often_as_it_turns():
    assert resource_counts(TEMPLATE)["AWS::Logs::LogGroup"] == len(FUNCTIONS) + 2


def test_the_queues_that_functions_poll_are_those_of_the_life_cycle():
    assert work_queues(TEMPLATE) == len(Queue)


def test_the_tables_keys_are_the_templates():
    names = [key["AttributeName"] for key in table_properties(TEMPLATE)["KeySchema"]]
    assert names == ["pk", "sk"]


def test_upkeep_is_paid_for_what_the_template_holds():
    bill = monthly_dollars(TEMPLATE, metrics=6, payers=1)
    assert bill["firewall"] == 5 + firewall_rules(TEMPLATE)
    assert bill["2 keys"] == 2
    assert bill["2 secrets"] == 0.8
    assert round(bill["6 metrics of our own"], 2) == 1.8
