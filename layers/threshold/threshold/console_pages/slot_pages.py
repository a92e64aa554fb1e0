"""The page of a clinician's appointments: add several at once, take away what nobody holds."""

from threshold.console_pages.clinician_pages import found_clinician
from threshold.console_pages.desk import ConsoleDesk
from threshold.console_pages.gate import forget_kept, kept_form
from threshold.console_pages.roster_form import RosterForm, Wrong, keeper, said_in
from threshold.console_pages.roster_rows import slot_rows
from threshold.console_pages.shell import TEXTS, Shell
from threshold.console_pages.slot_form import FIELDS, at_line, repeated
from threshold.console_pages.visit import Reply, StaffVisit
from threshold.program.roster import SlotKind
from threshold.scheduling.ports import Gone


class SlotPages:
    """The page at /console/roster/clinicians/ID/slots."""

    def __init__(self, desk: ConsoleDesk, shell: Shell) -> None:
        self._desk, self._shell = desk, shell

    def show(self, visit: StaffVisit, clinician_id: str) -> Reply:
        """The appointments, with the form that adds some.

        Raises:
            Unknown: there is no such clinician.
        """
        kept = kept_form(visit, self._desk)
        usual = {"zone": self._desk.program.time_zone, "minutes": "60", "weeks": "1"}
        said = {**said_in({}, FIELDS), **usual} if kept is None else said_in(kept, FIELDS)
        return self._page(visit, clinician_id, RosterForm(said, "", kept=kept is not None))

    def act(self, visit: StaffVisit, clinician_id: str) -> Reply:
        """Add appointments or take one away, or give the form back with all it holds.

        Raises:
            Unknown: there is no such clinician.
            Retryable: it could not be written down.
        """
        said = said_in(visit.request.posted or {}, FIELDS)
        deed, _, slot_id = visit.request.one("go").partition(".")
        if deed == "remove":
            return self._remove(visit, clinician_id, slot_id, said)
        if deed == "drop":
            forget_kept(visit, self._desk)
            return Reply(location=visit.request.address)
        if deed != "add":
            return self._page(visit, clinician_id, RosterForm(said, ""))
        faults = self._add(visit, clinician_id, said)
        if faults:
            return self._page(visit, clinician_id, RosterForm(said, "", faults))
        forget_kept(visit, self._desk)
        return Reply(location=f"{visit.request.address}?done=slots")

    def _add(self, visit: StaffVisit, clinician_id: str, said: dict[str, str]) -> tuple[Wrong, ...]:
        """What is wrong with what was written; nothing where it is stored."""
        from threshold.use_cases.roster_keeping import Broken, add_slots

        found_clinician(self._desk.roster().seats.availability(), clinician_id)
        asked = repeated(clinician_id, said)
        if asked.faults:
            return asked.faults
        try:
            add_slots([*asked.lines], keeper(visit), self._desk.roster())
        except Broken as error:
            by_id = {slot.id: line for slot, line in asked.lines.items()}
            return tuple(
                dict.fromkeys(at_line(one.loc, one.rule, by_id[one.id]) for one in error.breaches)
            )
        return ()

    def _remove(
        self, visit: StaffVisit, clinician_id: str, slot_id: str, said: dict[str, str]
    ) -> Reply:
        from threshold.use_cases.roster_keeping import remove_slot

        desk = self._desk.roster()
        theirs = [
            one
            for one in desk.seats.availability().roster.slots
            if (one.clinician, one.id) == (clinician_id, slot_id)
        ]
        try:
            for slot in theirs:
                remove_slot(slot, keeper(visit), desk)
        except Gone:
            return self._page(visit, clinician_id, RosterForm(said, "", overtaken=True))
        # Taken away by somebody else already, or just now: it is gone as was asked.
        return Reply(location=f"{visit.request.address}?done=slot")

    def _page(self, visit: StaffVisit, clinician_id: str, form: RosterForm) -> Reply:
        there, now = self._desk.roster().seats.availability(), self._desk.now()
        person = found_clinician(there, clinician_id)
        own = [one for one in there.roster.slots if one.clinician == person.id]
        free = frozenset(one.id for one in there.slots_free)
        done = visit.request.query.get("done")
        return self._shell.page(
            "slots.html",
            visit,
            status=form.status,
            typing=True,
            clinician=person,
            slots=slot_rows(
                (one for one in own if one.starts_at > now), free, self._shell.zone, TEXTS
            ),
            kinds=[*SlotKind],
            done=done if done in ("slots", "slot") else "",
            form=form,
        )
