"""The strict gateway before the payer: every fault of a 270, in the words of TA1 and 999."""

import re
from dataclasses import dataclass, field

from local.payer_simulator.grammar import (
    LEVELS,
    LOOPS,
    NAMES,
    PARENT,
    SEGMENTS,
    Element,
    national_provider_identifier,
)
from local.payer_simulator.interchange import Interchange, Segment

_BASIC_CHARACTERS = re.compile(r"""[A-Z0-9 !"&'()*+,\-./:;?=^~|]*""")
_VERSION = "005010X279A1"
_GS_LENGTH = 9
_ONCE = {"BHT", "NM1", "DMG", "INS"}


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of one segment (IK3), of one of its elements (IK4) where `element` is not 0."""

    segment: str
    position: int
    loop: str
    code: str
    element: int = 0
    reference: str = ""
    element_code: str = ""


@dataclass(frozen=True, slots=True)
class Faults:
    """All that is wrong with a functional group: AK905, IK502 and IK3/IK4."""

    group: list[str] = field(default_factory=list)
    transaction: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.group or self.transaction or self.findings)


def interchange_fault(question: Interchange) -> str:
    """Return TA105 for a fault of ISA and IEA, or nothing."""
    isa, iea = question.segments[0], question.segments[-1]
    order = [segment[0] for segment in question.segments]
    inner = {"ISA", "GS", "ST", "SE", "GE", "IEA"}.intersection(order[3:-3])
    checks = {
        "023": iea[0] != "IEA",
        "024": order[1:3] != ["GS", "ST"] or order[-3:-1] != ["SE", "GE"] or bool(inner),
        "022": [len(segment) for segment in question.segments[1:2]] != [_GS_LENGTH],
        "001": iea[2:3] != [isa[13]],
        "021": iea[1:2] != ["1"],
        "018": not re.fullmatch("[0-9]{9}", isa[13]),
        "014": bool(SEGMENTS["BHT"][3].check and SEGMENTS["BHT"][3].check("20" + isa[9])),
        "017": isa[12] != "00501",
        "019": isa[14] not in {"0", "1"},
        "020": isa[15] not in {"P", "T"},
    }
    return next((code for code, wrong in checks.items() if wrong), "")


def faults_of(question: Interchange) -> Faults:
    """Find every fault from GS to GE of an interchange without an interchange fault."""
    _, gs, st, *body, se, ge, _ = question.segments
    group = {
        "1": gs[1:2] != ["HS"],
        "2": gs[8:9] != [_VERSION],
        "4": ge[2:3] != gs[6:7],
        "5": ge[1:2] != ["1"],
    }
    transaction = {
        "3": se[2:3] != st[2:3],
        "4": se[1:2] != [str(len(body) + 2)],
    }
    walk = _Walk()
    for position, segment in enumerate([st, *body], start=1):
        walk.visit(position, segment)
    walk.finish(len(body) + 2)
    if walk.findings:
        transaction["5"] = True
    return Faults([c for c, bad in group.items() if bad], _true(transaction), walk.findings)


def _true(checks: dict[str, bool]) -> list[str]:
    return [code for code, wrong in checks.items() if wrong]


class _Walk:
    """Goes through a transaction segment by segment and writes down what is wrong."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self._loop, self._rank = "", 0
        self._levels: list[Segment] = []
        self._seen: set[tuple[str, str]] = set()

    def visit(self, position: int, segment: Segment) -> None:
        name = segment[0]
        if name == "HL":
            self._enter(position, segment)
        elif name in {"NM1", "EQ"} and self._loop:
            self._loop = ("2100" if name == "NM1" else "2110") + self._loop[-1]
            self._rank = 0
        self._place(position, name)
        self._elements(position, segment)
        self._seen.add((self._loop, name))

    def finish(self, position: int) -> None:
        letters = [LEVELS.get(level[3], "") for level in self._levels]
        patient = "D" if "D" in letters else "C"
        names = [(f"2100{letter}", "NM1") for letter in ("A", "B", "C", patient)]
        required = [("", "BHT"), *names, (f"2000{patient}", "TRN"), (f"2110{patient}", "EQ")]
        for loop, name in dict.fromkeys(required):
            if (loop, name) not in self._seen:
                self.findings.append(Finding(name, position, loop, "3"))
        if self._levels and self._levels[-1][4] != "0":
            self.findings.append(Finding("HL", position, "", "8", 4, "736", "7"))

    def _enter(self, position: int, segment: Segment) -> None:
        number, parent, level, child = (segment[1:] + [""] * 4)[:4]
        above = self._levels[-1] if self._levels else ["HL", "", "", "", "1"]
        right = (
            number == str(len(self._levels) + 1)
            and parent == above[1]
            and PARENT.get(level, "") == above[3]
            and above[4] == "1"
        )
        if not right:
            self.findings.append(Finding("HL", position, "", "8", 2, "734", "7"))
        self._levels.append(["HL", number, parent, level, child])
        self._loop, self._rank = "2000" + LEVELS.get(level, "A"), 0

    def _place(self, position: int, name: str) -> None:
        order = LOOPS.get(self._loop, ("ST", "BHT"))
        if name not in SEGMENTS and name != "NM1":
            self.findings.append(Finding(name, position, self._loop, "1"))
        elif name not in order:
            self.findings.append(Finding(name, position, self._loop, "2"))
        elif order.index(name) < self._rank:
            self.findings.append(Finding(name, position, self._loop, "7"))
        elif name in _ONCE and (self._loop, name) in self._seen:
            self.findings.append(Finding(name, position, self._loop, "5"))
        else:
            self._rank = order.index(name)

    def _elements(self, position: int, segment: Segment) -> None:
        name = segment[0]
        rules = NAMES.get(self._loop, ()) if name == "NM1" else SEGMENTS.get(name, ())
        faults = [*_against_rules(segment, rules), *_across(segment), *_characters(segment)]
        for place, number, code in faults:
            self.findings.append(Finding(name, position, self._loop, "8", place, number, code))


def _against_rules(segment: Segment, rules: tuple[Element, ...]) -> list[tuple[int, str, str]]:
    values = dict(enumerate(segment))
    found = [(rule, _fault(rule, values.get(rule.place, ""))) for rule in rules]
    return [(rule.place, rule.number, code) for rule, code in found if code]


def _fault(rule: Element, value: str) -> str:
    if not value:
        return "1" if rule.required else ""
    if not rule.length[0] <= len(value) <= rule.length[1]:
        return "5" if len(value) > rule.length[1] else "4"
    if rule.codes and value not in rule.codes:
        return "7"
    return rule.check(value) if rule.check else ""


def _across(segment: Segment) -> list[tuple[int, str, str]]:
    """Check what one element asks of another."""
    values = (segment + [""] * 10)[:10]
    if values[0] == "NM1" and bool(values[8]) != bool(values[9]):
        return [(9 if values[8] else 8, "67" if values[8] else "66", "2")]
    if values[:1] + values[8:9] == ["NM1", "XX"] and (
        fault := national_provider_identifier(values[9])
    ):
        return [(9, "67", fault)]
    if values[0] == "EQ" and not values[1] and not values[2]:
        return [(1, "1365", "2")]
    return []


def _characters(segment: Segment) -> list[tuple[int, str, str]]:
    bad = [place for place, value in enumerate(segment) if not _BASIC_CHARACTERS.fullmatch(value)]
    return [(place, "", "6") for place in bad]
