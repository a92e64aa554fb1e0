"""Filling in the form: every page is kept as it is posted; nobody is lost on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from threshold.form.choosing_payer import payer_said
from threshold.form.doubts import doubt_in
from threshold.form.draft import Draft, Value
from threshold.form.fields import Fault, Posted, Unusable, read
from threshold.form.inviting import with_invitation
from threshold.form.page import Look, Page
from threshold.form.path import Way
from threshold.form.signing import agrees, signature_field, signed
from threshold.use_cases.form_desk import FormDesk, change, load_draft
from threshold.use_cases.handing_over import due_at, hand_over
from threshold.use_cases.keeping_photos import keep_photos
from threshold.use_cases.submit import Receipt
from threshold.use_cases.urgency import urgency


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a posted page: the draft as it is kept now, and what could not be taken.

    `crisis` says that nothing more is asked: a person is on the way to them.
    """

    draft: Draft
    faults: Mapping[str, Fault]
    crisis: bool = False


class Unfinished(Exception):
    """Something that must be said was not."""


def save_page(code: str, page: Page, posted: Posted, desk: FormDesk) -> Saved:
    """Keep what was posted of a page: whatever can be taken, even beside what cannot.

    What cannot wait becomes an intake at once, should the person close the page now. Where that
    fails it is reported, and the draft stays due: the sweep tries again. A consent stands only
    where its page was kept without a fault, under the very words that were shown.

    Raises:
        NotThere: there is no such form.
    """
    at = desk.now()
    said, faults = read_page(page, posted, desk)
    consenting = page.look is Look.CONSENT
    text = desk.shown(page.subject, "".join(posted.get("shown", ()))) if consenting else None
    if consenting and text is None and agrees(page.subject, said):
        faults[page.fields[0].name] = Fault.RENEWED
    if consenting and faults:
        said[signature_field(page.subject)] = None

    def with_page(draft: Draft) -> Draft:
        follows = payer_said(page, said, draft, desk.clinic.program.payers)
        changed = with_invitation(draft.saying({**said, **follows}, at), desk.below)
        if consenting:
            before = draft.signed.get(page.subject)
            consent = signed(page.subject, said, text, before, at) if text else None
            changed = changed.signing(page.subject, consent)
        going = page.id if faults else _following(desk.way(changed), page)
        return replace(changed, page=going, due_at=due_at(changed, draft, desk))

    draft = change(code, desk, with_page)
    if not stopped(draft, desk):
        return Saved(draft, faults)
    return Saved(secure(code, draft, desk), faults, crisis=True)


def read_page(
    page: Page, posted: Posted, desk: FormDesk
) -> tuple[dict[str, Value | None], dict[str, Fault]]:
    """What a page says, and its faults. A blank takes nothing back that must be said.

    What looks like a slip is a fault once; said again, it is taken as it is.
    """
    today = desk.now().astimezone(ZoneInfo(desk.clinic.program.time_zone)).date()
    said: dict[str, Value | None] = {}
    faults: dict[str, Fault] = {}
    for field in page.fields:
        try:
            said[field.name] = read(field, posted, today)
        except Unusable as error:
            faults[field.name] = error.fault
    for field in page.fields:
        if doubt := doubt_in(field, said.get(field.name), posted):
            faults[field.name] = doubt
        if field.name not in faults and said[field.name] is None and field.is_needed(said):
            faults[field.name] = Fault.MISSING
    return {name: value for name, value in said.items() if name not in faults}, faults


def _following(way: Way, page: Page) -> str:
    place = way.place_of(page.id)
    following = way.at(place + 1) if place else None
    return following.id if following else page.id


def stopped(draft: Draft, desk: FormDesk) -> bool:
    """Whether something was said at which nothing more is asked."""
    return urgency(draft, desk.battery, desk.clinic, desk.now()) is not None


def secure(code: str, draft: Draft, desk: FormDesk) -> Draft:
    """The draft, handed over where that is due; a failure is reported, and stops nobody."""
    if draft.due_at is None or draft.due_at > desk.now():
        return draft
    try:
        receipt = hand_over(desk.key(code), draft, desk)
    except Exception as error:  # noqa: BLE001 - reported; whom to call must be seen all the same
        desk.report(error)
        return draft
    return replace(draft, intake_id=receipt.intake_id, due_at=None)


def hand_in(code: str, desk: FormDesk) -> Receipt:
    """Submit a form that is whole; once, however often it is asked for.

    Raises:
        NotThere: there is no such form.
        Unfinished: something that must be said was not.
    """
    draft = load_draft(code, desk)
    if not desk.way(draft).is_whole(draft):
        raise Unfinished
    draft = keep_photos(code, draft, desk.photos(), desk.record_key)
    return hand_over(desk.key(code), draft, desk, sent=True)
