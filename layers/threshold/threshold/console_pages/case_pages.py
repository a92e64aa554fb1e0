"""The page of one intake."""

from threshold.console.roles import Reading, may_read
from threshold.console.safety import may_see_safety
from threshold.console_pages.beside import beside, leaves_out
from threshold.console_pages.case_head import Head, head_of
from threshold.console_pages.claiming import press
from threshold.console_pages.clock import moment
from threshold.console_pages.desk import ConsoleDesk
from threshold.console_pages.opening import found, write_down
from threshold.console_pages.shell import TEXTS, Shell
from threshold.console_pages.visit import Reply, StaffVisit
from threshold.intake.access import Part
from threshold.record_key import is_intake_id


class CasePages:
    """The pages at /console/intakes/ID."""

    def __init__(self, desk: ConsoleDesk, shell: Shell) -> None:
        self._desk, self._shell = desk, shell

    def show(self, visit: StaffVisit, intake_id: str) -> Reply:
        """The intake, as far as the reader's roles go; that they saw it is written down first.

        Raises:
            Unknown: there is no such intake for this person.
            Retryable: it could not be written down that they saw it.
        """
        return self._page(visit, intake_id)

    def act(self, visit: StaffVisit, intake_id: str) -> Reply:
        """Take the intake on or let it go.

        Raises:
            Unknown: there is no such button, or no such intake for this person.
        """
        if first := press(visit, f"{visit.request.one('go')}.{intake_id}", self._desk):
            return self._page(visit, intake_id, self._shell.taken(first))
        return Reply(location=visit.request.address)

    def photo(self, visit: StaffVisit, intake_id: str, side: str) -> Reply:
        """On to a photo of the insurance card.

        Raises:
            Unknown: there is no such intake for this person, or no such photo.
            Retryable: it could not be written down that they saw it.
        """
        from threshold.console.card_photos import photo_key

        found(visit, intake_id, self._desk)
        key = photo_key(self._desk.store, visit.roles, intake_id, side)
        write_down(visit, intake_id, Reading.CARD_PHOTO, (Part.CARD_PHOTO,), self._desk)
        return Reply(location=self._desk.photos().link_to(key))

    def _page(self, visit: StaffVisit, intake_id: str, taken: str = "") -> Reply:
        # Here, since it loads every rule and reader there is, and no worklist needs one.
        from threshold.console_pages.case_view import Case

        head, now, zone = self._head(visit, intake_id), self._desk.now(), self._shell.zone
        view = Case(visit, head, self._desk, zone).view()
        write_down(visit, intake_id, Reading.INTAKE, view.parts, self._desk)
        return self._shell.page(
            "case.html",
            visit,
            status=409 if taken else 200,
            taken=taken,
            head=head,
            view=view,
            done=self._done(visit),
            opened=moment(head.record.created_at, now, zone),
            changed=moment(head.record.updated_at, now, zone),
            may=_may(visit, head),
            beside=beside(visit),
            left_out=leaves_out(visit),
        )

    def _head(self, visit: StaffVisit, intake_id: str) -> Head:
        return head_of(visit, intake_id, self._desk, self._shell)

    def _done(self, visit: StaffVisit) -> tuple[str, str]:
        """What was just done, in words, and to which other intake; both empty for nothing."""
        done, of = visit.request.query.get("done", ""), visit.request.query.get("of", "")
        key = f"done.{done}"
        if not TEXTS.has(key):
            return "", ""
        return TEXTS(key), of if is_intake_id(of) else ""


def _may(visit: StaffVisit, head: Head) -> dict[str, bool]:
    """Which pages of the case the reader may open, so that no other is offered."""
    at = "/console/intakes/{id}"
    worklist = head.record.worklist
    return {
        "claim": visit.may("POST", at),
        "benefits": may_read(visit.roles, Reading.BENEFITS, worklist),
        "answers": may_read(visit.roles, Reading.X12, worklist),
        "couple": may_see_safety(visit) and head.record.couple is not None,
        "photos": may_read(visit.roles, Reading.CARD_PHOTO, worklist),
    }
