"""What filling in the form works with, and the drafts on it: opened, loaded, changed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from threshold.assessment.battery import Battery
from threshold.assessment.branching import left_to_a_person
from threshold.errors import Retryable
from threshold.form.code import new_code
from threshold.form.draft import Draft
from threshold.form.path import Way, way_through
from threshold.form.ports import DraftStore, PhotoStore, TryCounter
from threshold.form.question_pages import readable, sitting_of
from threshold.form.signing import Shown
from threshold.intake.access import AccessLog
from threshold.intake.ports import IntakeStore
from threshold.intake.submission import ConsentKind, Submission
from threshold.record_key import RecordKey
from threshold.scheduling.ports import SeatStore
from threshold.use_cases.assess import Clinic

MOST_TRIES = 5


@dataclass(frozen=True, slots=True)
class FormDesk:
    """What filling in works with.

    `checked` makes a submission of a JSON text, or raises. `shown` finds the text of a consent by
    its kind and SHA-256, where it is one that is shown now. `photos` gives the store of card
    photos to who needs it; the sweep does not. `below` gives random numbers fit for keys.
    `report` tells operations of a failure that the person must not be stopped by.
    """

    drafts: DraftStore
    tries: TryCounter
    photos: Callable[[], PhotoStore]
    seats: Callable[[], SeatStore]
    store: IntakeStore
    accesses: AccessLog
    clinic: Clinic
    battery: Battery
    record_key: RecordKey
    checked: Callable[[str], Submission]
    shown: Callable[[str, str], Shown | None]
    below: Callable[[int], int]
    now: Callable[[], datetime]
    report: Callable[[Exception], None]

    def key(self, code: str) -> str:
        """What a draft is kept under, from which its code cannot be found."""
        return self.record_key.digest("draft", code)

    def way(self, draft: Draft) -> Way:
        """The pages before this person."""
        tests = self.clinic.program.consents.drug_testing
        unasked = frozenset() if tests else frozenset({ConsentKind.DRUG_TESTING})
        payers = self.clinic.program.payers
        return way_through(self.battery, self.clinic.packs, draft, payers, unasked)

    def left_to_a_person(self, draft: Draft) -> tuple[str, ...]:
        """The instruments that a person has to ask: the form may not, or not in this language."""
        sitting = sitting_of(draft)
        return left_to_a_person(self.battery, self.clinic.packs, draft.answers, sitting)

    def zone(self, draft: Draft) -> ZoneInfo:
        """The zone in which times are told to somebody: their own, or else the program's."""
        own = draft.said.get("availability.time_zone")
        return ZoneInfo(own if isinstance(own, str) else self.clinic.program.time_zone)


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
    draft = kept_draft(desk.key(code), desk)
    if draft.has_expired(desk.now()):
        raise NotThere
    return draft


def kept_draft(key: str, desk: FormDesk) -> Draft:
    """The draft kept under a key, expired or not, without answers that no pack knows any more.

    Raises:
        NotThere: there is none.
    """
    draft = desk.drafts.load(key)
    if draft is None:
        raise NotThere
    return readable(desk.clinic.packs, draft)


def change(code: str, desk: FormDesk, how: Callable[[Draft], Draft]) -> Draft:
    """Keep a draft as changed; where another change came between, change that one.

    Raises:
        NotThere: there is no such form.
        Retryable: others kept changing it.
    """
    return _change(desk.key(code), lambda: load_draft(code, desk), desk, how)


def change_kept(key: str, desk: FormDesk, how: Callable[[Draft], Draft]) -> Draft:
    """As `change`, by what the draft is kept under, expired or not."""
    return _change(key, lambda: kept_draft(key, desk), desk, how)


def _change(
    key: str, load: Callable[[], Draft], desk: FormDesk, how: Callable[[Draft], Draft]
) -> Draft:
    for _ in range(MOST_TRIES):
        draft = load()
        changed = replace(how(draft), version=draft.version + 1)
        if desk.drafts.save(key, changed):
            return changed
    raise Retryable("this form is being changed by somebody else")
