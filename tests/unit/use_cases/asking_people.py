"""A desk on a practice, and a person whose case waits for one thing."""

from collections.abc import Mapping, Sequence
from random import Random

from tests.clinic import CLINIC, RECORD_KEY, Practice
from tests.one_group import SeatsOnPaper
from threshold.assessment.pack_files import load_battery
from threshold.eligibility.conversation.playbook import Detail
from threshold.intake.change import Step
from threshold.intake.life_cycle import EventKind
from threshold.intake.record import SYSTEM
from threshold.store.accesses import MemoryAccessLog
from threshold.store.drafts import MemoryDraftStore
from threshold.store.photos import MemoryPhotoStore
from threshold.store.tries import MemoryTries
from threshold.use_cases.asked import Ask, open_ask
from threshold.use_cases.form_desk import FormDesk
from threshold.use_cases.stepping import take
from threshold.web.pages.consents import current_text, shown_by
from threshold.web.submission_form import read_submission

Posted = Mapping[str, Sequence[str]]


def form_desk(practice: Practice) -> FormDesk:
    def report(error: Exception) -> None:
        raise error

    return FormDesk(
        drafts=MemoryDraftStore(),
        tries=MemoryTries(),
        photos=MemoryPhotoStore(),
        seats=lambda: SeatsOnPaper(practice.store),
        store=practice.store,
        accesses=MemoryAccessLog(),
        clinic=CLINIC,
        battery=load_battery(),
        record_key=RECORD_KEY,
        checked=lambda text: read_submission(text, CLINIC.packs),
        shown=shown_by(CLINIC.program),
        below=Random(7).randrange,  # noqa: S311 - codes of a test
        now=lambda: practice.now,
        report=report,
    )


def wait_for(practice: Practice, intake_id: str, wants: Detail | str | None) -> Ask:
    """Let the case of somebody wait for one thing; what they are asked."""
    details = {"asks": str(wants)} if wants else {}
    asking = Step(EventKind.PATIENT_INPUT_NEEDED, SYSTEM, practice.now, details=details)
    found = open_ask(take(practice.store, intake_id, lambda _: asking), practice.store)
    assert found is not None
    return found


def signed(kind: str, name: str = "Jane Tester", agrees: str = "yes") -> Posted:
    """What the page of a consent posts."""
    text = current_text(kind, "en", CLINIC.program)
    return {
        "shown": [text.shown.sha256],
        f"form.consent.{kind}.agrees": [agrees],
        f"form.consent.{kind}.signature": [name] if agrees == "yes" else [],
    }
