"""The shape of a roster's entries as people write them: text alone, whichever file it stands in.

Every value comes as text, so that no format's own guesses get between: YAML would read 18:00 as a
number and the language `no` as false.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Annotated, Self
from zoneinfo import ZoneInfo, available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

from threshold.codec import decode
from threshold.intake.places import STATES
from threshold.intake.submission import Track, Weekday
from threshold.program.roster import AgeBand, Clinician, Cohort, Slot, SlotKind, Specialty
from threshold.program.roster_parts import Entry, Loc, Part
from threshold.program.roster_times import Skipped, Twice, instant

_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CLOCK = r"([0-9]{1,2}):([0-9]{2})"
_STARTS = re.compile(rf"({_DAY})[T ]{_CLOCK}(Z|[+-][0-9]{{2}}:[0-9]{{2}})?")
_A_DAY = "must be a date, YYYY-MM-DD"
_A_TIME = "must be a time of day on a 24-hour clock, HH:MM"
_A_START = (
    "must be a date and a time of day, YYYY-MM-DD HH:MM, and may have an offset, as in -05:00"
)

NO_PAYER = "none"


def _rule(check: object, message: str) -> None:
    if not check:
        raise ValueError(message)


def _day(value: object) -> date:
    if not isinstance(value, str) or not re.fullmatch(_DAY, value):
        raise ValueError(_A_DAY)
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(_A_DAY) from None


def _time(value: object) -> time:
    found = re.fullmatch(_CLOCK, value) if isinstance(value, str) else None
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise ValueError(_A_TIME)
    return time(int(found[1]), int(found[2]))


def _weekday(value: object) -> Weekday:
    """A day of the week, in full or by its first three letters."""
    said = value.casefold() if isinstance(value, str) else ""
    for day in Weekday:
        if said in (day.value, day.value[:3]):
            return day
    raise ValueError("must be a day of the week, as in tuesday or tue")


def _starts(value: object) -> datetime:
    found = _STARTS.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError(_A_START)
    day, hour, minute, offset = found.groups("")
    try:
        return datetime.fromisoformat(f"{day}T{hour:>02}:{minute}{offset}")
    except ValueError:
        raise ValueError(_A_START) from None


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _zone(value: str) -> str:
    _rule(value in _zones(), "must be an IANA time zone, as in America/New_York")
    return value


def _state(value: str) -> str:
    _rule(value in STATES, "must be the two letters of a state or territory")
    return value


def _payers(value: object) -> object:
    """The word for no network at all, since an empty cell leaves it open."""
    return [] if value in (NO_PAYER, [NO_PAYER]) else value


def _once(values: list[object]) -> list[object]:
    _rule(len(set(values)) == len(values), "must not name anything twice")
    return values


Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]
Name = Annotated[str, Field(pattern=r"^\w[^\x00-\x1f\x7f|]*$", max_length=80)]
"""It begins with a letter or digit: no spreadsheet takes it for a formula."""
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
State = Annotated[str, AfterValidator(_state)]
Compact = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]{2,29}$")]
PayerId = Annotated[str, Field(pattern=r"^[A-Z0-9]{2,15}$")]
Day = Annotated[date, BeforeValidator(_day)]
Once = AfterValidator(_once)
Payers = Annotated[list[PayerId], BeforeValidator(_payers), Field(max_length=200), Once]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _said(cls, document: object) -> object:
        """What is left empty is left out."""
        if not isinstance(document, Mapping):
            raise PydanticCustomError("fields", "must have fields by name")
        return {name: value for name, value in document.items() if value not in (None, "")}


class _CompactForm(_Form):
    compact: Compact
    states: Annotated[list[State], Field(min_length=1), Once]


class _LicenceForm(_Form):
    state: State | None = None
    compact: Compact | None = None
    until: Day | None = None

    @model_validator(mode="after")
    def _one_right(self) -> Self:
        _rule((self.state is None) != (self.compact is None), "must name a state or a compact")
        return self


class _ClinicianForm(_Form):
    id: Id
    name: Name
    licences: Annotated[list[_LicenceForm], Field(min_length=1, max_length=80)]
    languages: Annotated[list[Language], Field(min_length=1, max_length=20), Once] = ["en"]
    specialties: Annotated[list[Specialty], Once] = []
    payers: Payers | None = None


class _SessionForm(_Form):
    weekday: Annotated[Weekday, BeforeValidator(_weekday)]
    starts: Annotated[time, BeforeValidator(_time)]
    ends: Annotated[time, BeforeValidator(_time)]
    clinician: Id


class _CohortForm(_Form):
    id: Id
    name: Name
    track: Track
    zone: Annotated[str, AfterValidator(_zone)]
    sessions: Annotated[list[_SessionForm], Field(min_length=1, max_length=14)]
    capacity: Annotated[int, Field(ge=1)]
    starts: Annotated[list[Day], Field(max_length=60), Once] = []
    language: Language = "en"
    interpreter: bool = False
    ages: Annotated[list[AgeBand], Field(min_length=1), Once] = [AgeBand.ADULT, AgeBand.OLDER]
    accommodates_pain: bool = False
    closed: bool = False


class _SlotForm(_Form):
    clinician: Id
    kind: SlotKind
    starts: Annotated[datetime, BeforeValidator(_starts)]
    zone: Annotated[str, AfterValidator(_zone)] | None = None
    minutes: Annotated[int, Field(ge=10, le=240)]
    id: Id | None = None

    @model_validator(mode="after")
    def _is_a_moment(self) -> Self:
        self.moment()
        return self

    def moment(self) -> datetime:
        """When it starts, in UTC."""
        if self.starts.tzinfo is not None:
            there = self.starts.astimezone(ZoneInfo(self.zone)) if self.zone else self.starts
            same = there.replace(tzinfo=None) == self.starts.replace(tzinfo=None)
            _rule(same, "starts: must have the offset that its zone has then, or no zone")
            return self.starts.astimezone(UTC)
        if self.zone is None:
            raise ValueError("zone: must be given where starts has no offset")
        try:
            return instant(self.starts, ZoneInfo(self.zone))
        except Skipped:
            raise ValueError("starts: clocks in its zone skip this time") from None
        except Twice:
            raise ValueError("starts: comes twice when clocks go back: give its offset") from None


_FORMS: Mapping[Part, type[_Form]] = {
    Part.COMPACTS: _CompactForm,
    Part.CLINICIANS: _ClinicianForm,
    Part.COHORTS: _CohortForm,
    Part.SLOTS: _SlotForm,
}


class Misshapen(Exception):
    """An entry that cannot be read. `faults` has where and which rule, never the value."""

    def __init__(self, faults: list[tuple[Loc, str]]) -> None:
        super().__init__(f"{len(faults)} fault(s)")
        self.faults = faults


def named_entry(part: Part, document: object) -> tuple[str, Entry]:
    """The entry that a document of texts describes, with its id.

    Raises:
        Misshapen: a field is missing, unknown or against its rule.
    """
    try:
        form = _FORMS[part].model_validate(document)
    except ValidationError as error:
        found = [_placed(part, one["loc"], one["msg"]) for one in error.errors()]
        raise Misshapen(found) from None
    if isinstance(form, _CompactForm):
        return form.compact, frozenset(form.states)
    made = _slot(form) if isinstance(form, _SlotForm) else _record(part, form)
    return made.id, made


def _placed(part: Part, loc: Loc, message: str) -> tuple[Loc, str]:
    """Where a rule is broken: one of several fields names the one that it is about first."""
    rule = message.removeprefix("Value error, ")
    name, _, rest = rule.partition(": ")
    return ((name,), rest) if not loc and name in _FORMS[part].model_fields else (loc, rule)


def _record(part: Part, form: _Form) -> Clinician | Cohort:
    plain = form.model_dump(mode="json", exclude_none=True)
    if part is Part.CLINICIANS:
        return decode(Clinician, plain)
    cohort = decode(Cohort, plain)
    return replace(cohort, starts=tuple(sorted(cohort.starts)))


def _slot(form: _SlotForm) -> Slot:
    at = form.moment()
    # The same slot in the same file has the same id each time it is imported.
    own = form.id or f"{form.clinician}-{at:%Y%m%dt%H%Mz}"
    return Slot(own, form.clinician, form.kind, at, form.minutes)
