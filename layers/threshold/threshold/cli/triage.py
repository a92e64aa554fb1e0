"""`threshold triage`: the recommendation about a submission, as the system would make it now."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from threshold.assessment.pack_files import load_packs
from threshold.assessment.settings import Settings
from threshold.assessment.submission_facts import facts_of
from threshold.assessment.triage import Assessment, as_json
from threshold.assessment.triage import triage as triaged
from threshold.cli.documents import json_line, read_text
from threshold.cli.errors import UnusableInput
from threshold.cli.partial_submission import read_partial
from threshold.intake.places import STATES
from threshold.program.model import Program
from threshold.program.schema import Misconfigured, read_program
from threshold.use_cases.assess import Clinic, assessed


def triage(file: str, program_file: str | None) -> Iterator[str]:
    """The assessment of the submission in a file, under a program's configuration if one is given.

    Raises:
        UnusableInput: the file is not a submission, or the program's is not a configuration.
    """
    program = _program(program_file) if program_file else None
    yield json_line(as_json(_assessment(read_text(file), program, datetime.now(UTC))))


def _assessment(text: str, program: Program | None, now: datetime) -> Assessment:
    packs = load_packs()
    submission = read_partial(text, packs)
    if program:
        return assessed(submission, Clinic(program, packs), now)
    there = now.astimezone(ZoneInfo(submission.availability.time_zone or "UTC"))
    licensed_everywhere = Settings(licensed_states=STATES)
    return triaged(facts_of(submission, packs, there.date()), licensed_everywhere, there)


def _program(file: str) -> Program:
    try:
        return read_program(Path(file))
    except Misconfigured as error:
        raise UnusableInput(*(f"--program {fault}" for fault in error.faults)) from None
    except OSError as error:
        raise UnusableInput(f"--program cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError):
        raise UnusableInput("--program must be YAML, as in program/program.yaml") from None
