"""What a person does about a seat on their own pages: answers an offer, gives a seat back, says how
they are while they wait."""

from collections.abc import Callable

from threshold.intake.record import PATIENT
from threshold.use_cases.check_in import check_in, not_safe
from threshold.use_cases.form_desk import FormDesk
from threshold.use_cases.own_seat import OwnSeat, Standing, own_seat
from threshold.use_cases.seating.answering_offer import (
    DeclineReason,
    OfferOver,
    accept_offer,
    ask_reschedule,
    decline_offer,
    resume_offers,
)
from threshold.web.calendar_file import MEDIA_TYPE
from threshold.web.pages.crisis_view import SAFE
from threshold.web.pages.own_calendar import own_calendar
from threshold.web.pages.own_views import Here
from threshold.web.pages.visit import PageReply, Visit

Show = Callable[..., PageReply]
_YOURS, _OFFER = "/apply/yours", "/apply/offer"
_NO = {"other": DeclineReason.OTHER_TIME, "not_now": DeclineReason.NOT_THIS_ONE}
"""The two ways to decline, by what is pressed first."""
_SURE = {f"decline_{go}": why for go, why in _NO.items()}
"""The same, by what is pressed once it was said what that does."""


class SeatPages:
    """The pages. `show` makes one of a person's own pages, by its place."""

    def __init__(self, desk: FormDesk, show: Show) -> None:
        self._desk, self._show = desk, show

    def offer(self, visit: Visit, here: Here) -> PageReply:
        """Take an offer, or decline it once that was confirmed. The form says which it is of, so
        that a late or second press is never taken for an answer to another."""
        if (go := visit.one("go")) == "resume":
            resume_offers(here.own.record.intake_id, PATIENT, self._desk.store, self._desk.now())
            return PageReply(location=_YOURS)
        own = self._seat(here)
        if own.standing is Standing.TAKEN and self._is_of(visit, own):
            return PageReply(location=_YOURS)
        if own.standing is not Standing.HELD or not self._is_of(visit, own):
            return self._over(visit, here)
        if go in _NO:
            return self._show(visit, here, "offer", declining=go)
        try:
            return self._answered(visit, here)
        except OfferOver:
            return self._over(visit, here)

    def _answered(self, visit: Visit, here: Here) -> PageReply:
        go, number = visit.one("go"), int(visit.one("number"))
        about = here.own.record.intake_id, number, PATIENT
        kept = self._desk.store, self._desk.seats(), self._desk.now()
        if go == "take":
            accept_offer(*about, *kept)
        elif go in _SURE:
            decline_offer(*about, _SURE[go], *kept)
        else:
            return PageReply(location=_OFFER)
        return PageReply(location=_YOURS)

    def _over(self, visit: Visit, here: Here) -> PageReply:
        return self._show(visit, here, "offer", 409, over=True)

    def _seat(self, here: Here) -> OwnSeat:
        desk = self._desk
        return own_seat(here.own.record, desk.store, desk.seats(), desk.now())

    def _is_of(self, visit: Visit, own: OwnSeat) -> bool:
        return own.seat is not None and visit.one("number") == str(own.seat.number)

    def another_time(self, visit: Visit, here: Here) -> PageReply:
        """Give a seat back and wait for another; nothing where there is none, or another by now."""
        own = self._seat(here)
        if own.standing is Standing.TAKEN and self._is_of(visit, own):
            ask_reschedule(here.own.record.intake_id, PATIENT, self._desk.store, self._desk.now())
        return PageReply(location=_YOURS)

    def check_in(self, visit: Visit, here: Here) -> PageReply:
        """Hear how somebody is who waits: in danger they are called and shown whom to call now."""
        intake_id, store, now = here.own.record.intake_id, self._desk.store, self._desk.now()
        match visit.one(SAFE), visit.one("wanted"):
            case "no", _:
                not_safe(intake_id, store, now)
                return PageReply(location="/apply/now")
            case "yes", "yes":
                check_in(intake_id, store, now)
                return PageReply(location=_YOURS)
            case "yes", "no":
                return PageReply(location="/apply/stop")
            case "yes", _:
                return self._show(visit, here, "check-in", safe=True)
        return self._show(visit, here, "check-in")

    def calendar(self, here: Here) -> PageReply:
        """The calendar file of a seat that was taken; without one, the page that says so."""
        own, desk = self._seat(here), self._desk
        if own.standing is not Standing.TAKEN or own.seat is None or own.cohort is None:
            return PageReply(location=_YOURS)
        intake_id, key = own.seat.intake_id, desk.record_key

        def uid(name: str) -> str:
            return key.digest("calendar", f"{intake_id} {name}")

        text = own_calendar(own.seat, own.cohort, uid, here.texts, desk.now())
        return PageReply(text, kind=MEDIA_TYPE)
