"""How the program does: waits by language, state and payer, who reaches a seat, what is late."""

from dataclasses import dataclass
from datetime import timedelta

from threshold.console.measures_view import SPANS, measures_of, months_asked
from threshold.console.why import why
from threshold.console_pages.bars import Bars, bars
from threshold.console_pages.clock import span
from threshold.console_pages.desk import ConsoleDesk
from threshold.console_pages.rows import language_words
from threshold.console_pages.shell import TEXTS, Shell
from threshold.console_pages.visit import Reply, StaffVisit
from threshold.months import months_back
from threshold.scheduling.measures import FEWEST, OTHERS, UNKNOWN, By, Group, Measures, Reached


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group in words. waits: by what they wait for, the median, the 90th, and of how many."""

    name: str
    count: int
    seated: str
    lost: int
    open: int
    waits: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """All groups of one kind. `by` empty for everybody; chart None where nothing can be drawn."""

    by: str
    rows: tuple[GroupRow, ...]
    chart: Bars | None


class MeasuresPages:
    """The page at /console/measures."""

    def __init__(self, desk: ConsoleDesk, shell: Shell) -> None:
        self._desk, self._shell = desk, shell

    def show(self, visit: StaffVisit) -> Reply:
        """The measures of some months."""
        query, now = visit.request.query, self._desk.now()
        months, asked = months_asked(query), query.get("of", "")
        of = Reached(asked) if asked in set(Reached) else Reached.CONTACT
        found = measures_of(self._desk.room(), months, now)
        return self._shell.page(
            "measures.html",
            visit,
            months=months,
            spans=SPANS,
            since=months_back(now, months)[-1],
            of=of,
            reached=list(Reached),
            fewest=FEWEST,
            parts=self._parts(found, of) if found else [],
            losses=[(_loss(reason), count) for reason, count in found.losses] if found else [],
            on_time=found.on_time if found else (),
            unknown=UNKNOWN,
            others=OTHERS,
        )

    def _parts(self, found: Measures, of: Reached) -> list[Part]:
        whole = Part("", (self._row(found.everybody, None),), None)
        return [whole, *(self._part(by, groups, of) for by, groups in found.by.items())]

    def _part(self, by: By, groups: tuple[Group, ...], of: Reached) -> Part:
        rows = tuple(self._row(one, by) for one in groups)
        return Part(by, rows, bars(groups, of, lambda one: self._label(one, by, of)))

    def _label(self, group: Group, by: By, of: Reached) -> str:
        spell = group.spells[of]
        middle, far = _time(spell.median), _time(spell.ninetieth)
        name = self._name(group.name, by)
        if spell.median is None:
            return TEXTS("measures.bar_few", name=name, fewest=FEWEST)
        return TEXTS("measures.bar", name=name, median=middle, ninetieth=far)

    def _row(self, group: Group, by: By | None) -> GroupRow:
        return GroupRow(
            name=self._name(group.name, by) if by else TEXTS("measures.everybody"),
            count=group.count,
            seated=TEXTS(
                "measures.seated_of", seated=group.seated, percent=100 * group.seated // group.count
            ),
            lost=group.lost,
            open=group.open,
            waits=tuple(
                (_time(one.median), _time(one.ninetieth), one.count)
                for one in group.spells.values()
            ),
        )

    def _name(self, name: str, by: By) -> str:
        if name in (OTHERS, UNKNOWN):
            return TEXTS(f"measures.{name}")
        if by is By.LANGUAGE:
            return language_words(name, TEXTS)
        known = self._desk.program.payer(name, None) if by is By.PAYER else None
        otherwise = f"measures.paid_by.{name}"
        if known or by is not By.PAYER:
            return known.name if known else name
        # One that the program worked with once stands for itself.
        return TEXTS(otherwise) if TEXTS.has(otherwise) else name


def _time(time: timedelta | None) -> str:
    return TEXTS("measures.few", fewest=FEWEST) if time is None else span(time, TEXTS)


def _loss(reason: str) -> str:
    """A reason in words; a code that has none stands for itself."""
    key = f"measures.lost.{reason}"
    if TEXTS.has(key):
        return TEXTS(key)
    line = why(reason)
    return f"{reason}: {line}" if line else reason
