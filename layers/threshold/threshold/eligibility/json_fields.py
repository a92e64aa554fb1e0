"""Reads the fields of a JSON object, noting every fault of form instead of failing at the first.

A fault names the field's JSON pointer and what it must be, never what it is. A required field that
is missing or of the wrong form reads as "", 0 or None, and the caller discards the whole.
"""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from threshold.eligibility.request_rules import Fault

_Choice = TypeVar("_Choice", bound=StrEnum)
_Value = TypeVar("_Value")


UNKNOWN_FIELD = "has a field that a request does not have"


class Fields:
    """One JSON object, at a pointer, with the list that faults are noted on."""

    def __init__(self, value: object, pointer: str, faults: list[Fault]) -> None:
        self._pointer = pointer
        self._faults = faults
        self._known: set[str] = set()
        self._is_object = isinstance(value, dict)
        self._values: dict[object, object] = value if isinstance(value, dict) else {}
        if not self._is_object:
            faults.append(Fault(pointer, "must be an object"))

    def fields(self, name: str) -> "Fields":
        """A required object within this one."""
        return Fields(self._get(name), f"{self._pointer}/{name}", self._faults)

    def optional_fields(self, name: str) -> "Fields | None":
        """An object within this one; None where absent or null."""
        return None if self._get(name) is None else self.fields(name)

    def text(self, name: str) -> str:
        """A required string."""
        value = self._get(name)
        if isinstance(value, str):
            return value
        self._note(name, "must be text")
        return ""

    def optional_text(self, name: str) -> str | None:
        """A string; None where absent or null."""
        return None if self._get(name) is None else self.text(name)

    def optional_texts(self, name: str) -> tuple[str, ...] | None:
        """A list of strings; None where absent or null."""
        value = self._get(name)
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            return tuple(value)
        if value is not None:
            self._note(name, "must be a list of texts")
        return None

    def number(self, name: str) -> int:
        """A required whole number."""
        value = self._get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self._note(name, "must be a whole number")
        return 0

    def choice(self, name: str, choices: type[_Choice]) -> _Choice | None:
        """One of a closed set, required."""
        return self._parsed(name, choices, "must be one of " + ", ".join(choices))

    def optional_choice(self, name: str, choices: type[_Choice]) -> _Choice | None:
        """One of a closed set; None where absent or null."""
        return None if self._get(name) is None else self.choice(name, choices)

    def day(self, name: str) -> date | None:
        """A required date."""
        return self._parsed(name, date.fromisoformat, "must be a date, YYYY-MM-DD")

    def optional_day(self, name: str) -> date | None:
        """A date; None where absent or null."""
        return None if self._get(name) is None else self.day(name)

    def time(self, name: str) -> datetime | None:
        """A required point in time; whether it has a zone is the caller's to check."""
        return self._parsed(name, datetime.fromisoformat, "must be a time as in ISO 8601")

    def refuse_others(self) -> None:
        """Notes a fault where there are fields not asked for; their names may be values."""
        if self._values.keys() - self._known:
            self._faults.append(Fault(self._pointer, UNKNOWN_FIELD))

    def _get(self, name: str) -> object:
        self._known.add(name)
        return self._values.get(name)

    def _parsed(self, name: str, parse: Callable[[str], _Value], rule: str) -> _Value | None:
        value = self._get(name)
        try:
            if isinstance(value, str):
                return parse(value)
        except ValueError:
            pass
        self._note(name, rule)
        return None

    def _note(self, name: str, rule: str) -> None:
        if self._is_object:
            self._faults.append(Fault(f"{self._pointer}/{name}", rule))
