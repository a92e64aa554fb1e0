"""What the benchmarks read off `template.yaml`: the table, memory sizes, what stands all month."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

TEMPLATE = Path(__file__).parents[2] / "template.yaml"


class _Loader(yaml.SafeLoader):
    """Reads CloudFormation's short forms as what they stand for is of no matter here."""


def _short_form(loader: _Loader, _: str, node: yaml.Node) -> object:
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    assert isinstance(node, yaml.MappingNode)  # noqa: S101 - YAML has three kinds of nodes
    return loader.construct_mapping(node, deep=True)


_Loader.add_multi_constructor("!", _short_form)


def read_template() -> dict[str, Any]:
    """The template; a short form (`!Ref Table`) is read as its argument."""
    text = TEMPLATE.read_text(encoding="utf-8")
    document: dict[str, Any] = yaml.load(text, _Loader)  # noqa: S506 - a SafeLoader
    return document


def table_properties(template: dict[str, Any]) -> dict[str, Any]:
    """What makes the table what it is to a store, as `create_table` takes it."""
    properties = template["Resources"]["Table"]["Properties"]
    wanted = ("BillingMode", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes")
    return {name: properties[name] for name in wanted}


def memory_megabytes(template: dict[str, Any]) -> dict[str, int]:
    """Each function's memory, by the name of its folder."""
    usual = template["Globals"]["Function"]["MemorySize"]
    functions = (
        resource["Properties"]
        for resource in _resources(template["Resources"])
        if resource["Type"] == "AWS::Serverless::Function"
    )
    return {Path(f["CodeUri"]).name: f.get("MemorySize", usual) for f in functions}


def resource_counts(template: dict[str, Any]) -> Counter[str]:
    """How many resources of each type a deployment has; loops count as often as they turn."""
    return Counter(resource["Type"] for resource in _resources(template["Resources"]))


def _resources(resources: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for name, resource in resources.items():
        if name.startswith("Fn::ForEach::"):
            _, turns, body = resource
            for _ in turns:
                yield from _resources(body)
        else:
            yield resource


def work_queues(template: dict[str, Any]) -> int:
    """How many queues a function polls: those that have a dead-letter queue."""
    resources = _resources(template["Resources"])
    return sum("RedrivePolicy" in resource.get("Properties", {}) for resource in resources)


def firewall_rules(template: dict[str, Any]) -> int:
    """How many rules the firewall has."""
    return len(template["Resources"]["Firewall"]["Properties"]["Rules"])
