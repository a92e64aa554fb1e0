"""Rules of fields, written beside their types and enforced by pydantic at the edge.

A rule is metadata of `typing.Annotated`. It hands pydantic a core schema, which is a plain
mapping, so that the rules stand here once and nothing here, nor any worker, imports pydantic.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar, dataclass_transform

T = TypeVar("T")
Schema = dict[str, object]


@dataclass_transform(frozen_default=True)
def wire(kind: type[T]) -> type[T]:
    """A frozen dataclass that callers send: no field it does not know, nothing coerced."""
    made = dataclass(frozen=True, slots=True)(kind)
    made.__pydantic_config__ = {"extra": "forbid", "strict": True}  # type: ignore[attr-defined]
    return made


@dataclass(frozen=True, slots=True)
class Text:
    """Text of one to `most` characters, white space around it dropped, matching `pattern`."""

    most: int
    pattern: str | None = None

    def __get_pydantic_core_schema__(self, _source: object, _handler: object) -> Schema:
        """The rule as pydantic's core schema."""
        schema: Schema = {
            "type": "str",
            "strict": True,
            "strip_whitespace": True,
            "min_length": 1,
            "max_length": self.most,
        }
        return schema | ({"pattern": self.pattern} if self.pattern else {})


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number within bounds; true and false are not numbers."""

    least: int
    most: int

    def __get_pydantic_core_schema__(self, _source: object, _handler: object) -> Schema:
        """The rule as pydantic's core schema."""
        return {"type": "int", "strict": True, "ge": self.least, "le": self.most}


@dataclass(frozen=True, slots=True)
class PastDay:
    """A date not before `earliest` and before today."""

    earliest: date

    def __get_pydantic_core_schema__(self, _source: object, _handler: object) -> Schema:
        """The rule as pydantic's core schema."""
        return {"type": "date", "ge": self.earliest, "now_op": "past"}


@dataclass(frozen=True, slots=True)
class Moment:
    """A date and time with its offset from UTC."""

    def __get_pydantic_core_schema__(self, _source: object, _handler: object) -> Schema:
        """The rule as pydantic's core schema."""
        return {"type": "datetime", "tz_constraint": "aware"}


@dataclass(frozen=True, slots=True)
class Known:
    """Text that a check knows; `rule` is what the sender is told where it does not."""

    check: Callable[[str], bool]
    rule: str

    def __get_pydantic_core_schema__(
        self, source: object, handler: Callable[[object], Schema]
    ) -> Schema:
        """The rule as pydantic's core schema."""
        return {
            "type": "function-after",
            "function": {"type": "no-info", "function": self._checked},
            "schema": handler(source),
        }

    def _checked(self, value: str) -> str:
        if not self.check(value):
            raise ValueError(self.rule)
        return value


@dataclass(frozen=True, slots=True)
class AnswerRule:
    """An option's score as printed on the form, one of the words, or null."""

    most: int
    words: tuple[str, ...]

    def __get_pydantic_core_schema__(self, _source: object, _handler: object) -> Schema:
        """The rule as pydantic's core schema."""
        choices = [
            {"type": "int", "strict": True, "ge": 0, "le": self.most},
            {"type": "literal", "expected": [*self.words]},
        ]
        union: Schema = {
            "type": "union",
            "choices": choices,
            "custom_error_type": "answer",
            "custom_error_message": f"must be an option's score, {', '.join(self.words)} or null",
        }
        return {"type": "nullable", "schema": union}
