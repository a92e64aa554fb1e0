"""What the templates of a person's own pages need, by page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from threshold.form.code import shown
from threshold.form.draft import Draft
from threshold.form.inviting import invitation_of, invites
from threshold.form.said_of import said_of
from threshold.intake.invitation import in_groups
from threshold.intake.life_cycle import Status, Worklist
from threshold.intake.submission import Track
from threshold.use_cases.check_in import check_in_asked
from threshold.use_cases.form_desk import FormDesk
from threshold.use_cases.naming_partner import TOGETHER
from threshold.use_cases.own_page import REACH, Own, may_stop
from threshold.use_cases.what_next import next_step
from threshold.web.pages.agreed import agreed
from threshold.web.pages.ask_view import Values, page_view
from threshold.web.pages.next_view import next_view
from threshold.web.pages.own_seat_views import seat_values, yours_values
from threshold.web.pages.seen import MOST_READS, disclosures, reads
from threshold.web.pages.texts import Texts, texts
from threshold.web.pages.told import told


@dataclass(frozen=True, slots=True)
class Here:
    """Whose page it is: the code and the draft that was sent, and what became of it."""

    code: str
    draft: Draft
    own: Own

    @property
    def with_partner(self) -> bool:
        """Whether they seek care together with somebody."""
        return Track.COUPLES in self.own.submission.need.tracks

    @property
    def texts(self) -> Texts:
        """The words in their language."""
        return texts(self.draft.language)


def _yours(here: Here, desk: FormDesk) -> Values:
    program = desk.clinic.program
    own = here.own
    pair = here.with_partner
    step = next_step(own.record, program, own.zone, desk.now(), with_partner=pair)
    return {
        **yours_values(own, desk, here.texts),
        "next": next_view(own, program, here.texts, step),
        "code": shown(here.code),
        "with_partner": pair,
        "asks": "",
    }


def _told(here: Here, desk: FormDesk) -> Values:
    submission, packs = here.own.submission, desk.clinic.packs
    return {"rows": told(submission, here.draft, here.texts, packs, desk.battery)}


def _seen(here: Here, desk: FormDesk) -> Values:
    intake_id, zone = here.own.record.intake_id, here.own.zone

    def payer_name(payer_id: str) -> str | None:
        payer = desk.clinic.program.payer(payer_id, None)
        return payer.name if payer else None

    return {
        "reads": reads(desk.accesses.of(intake_id, MOST_READS), zone, here.texts),
        "asked": disclosures(desk.store.events(intake_id), payer_name, zone, here.texts),
    }


def _agreements(here: Here, desk: FormDesk) -> Values:
    found = desk.store.agreements(here.own.record.intake_id)
    asked = frozenset(page.subject for page in desk.way(here.draft).pages)
    return {"agreed": agreed(found, asked, here.own.zone, here.texts)}


def _reach(here: Here, desk: FormDesk) -> Values:
    now = desk.now()
    draft = Draft(here.texts.language, now, now, said=said_of(here.own.submission))
    return page_view(REACH, desk, here.texts, draft=draft)


def _together(here: Here, desk: FormDesk) -> Values:
    handed_on = invitation_of(here.draft) if invites(here.draft) else None
    shown_number = in_groups(handed_on) if handed_on else ""
    views = page_view(TOGETHER, desk, here.texts, draft=here.draft)
    return {**views, "invitation": shown_number}


def _offer(here: Here, desk: FormDesk) -> Values:
    return {**seat_values(here.own, desk, here.texts), "declining": "", "over": False}


def _another_time(here: Here, desk: FormDesk) -> Values:
    return seat_values(here.own, desk, here.texts)


def _check_in(here: Here, desk: FormDesk) -> Values:
    events = desk.store.events(here.own.record.intake_id)
    return {"asked": check_in_asked(here.own.record, events), "safe": False}


def _stop(here: Here, _desk: FormDesk) -> Values:
    record = here.own.record
    return {
        "stopped": record.status is Status.WITHDRAWN,
        "may_stop": may_stop(record),
        "in_danger": record.worklist is Worklist.CRISIS,
    }


VIEWS: Mapping[str, Callable[[Here, FormDesk], Values]] = {
    "yours": _yours,
    "told": _told,
    "seen": _seen,
    "agreements": _agreements,
    "reach": _reach,
    "together": _together,
    "stop": _stop,
    "offer": _offer,
    "another-time": _another_time,
    "check-in": _check_in,
}
"""By the last part of a page's address."""
