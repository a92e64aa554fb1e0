"""The pages by which staff act: one act a page, its form, and what became of it."""

from urllib.parse import urlencode

from threshold.console.offers import offered
from threshold.console.roles import Reading
from threshold.console_pages import act_form as forms
from threshold.console_pages.acting import NotDone, actor_of, perform
from threshold.console_pages.case_head import Head, head_of
from threshold.console_pages.clock import moment
from threshold.console_pages.desk import ConsoleDesk
from threshold.console_pages.gate import forget_kept, kept_form
from threshold.console_pages.opening import found, write_down
from threshold.console_pages.shell import TEXTS, Shell
from threshold.console_pages.timeline import Entry, timeline
from threshold.console_pages.visit import Reply, StaffVisit
from threshold.errors import Unknown
from threshold.intake.access import Part
from threshold.intake.record import IntakeRecord
from threshold.staff.kept_forms import Posted

_DO, _NEXT, _DROP = "do", "next", "drop"
_LOOKED_THROUGH = 10
_ASKED = NotDone(200)
"""Nothing was to be done yet: the form was only opened."""


class ActPages:
    """The pages at /console/intakes/ID/acts/NAME."""

    def __init__(self, desk: ConsoleDesk, shell: Shell) -> None:
        self._desk, self._shell = desk, shell

    def show(self, visit: StaffVisit, intake_id: str, name: str) -> Reply:
        """The form of an act; with what was written in it before its writer was signed off.

        Raises:
            Unknown: there is no such act, or no such intake for this person.
            NotForRole: it is never theirs to do.
        """
        _require_known(name)
        kept = kept_form(visit, self._desk)
        return self._form(visit, intake_id, name, kept or {}, _ASKED, kept=kept is not None)

    def do(self, visit: StaffVisit, intake_id: str, name: str) -> Reply:
        """Do it and go on to the case or the next one; or give the form back with all it holds.

        Raises:
            Unknown: there is no such act, or no such intake for this person.
            NotForRole: it is never theirs to do.
            Retryable: others kept writing.
        """
        _require_known(name)
        record, go = found(visit, intake_id, self._desk), visit.request.one("go")
        if go == _DROP:
            forget_kept(visit, self._desk)
            return Reply(location=visit.request.address)
        typed = visit.request.posted or {}
        if go not in (_DO, _NEXT):
            return self._form(visit, intake_id, name, typed, _ASKED)
        try:
            perform(visit, intake_id, name, actor_of(visit, record, name), self._desk)
        except NotDone as why:
            return self._form(visit, intake_id, name, typed, why)
        forget_kept(visit, self._desk)
        return Reply(location=self._onward(visit, record, name, to_next=go == _NEXT))

    def _form(
        self,
        visit: StaffVisit,
        intake_id: str,
        name: str,
        typed: Posted,
        why: NotDone,
        *,
        kept: bool = False,
    ) -> Reply:
        head = head_of(visit, intake_id, self._desk, self._shell)
        form = self._filled(visit, head, name, typed)
        parts = [Part.RECORD] + ([Part.SUBMISSION] if head.submission else [])
        parts += [Part.ASSESSMENT] if name in forms.OF_THE_ASSESSMENT else []
        write_down(visit, intake_id, Reading.INTAKE, tuple(parts), self._desk)
        return self._shell.page(
            "act.html",
            visit,
            status=why.status,
            typing=True,
            head=head,
            form=form,
            kept=kept,
            faults=why.faults,
            since=self._since(visit, why),
            says=why.says,
            signs_at=moment(self._desk.now(), self._desk.now(), self._shell.zone),
        )

    def _filled(self, visit: StaffVisit, head: Head, name: str, typed: Posted) -> forms.ActForm:
        actor = actor_of(visit, head.record, name)
        of = forms.background(head.record, self._desk.store, self._desk.program)
        offers = forms.choices(name, of)
        is_offered = name in offered(head.record, visit.roles)
        signs = forms.SIGNED_NAME in forms.FIELDS[name]
        return forms.ActForm(
            name=name,
            version=head.record.version,
            key="".join(typed.get("key", ())[:1]) or self._desk.new_value(),
            fields=forms.FIELDS[name],
            choices=offers,
            typed=typed,
            signing=forms.signing(actor, self._desk.now(), of) if signs else None,
            bars=forms.bars(name, of, offers) if is_offered else TEXTS("act.not_from_here"),
        )

    def _since(self, visit: StaffVisit, why: NotDone) -> tuple[Entry, ...]:
        now, zone = self._desk.now(), self._shell.zone
        return tuple(reversed(timeline(why.since, (), visit.roles, now, zone)))

    def _onward(self, visit: StaffVisit, record: IntakeRecord, name: str, *, to_next: bool) -> str:
        """The case again; or the most urgent of its list that no colleague holds."""
        done = {"done": name}
        following = self._following(visit, record) if to_next else None
        if following is None:
            return f"/console/intakes/{record.intake_id}?{urlencode(done)}"
        done["of"] = record.intake_id
        return f"/console/intakes/{following}?{urlencode(done)}"

    def _following(self, visit: StaffVisit, record: IntakeRecord) -> str | None:
        if record.worklist is None:
            return None
        page = self._desk.store.worklist(record.worklist, _LOOKED_THROUGH)
        ids = [one.intake_id for one in page.records if one.intake_id != record.intake_id]
        claims = self._desk.claims.standing(ids, self._desk.now())
        free = (one for one in ids if one not in claims or claims[one].holder == visit.name)
        return next(free, None)


def _require_known(name: str) -> None:
    if name not in forms.FIELDS:
        raise Unknown("no such act")
