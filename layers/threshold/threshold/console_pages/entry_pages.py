"""What the pages of a group and of a clinician have in common: showing one, and changing it."""

from abc import ABC, abstractmethod
from typing import ClassVar, Generic, TypeVar

from threshold.console_pages.desk import ConsoleDesk
from threshold.console_pages.gate import forget_kept, kept_form
from threshold.console_pages.roster_changing import changed, form_of
from threshold.console_pages.roster_form import RosterForm
from threshold.console_pages.shell import Shell
from threshold.console_pages.visit import Reply, StaffVisit
from threshold.program.roster import Clinician, Cohort
from threshold.scheduling.ports import Availability

Entry = TypeVar("Entry", Cohort, Clinician)


class EntryPages(ABC, Generic[Entry]):
    """The page of one entry of the roster, with the form that changes it.

    fields: those of the form. done: what the roster says after a change, and where the entry stands
    there.
    """

    fields: ClassVar[tuple[str, ...]]
    done: ClassVar[str]

    def __init__(self, desk: ConsoleDesk, shell: Shell) -> None:
        self._desk, self._shell = desk, shell

    def show(self, visit: StaffVisit, entry_id: str) -> Reply:
        """The entry; with what was written in its form before its writer was signed off.

        Raises:
            Unknown: there is no such entry.
        """
        there = self._desk.roster().seats.availability()
        entry = self._found(there, entry_id)
        form = form_of(entry, self.fields, kept_form(visit, self._desk))
        return self._page(visit, there, entry, form)

    def act(self, visit: StaffVisit, entry_id: str) -> Reply:
        """Change it, or give the form back with all it holds.

        Raises:
            Unknown: there is no such entry.
            Retryable: it could not be written down, or others kept writing.
        """
        entry = self._found(self._desk.roster().seats.availability(), entry_id)
        if visit.request.one("go") == "drop":
            forget_kept(visit, self._desk)
            return Reply(location=visit.request.address)
        form = changed(visit, entry, self.fields, self._desk.roster())
        if form is None:
            forget_kept(visit, self._desk)
            return Reply(location=f"/console/roster?done={self.done.format(id=entry_id)}")
        fresh = self._desk.roster().seats.availability()
        return self._page(visit, fresh, self._found(fresh, entry_id), form)

    @abstractmethod
    def _found(self, there: Availability, entry_id: str) -> Entry:
        """The entry with an id.

        Raises:
            Unknown: there is none.
        """

    @abstractmethod
    def _page(
        self, visit: StaffVisit, there: Availability, entry: Entry, form: RosterForm
    ) -> Reply: ...
