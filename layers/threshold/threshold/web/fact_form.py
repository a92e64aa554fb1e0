"""Reading an object that staff send, fault by fault, and a fact in it."""

from collections.abc import Set
from datetime import date
from enum import StrEnum
from typing import TypeVar, cast

from threshold.benefits.facts import Source, UnusableFact, Value
from threshold.benefits.fields import Field, Form, Scope, Topic
from threshold.benefits.questions import TOPICS
from threshold.benefits.told import Party, Told
from threshold.benefits.values import text_of, value_of
from threshold.eligibility.answer.model import Level, Network
from threshold.web.problem import Fault, pointer

Object = dict[str, object]
E = TypeVar("E", bound=StrEnum)

_NETWORKS = (Network.IN, Network.OUT)
_LEVELS = (Level.INDIVIDUAL, Level.FAMILY)
_HEARD = (Source.PHONE, Source.PORTAL, Source.CARD)
_NAMES = frozenset(
    "field network level value source said_on party representative reference".split()
)
_LONGEST_NAME = 80


class Reading:
    """An object of a document: its fields by rule, its faults in the list of the whole."""

    def __init__(
        self,
        document: Object,
        at: tuple[int | str, ...] = (),
        faults: list[Fault] | None = None,
    ) -> None:
        self.document, self.at = document, at
        self.faults: list[Fault] = [] if faults is None else faults

    def fault(self, rule: str, *place: int | str) -> None:
        """Note a fault at a place within the object."""
        self.faults.append(Fault(pointer(*self.at, *place), rule))

    def require_known(self, names: Set[str]) -> None:
        """Note a fault where the object has a field that it may not have."""
        if self.document.keys() - names:
            self.fault("has a field that is not known here")

    def items(self, name: str, most: int) -> list[object]:
        """The list of that name, empty where it is not there or no list."""
        found = self.document.get(name, [])
        if isinstance(found, list) and len(found) <= most:
            return found
        self.fault(f"must be a list of at most {most}", name)
        return []

    def objects(self, name: str, most: int) -> list["Reading"]:
        """The objects of a list."""
        found = []
        for place, one in enumerate(self.items(name, most)):
            if isinstance(one, dict):
                found.append(Reading(one, (*self.at, name, place), self.faults))
            else:
                self.fault("must be an object", name, place)
        return found

    def inner(self, name: str) -> "Reading | None":
        """The object of that name, None where it is not there."""
        found = self.document.get(name)
        if found is not None and not isinstance(found, dict):
            self.fault("must be an object", name)
        return Reading(found, (*self.at, name), self.faults) if isinstance(found, dict) else None

    def whole(self, name: str, least: int, most: int, *, required: bool = False) -> int | None:
        """The whole number of that name, None where it is not there."""
        found = self.document.get(name)
        if found is None and not required:
            return None
        if type(found) is int and least <= found <= most:
            return found
        self.fault(f"must be a whole number from {least} to {most}", name)
        return None

    def value(self, name: str, form: Form) -> Value | None:
        """The value of that name, which must be there, in the form of a field of the sheet."""
        found = self.document.get(name)
        if not isinstance(found, str):
            self.fault("is required" if found is None else "must be a string", name)
            return None
        try:
            return value_of(form, found)
        except UnusableFact as error:
            self.fault(str(error), name)
            return None

    def choice(self, name: str, choices: tuple[E, ...], usual: E | None = None) -> E | None:
        """One of some words; `usual` where the field is not there, which is a fault without it."""
        found = self.document.get(name)
        if found is None and usual is not None:
            return usual
        if isinstance(found, str) and found in choices:
            return next(choice for choice in choices if choice == found)
        self.fault(f"must be one of: {', '.join(choices)}", name)
        return None

    def absent(self, name: str, rule: str) -> None:
        """Note a fault where the field is there."""
        if self.document.get(name) is not None:
            self.fault(rule, name)


def fact_of(form: Reading, today: date) -> Told | None:
    """The fact in an object, None where it has a fault; nothing can have been heard after today."""
    before = len(form.faults)
    form.require_known(_NAMES)
    field = _field(form)
    value = form.value("value", TOPICS[field.topic].form) if field else None
    source = form.choice("source", _HEARD)
    said_on = form.value("said_on", Form.DAY)
    if isinstance(said_on, date) and said_on > today:
        form.fault("must not be in the future", "said_on")
    party = form.choice("party", tuple(Party), Party.PLAN)
    call = _call(form, source)
    if len(form.faults) > before or field is None or value is None:
        return None
    text = text_of(TOPICS[field.topic].form, value)
    return Told(field, text, cast(Source, source), cast(date, said_on), cast(Party, party), *call)


def _field(form: Reading) -> Field | None:
    found = form.document.get("field")
    if not isinstance(found, str) or found not in set(Topic):
        form.fault("must be a field of the sheet", "field")
        return None
    topic = Topic(found)
    scope = TOPICS[topic].scope
    network = _part(form, "network", _NETWORKS, needed=scope is not Scope.PLAN)
    level = _part(form, "level", _LEVELS, needed=scope is Scope.LEVEL)
    return Field(topic, network, level)


def _part(form: Reading, name: str, choices: tuple[E, ...], *, needed: bool) -> E | None:
    if needed:
        return form.choice(name, choices)
    form.absent(name, "must be left out: the field has none")
    return None


def _call(form: Reading, source: Source | None) -> tuple[str | None, str | None]:
    """Whom staff spoke to, and the payer's reference: of a phone call both, else neither."""
    parts = []
    for name in ("representative", "reference"):
        if source is Source.PHONE:
            parts.append(_name(form, name))
        elif source:
            form.absent(name, "must be left out: only a phone call has one")
    representative, reference = parts or (None, None)
    return representative, reference


def _name(form: Reading, name: str) -> str | None:
    found = form.document.get(name)
    if isinstance(found, str) and 1 <= len(found.strip()) <= _LONGEST_NAME:
        return found.strip()
    form.fault(f"must be text of 1 to {_LONGEST_NAME} characters: who said it by phone", name)
    return None
