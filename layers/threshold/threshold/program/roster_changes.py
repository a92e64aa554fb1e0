"""What putting a roster over another would change: what is new, changed, closed, unchanged."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import datetime
from hashlib import sha256

from threshold.codec import canonical
from threshold.program.roster import Cohort, Roster
from threshold.program.roster_parts import Entry, Part, entries


@dataclass(frozen=True, slots=True)
class Tally:
    """What changes in one part, by id. changed: with the names of the fields. past: appointments
    that have begun already, and so are left out."""

    new: tuple[str, ...] = ()
    changed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    closed: tuple[str, ...] = ()
    unchanged: int = 0
    past: int = 0


@dataclass(frozen=True, slots=True)
class Changes:
    """What has to be put for a roster to be as another says. put: only what is new or changed."""

    put: Roster
    tallies: Mapping[Part, Tally]

    @property
    def digest(self) -> str:
        """The same for the same changes: whoever agrees to them agrees to these."""
        return sha256(canonical(self.put).encode()).hexdigest()

    def __bool__(self) -> bool:
        return any(one.new or one.changed or one.closed for one in self.tallies.values())


def changes(new: Roster, known: Roster, now: datetime, *, close_missing: bool) -> Changes:
    """What the entries of a roster change in the one that is known.

    What it does not name stays as it is. close_missing: but for cohorts, which are closed. An
    appointment that has begun is left out.
    """
    ahead = tuple(one for one in new.slots if one.starts_at > now)
    closing = _closing(new, known) if close_missing else ()
    tallies = {part: _tally(replace(new, slots=ahead), known, part) for part in Part}
    tallies[Part.COHORTS] = replace(tallies[Part.COHORTS], closed=tuple(one.id for one in closing))
    tallies[Part.SLOTS] = replace(tallies[Part.SLOTS], past=len(new.slots) - len(ahead))
    moved = {part: {*tally.new, *tally.changed} for part, tally in tallies.items()}
    put = Roster(
        (*(one for one in new.cohorts if one.id in moved[Part.COHORTS]), *closing),
        tuple(one for one in new.clinicians if one.id in moved[Part.CLINICIANS]),
        tuple(one for one in ahead if one.id in moved[Part.SLOTS]),
        {name: new.compacts[name] for name in new.compacts if name in moved[Part.COMPACTS]},
    )
    return Changes(put, tallies)


def changed_fields(one: Entry, other: Entry) -> tuple[str, ...]:
    """The names of the fields in which two entries of one part differ."""
    if not is_dataclass(one):
        return () if one == other else ("states",)
    names = (each.name for each in fields(one))
    return tuple(name for name in names if getattr(one, name) != getattr(other, name))


def _tally(new: Roster, known: Roster, part: Part) -> Tally:
    said, stands = entries(new, part), entries(known, part)
    differ = {key: changed_fields(said[key], stands[key]) for key in said if key in stands}
    return Tally(
        tuple(key for key in said if key not in stands),
        {key: names for key, names in differ.items() if names},
        unchanged=sum(not names for names in differ.values()),
    )


def _closing(new: Roster, known: Roster) -> tuple[Cohort, ...]:
    named = {one.id for one in new.cohorts}
    return tuple(
        replace(one, closed=True) for one in known.cohorts if one.id not in named and not one.closed
    )
