"""A roster as YAML and as tables, which are read again as the same roster."""

import csv
import io
from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from threshold.program.roster import Clinician, Cohort, Licence, Roster, Session, Slot
from threshold.program.roster_csv import COLUMNS
from threshold.program.roster_forms import NO_PAYER
from threshold.program.roster_parts import Part

_UTC = ZoneInfo("UTC")
Document = dict[str, object]


def to_yaml(roster: Roster, zone: ZoneInfo = _UTC) -> str:
    """The YAML file of a roster; times of appointments with the offset of a zone."""
    import yaml

    compacts = {name: sorted(states) for name, states in roster.compacts.items()}
    lists = {part.value: _entries(roster, part, zone) for part in Part}
    document: Document = {**lists, Part.COMPACTS.value: compacts}
    said = {part: entries for part, entries in document.items() if entries}
    return str(yaml.safe_dump(said, sort_keys=False, allow_unicode=True, width=100))


def to_csv(roster: Roster, zone: ZoneInfo = _UTC) -> dict[str, str]:
    """The tables of a roster by the names of their files; none for a part without entries."""
    return {
        f"{part}.csv": _table(part, entries)
        for part in Part
        if (entries := _entries(roster, part, zone))
    }


def cells_of(entry: Clinician | Cohort) -> dict[str, str]:
    """An entry as the cells of a table, by column."""
    return _cells(_cohort(entry) if isinstance(entry, Cohort) else _clinician(entry))


def _cells(document: Document) -> dict[str, str]:
    cells = {name: _cell(value) for name, value in document.items()}
    return cells | ({"payers": NO_PAYER} if document.get("payers") == [] else {})


def _entries(roster: Roster, part: Part, zone: ZoneInfo) -> list[Document]:
    if part is Part.COMPACTS:
        return [{"compact": name, "states": sorted(of)} for name, of in roster.compacts.items()]
    if part is Part.CLINICIANS:
        return [_clinician(one) for one in roster.clinicians]
    if part is Part.COHORTS:
        return [_cohort(one) for one in roster.cohorts]
    return [_slot(one, zone) for one in roster.slots]


def _clinician(one: Clinician) -> Document:
    return _said(
        id=one.id,
        name=one.name,
        licences=[_licence(each) for each in one.licences],
        languages=sorted(one.languages),
        specialties=sorted(str(each) for each in one.specialties),
        payers=sorted(one.payers) if one.payers is not None else None,
    )


def _licence(one: Licence) -> Document:
    return _said(
        state=one.state, compact=one.compact, until=one.until.isoformat() if one.until else None
    )


def _cohort(one: Cohort) -> Document:
    return {
        "id": one.id,
        "name": one.name,
        "track": one.track.value,
        "zone": one.zone,
        "sessions": [_session(each) for each in one.sessions],
        "capacity": one.capacity,
        "starts": [day.isoformat() for day in one.starts],
        "language": one.language,
        "interpreter": one.interpreter,
        "ages": sorted(str(each) for each in one.ages),
        "accommodates_pain": one.accommodates_pain,
        "closed": one.closed,
    }


def _session(one: Session) -> Document:
    return {
        "weekday": one.weekday.value,
        "starts": f"{one.starts:%H:%M}",
        "ends": f"{one.ends:%H:%M}",
        "clinician": one.clinician,
    }


def _slot(one: Slot, zone: ZoneInfo) -> Document:
    at = one.starts_at.astimezone(zone)
    return {
        "clinician": one.clinician,
        "kind": one.kind.value,
        "starts": at.isoformat(sep=" ", timespec="minutes"),
        "minutes": one.minutes,
        "id": one.id,
    }


def _said(**fields: object) -> Document:
    return {name: value for name, value in fields.items() if value is not None}


def _table(part: Part, entries: list[Document]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS[part], restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(map(_cells, entries))
    return text.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return " | ".join(map(_item, value)) if isinstance(value, list) else str(value)


def _item(value: object) -> str:
    if not isinstance(value, Mapping):
        return str(value)
    return " ".join(_words(value))


def _words(value: Mapping[str, str]) -> Iterator[str]:
    """A session or a licence as a cell has it."""
    if "weekday" in value:
        yield value["weekday"][:3]
        yield f"{value['starts']}-{value['ends']}"
        yield value["clinician"]
        return
    yield value.get("state") or value["compact"]
    if "until" in value:
        yield f"until {value['until']}"
