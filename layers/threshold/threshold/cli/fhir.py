"""`threshold fhir read`, `write`, `questionnaire` and `seat`."""

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from urllib.parse import quote

from threshold.assessment.pack_files import load_packs
from threshold.cli.access import Access
from threshold.cli.documents import json_line, read_text
from threshold.cli.errors import UnusableInput, fault_at
from threshold.cli.staff_api import answer
from threshold.codec import canonical, encode
from threshold.edge.fhir_door import read_bundle
from threshold.fhir.bundle_writing import bundle_of
from threshold.fhir.intake_form import intake_questionnaire
from threshold.fhir.questionnaire import questionnaire as of_pack
from threshold.web.problem import Problem
from threshold.web.submission_form import read_submission


def read(file: str) -> Iterator[str]:
    """The submission in a Bundle, as POST /intakes would take it now.

    Raises:
        UnusableInput: each fault by its place in the Bundle.
    """
    try:
        yield json_line(encode(read_bundle(read_text(file), load_packs(), datetime.now(UTC))))
    except Problem as problem:
        raise _unusable(problem) from None


def seat(access: Access, intake_id: str) -> Iterator[str]:
    """The way to a seat of one intake, as the staff API gives it.

    Raises:
        Unanswered: the API did not give it.
    """
    yield json_line(answer(access, f"/intakes/{quote(intake_id, safe='')}/fhir", "intake"))


def write(file: str) -> Iterator[str]:
    """The Bundle of a submission, answered now. The same submission gets the same full URLs.

    Raises:
        UnusableInput: the file is not a submission.
    """
    packs = load_packs()
    try:
        submission = read_submission(read_text(file), packs)
    except Problem as problem:
        raise _unusable(problem) from None
    name = sha256(canonical(submission).encode()).hexdigest()
    yield json_line(bundle_of(submission, packs, datetime.now(UTC), name))


def questionnaire(name: str) -> Iterator[str]:
    """The questionnaire of an instrument, or "intake": ours.

    Raises:
        UnusableInput: there is none of this name.
    """
    pack = load_packs().get(name)
    if pack is None and name != "intake":
        raise UnusableInput("NAME must be intake, or one that `threshold packs` lists")
    yield json_line(of_pack(pack, "en") if pack else intake_questionnaire())


def _unusable(problem: Problem) -> UnusableInput:
    faults = (fault_at(one.pointer.removeprefix("#"), one.detail) for one in problem.faults)
    return UnusableInput(*faults)
