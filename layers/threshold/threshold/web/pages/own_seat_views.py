"""What the templates of a person's own pages need of their seat."""

from dataclasses import dataclass

from threshold.use_cases.check_in import check_in_asked
from threshold.use_cases.form_desk import FormDesk
from threshold.use_cases.own_page import Own
from threshold.use_cases.own_seat import OwnSeat, Standing, own_seat
from threshold.web.pages.ask_view import Values
from threshold.web.pages.next_view import may_call
from threshold.web.pages.seat_view import WEEKS_AHEAD, SeatView, SeatWords
from threshold.web.pages.texts import Texts


@dataclass(frozen=True, slots=True)
class OwnSeatView:
    """A standing in words: `said` is empty where there is nothing to say of it; `view` None where
    no seat is held or taken."""

    standing: Standing
    said: str
    view: SeatView | None
    next_no_pauses: bool


def seat_values(own: Own, desk: FormDesk, texts: Texts) -> Values:
    """Their seat."""
    found = own_seat(own.record, desk.store, desk.seats(), desk.now())
    said = _said(found.standing, own, texts)
    view = OwnSeatView(found.standing, said, _view(found, own, desk, texts), found.next_no_pauses)
    return {"seat": view, "weeks": WEEKS_AHEAD}


def yours_values(own: Own, desk: FormDesk, texts: Texts) -> Values:
    """Their seat, and whether they are asked how they are."""
    events = desk.store.events(own.record.intake_id)
    asked = check_in_asked(own.record, events)
    return {**seat_values(own, desk, texts), "check_in": asked}


def _said(standing: Standing, own: Own, texts: Texts) -> str:
    if standing is Standing.PAUSED:
        way = "call" if may_call(own.submission) else "reach"
        return texts(f"seat.said.paused.{way}")
    key = f"seat.said.{standing}"
    return texts(key) if texts.has(key) else ""


def _view(found: OwnSeat, own: Own, desk: FormDesk, texts: Texts) -> SeatView | None:
    if found.seat is None or found.cohort is None:
        return None
    names: dict[str, str] = {}
    if found.standing is Standing.TAKEN:
        # Who sees them is told to patients of theirs alone.
        ids = {one.clinician for one in found.seat.appointments}
        names = {one.id: one.name for one in desk.seats().clinicians(ids)}
    own_zone = own.submission.availability.time_zone is not None
    words = SeatWords(texts, own.zone, own_zone=own_zone, with_whom=names)
    return words.view(found.seat, found.cohort)
