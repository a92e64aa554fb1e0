"""Filling in the form: every page is kept as it is posted; nobody is lost on the way."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from threshold.assessment.answers import UnusableAnswer
from threshold.assessment.battery import Battery
from threshold.assessment.branching import stop_signal
from threshold.errors import Retryable
from threshold.form.choosing_payer import payer_said
from threshold.form.code import new_code
from threshold.form.doubts import doubt_about
from threshold.form.draft import Draft, Value
from threshold.form.fields import Fault, Kind, Posted, Unusable, read
from threshold.form.page import Page
from threshold.form.path import Way, way_through
from threshold.form.ports import DraftStore, PhotoStore
from threshold.form.question_pages import sitting_of
from threshold.form.submission_of import document_of
from threshold.intake.ports import IntakeStore
from threshold.intake.submission import Submission
from threshold.record_key import RecordKey
from threshold.use_cases.assess import Clinic
from threshold.use_cases.keeping_photos import keep_photos
from threshold.use_cases.reassess import resubmit
from threshold.use_cases.submit import KeyReused, Receipt, submit

MOST_TRIES = 5
ASKED_ABOUT = "form.asked_about"


@dataclass(frozen=True, slots=True)
class FormDesk:
    """What filling in works with.

    `checked` makes a submission of a JSON text, or raises. `versions` are those of the consents'
    texts. `below` gives random numbers fit for keys.
    """

    drafts: DraftStore
    photos: PhotoStore
    store: IntakeStore
    clinic: Clinic
    battery: Battery
    record_key: RecordKey
    checked: Callable[[str], Submission]
    versions: Mapping[str, str]
    below: Callable[[int], int]
    now: Callable[[], datetime]

    def key(self, code: str) -> str:
        """What a draft is kept under, from which its code cannot be found."""
        return self.record_key.digest("draft", code)

    def way(self, draft: Draft) -> Way:
        """The pages before this person."""
        return way_through(self.battery, self.clinic.packs, draft, self.clinic.program.payers)


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a posted page: the draft as it is kept now, and what could not be taken.

    `crisis` says that nothing more is asked: a person is on the way to them.
    """

    draft: Draft
    faults: Mapping[str, Fault]
    crisis: bool = False


class NotThere(Exception):
    """There is no form by this code, or it has expired."""


def open_draft(language: str, desk: FormDesk) -> str:
    """A new form; returns its code."""
    at = desk.now()
    for _ in range(MOST_TRIES):
        code = new_code(desk.below)
        if desk.drafts.create(desk.key(code), Draft(language, at, at)):
            return code
    raise Retryable("no code is free")


def load_draft(code: str, desk: FormDesk) -> Draft:
    """The form that a code opens.

    Raises:
        NotThere: there is none.
    """
    draft = desk.drafts.load(desk.key(code))
    if draft is None or draft.has_expired(desk.now()):
        raise NotThere
    return draft


def change(code: str, desk: FormDesk, how: Callable[[Draft], Draft]) -> Draft:
    """Keep a draft as changed; where another change came between, change that one.

    Raises:
        NotThere: there is no such form.
        Retryable: others kept changing it.
    """
    for _ in range(MOST_TRIES):
        draft = load_draft(code, desk)
        changed = replace(how(draft), version=draft.version + 1)
        if desk.drafts.save(desk.key(code), changed):
            return changed
    raise Retryable("this form is being changed by somebody else")


def save_page(code: str, page: Page, posted: Posted, desk: FormDesk) -> Saved:
    """Keep what was posted of a page: whatever can be taken, even beside what cannot.

    An answer at which the form stops, or that makes it unsafe to lose the person, becomes an
    intake at once, should the person close the page now.

    Raises:
        NotThere: there is no such form.
    """
    at = desk.now()
    today = at.astimezone(ZoneInfo(desk.clinic.program.time_zone)).date()
    said: dict[str, Value | None] = {}
    faults: dict[str, Fault] = {}
    for field in page.fields:
        try:
            said[field.name] = read(field, posted, today)
        except Unusable as error:
            faults[field.name] = error.fault
    for field in page.fields:
        if field.name not in faults and said[field.name] is None and field.is_needed(said):
            faults[field.name] = Fault.MISSING

    _doubt(code, page, said, faults, desk)

    def with_page(draft: Draft) -> Draft:
        follows = payer_said(page, said, draft, desk.clinic.program.payers)
        changed = draft.saying({**said, **follows}, at)
        return replace(changed, page=page.id if faults else _following(desk.way(changed), page))

    draft = change(code, desk, with_page)
    if stopped(draft, desk):
        return Saved(_hand_over(code, draft, desk), faults, crisis=True)
    return Saved(draft, faults)


def _doubt(
    code: str,
    page: Page,
    said: dict[str, Value | None],
    faults: dict[str, Fault],
    desk: FormDesk,
) -> None:
    """Ask once about what looks like a slip; said again, it is taken as it is."""
    for field in page.fields:
        value = said.get(field.name)
        if field.kind is not Kind.MEMBER_ID or not isinstance(value, str):
            continue
        doubt = doubt_about(value)
        if doubt and load_draft(code, desk).said.get(ASKED_ABOUT) != value:
            faults[field.name] = doubt
            said |= {ASKED_ABOUT: value, field.name: None}


def _following(way: Way, page: Page) -> str:
    place = way.place_of(page.id)
    following = way.at(place + 1) if place else None
    return following.id if following else page.id


def stopped(draft: Draft, desk: FormDesk) -> bool:
    """Whether an answer stands at which nothing more is asked."""
    try:
        sitting = sitting_of(draft)
        return bool(stop_signal(desk.battery, desk.clinic.packs, draft.answers, sitting))
    except UnusableAnswer:
        return False


def _hand_over(code: str, draft: Draft, desk: FormDesk) -> Draft:
    """Make an intake of a form as it is."""
    receipt = _submitted(code, draft, desk)
    return change(code, desk, lambda latest: replace(latest, intake_id=receipt.intake_id))


def hand_in(code: str, desk: FormDesk) -> Receipt:
    """Submit a form that is whole; once, however often it is asked for.

    Raises:
        NotThere: there is no such form.
        Unfinished: something that must be said was not.
    """
    draft = load_draft(code, desk)
    if not desk.way(draft).is_whole(draft):
        raise Unfinished
    draft = keep_photos(code, draft, desk.photos, desk.record_key)
    receipt = _submitted(code, draft, desk)
    change(
        code,
        desk,
        lambda latest: replace(latest, intake_id=receipt.intake_id, submitted=True),
    )
    return receipt


class Unfinished(Exception):
    """Something that must be said was not."""


def _submitted(code: str, draft: Draft, desk: FormDesk) -> Receipt:
    """The intake of a draft: opened, or brought up to date where it was opened before."""
    now = desk.now()
    document = document_of(draft, desk.versions, draft.saved_at)
    submission = desk.checked(json.dumps(document))
    key = f"draft {desk.key(code)}"
    try:
        return submit(submission, key, desk.store, desk.clinic, desk.record_key, now)
    except KeyReused as opened:
        crisis = resubmit(opened.intake_id, submission, desk.store, desk.clinic, now)
        return Receipt(opened.intake_id, crisis)
