"""template.yaml as plain dictionaries, with what it repeats and looks up written out."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).parents[2] / "template.yaml"
_FOR_EACH = "Fn::ForEach::"


@dataclass(frozen=True)
class Template:
    resources: dict[str, Any]
    shared: dict[str, Any]
    rules: dict[str, Any]

    def of_type(self, kind: str) -> dict[str, Any]:
        """Logical id -> properties of each resource of a type."""
        return {
            name: resource.get("Properties", {})
            for name, resource in self.resources.items()
            if resource["Type"] == kind
        }

    @property
    def functions(self) -> dict[str, Any]:
        """Logical id -> properties of each function, with the Globals merged in."""
        named = self.of_type("AWS::Serverless::Function")
        return {name: _merge(self.shared, own) for name, own in named.items()}

    def events(self, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Every (function, event properties) of an event type."""
        for name, function in self.functions.items():
            for event in function["Events"].values():
                if event["Type"] == kind:
                    yield name, event["Properties"]


def read_template() -> Template:
    document = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 a SafeLoader
    resources = dict(_expanded(document["Resources"]))
    looked_up = _looked_up(resources, document["Mappings"])
    return Template(looked_up, document["Globals"]["Function"], document["Rules"])


class _Loader(yaml.SafeLoader):
    pass


def _tagged(loader: yaml.SafeLoader, tag: str, node: yaml.Node) -> Any:
    name = tag if tag in ("Ref", "Condition") else f"Fn::{tag}"
    if isinstance(node, yaml.ScalarNode):
        value: Any = loader.construct_scalar(node)
        return {name: value.split(".", 1) if tag == "GetAtt" else value}
    if isinstance(node, yaml.SequenceNode):
        return {name: loader.construct_sequence(node, deep=True)}
    return {name: loader.construct_mapping(node, deep=True)}


_Loader.add_multi_constructor("!", _tagged)


def _expanded(resources: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, resource in resources.items():
        if not name.startswith(_FOR_EACH):
            yield name, resource
            continue
        identifier, values, fragment = resource
        for value in values:
            yield from _filled(fragment, identifier, value).items()


def _filled(node: Any, identifier: str, value: str) -> Any:
    """A loop's fragment with its identifier replaced, as AWS::LanguageExtensions does."""
    if isinstance(node, list):
        return [_filled(item, identifier, value) for item in node]
    if isinstance(node, str):
        return node.replace(f"${{{identifier}}}", value)
    if not isinstance(node, dict):
        return node
    if node == {"Ref": identifier}:
        return value
    filled = {_filled(k, identifier, value): _filled(v, identifier, value) for k, v in node.items()}
    text = filled.get("Fn::Sub")
    return text if isinstance(text, str) and "${" not in text else filled


def _looked_up(node: Any, mappings: dict[str, Any]) -> Any:
    if isinstance(node, list):
        return [_looked_up(item, mappings) for item in node]
    if not isinstance(node, dict):
        return node
    if "Fn::FindInMap" in node:
        mapping, first, second = node["Fn::FindInMap"]
        return mappings[mapping][first][second]
    return {key: _looked_up(value, mappings) for key, value in node.items()}


def _merge(shared: Any, own: Any) -> Any:
    if isinstance(shared, dict) and isinstance(own, dict):
        return shared | {key: _merge(shared.get(key), value) for key, value in own.items()}
    return own
