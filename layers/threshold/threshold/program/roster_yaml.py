"""A roster in YAML: every scalar as it is written, with its line; nothing is said twice or by
reference."""

from collections.abc import Iterator

import yaml

from threshold.program.roster_entries import Fault, Written
from threshold.program.roster_parts import Loc, Part

_DEEPEST = 8
_EMPTY = frozenset({"", "~", "null"})
# The parser in C where there is one: it takes a tenth of the time.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(file: str, text: str) -> tuple[list[Written], list[Fault]]:
    """The entries of a file, and what is wrong with the file itself."""
    try:
        if faults := [*_forbidden(file, text)]:
            return [], faults
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return [], [Fault(file, mark.line + 1 if mark else 1, "", "must be one YAML document")]
    if not isinstance(root, yaml.MappingNode):
        return [], [Fault(file, 1, "", f"must have one or more of {', '.join(Part)}")]
    reader = _Reader(file)
    return [*reader.entries(root)], reader.faults


def _forbidden(file: str, text: str) -> Iterator[Fault]:
    """What would let a small file stand for a huge one."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        line = _line(event)
        if isinstance(event, yaml.AliasEvent):
            yield Fault(file, line, "", "must not refer to another place of the file")
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            yield Fault(file, line, "", "is nested too deeply")
            return


class _Reader:
    """Makes texts, lists and dicts of nodes, and collects what is wrong on the way."""

    def __init__(self, file: str) -> None:
        self._file = file
        self.faults: list[Fault] = []

    def entries(self, root: yaml.MappingNode) -> Iterator[Written]:
        for name, key, node in self._pairs(root, ""):
            if name not in set(Part):
                self._fault(key, name, "is no part of a roster")
            elif name == Part.COMPACTS:
                yield from self._compacts(node)
            else:
                yield from self._listed(Part(name), node)

    def _compacts(self, node: yaml.Node) -> Iterator[Written]:
        if not isinstance(node, yaml.MappingNode):
            self._fault(node, Part.COMPACTS, "must have the states of each compact by its name")
            return
        for name, key, states in self._pairs(node, Part.COMPACTS):
            lines: dict[Loc, int] = {(): _line(key), ("compact",): _line(key)}
            document = {"compact": name, "states": self._plain(states, ("states",), lines)}
            yield Written(Part.COMPACTS, self._file, document, lines, f"{Part.COMPACTS}.{name}")

    def _listed(self, part: Part, node: yaml.Node) -> Iterator[Written]:
        if not isinstance(node, yaml.SequenceNode):
            self._fault(node, part, "must be a list")
            return
        for place, inner in enumerate(node.value):
            lines: dict[Loc, int] = {}
            document = self._plain(inner, (), lines)
            yield Written(part, self._file, document, lines, f"{part}[{place}]")

    def _plain(self, node: yaml.Node, loc: Loc, lines: dict[Loc, int]) -> object:
        lines[loc] = _line(node)
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(one, (*loc, at), lines) for at, one in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            pairs = self._pairs(node, "")
            return {name: self._plain(one, (*loc, name), lines) for name, _, one in pairs}
        is_left_out = getattr(node, "style", None) is None and node.value in _EMPTY
        return None if is_left_out else node.value

    def _pairs(self, node: yaml.MappingNode, at: str) -> list[tuple[str, yaml.Node, yaml.Node]]:
        """The fields of a mapping, each once: YAML itself lets the last of two win in silence."""
        found: dict[str, tuple[str, yaml.Node, yaml.Node]] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._fault(key, at, "must have names as its fields")
            elif key.value in found:
                self._fault(key, key.value, "stands twice")
            else:
                found[key.value] = (key.value, key, value)
        return [*found.values()]

    def _fault(self, node: yaml.Node, field: str, rule: str) -> None:
        self.faults.append(Fault(self._file, _line(node), field, rule))


def _line(at: yaml.Node | yaml.Event) -> int:
    return int(at.start_mark.line) + 1 if at.start_mark else 1
