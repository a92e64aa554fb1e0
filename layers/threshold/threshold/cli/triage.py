"""`threshold triage`: the recommendation about a submission, as the system would make it now."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from threshold.assessment.pack import Pack
from threshold.assessment.pack_files import load_packs
from threshold.assessment.recommendation import Assessment
from threshold.assessment.settings import Settings, settings_of
from threshold.assessment.submission_facts import facts_of
from threshold.assessment.triage import as_json
from threshold.assessment.triage import triage as triaged
from threshold.cli.documents import json_line, read_text
from threshold.cli.errors import UnusableInput
from threshold.cli.partial_submission import NOBODYS_BIRTH, read_partial
from threshold.intake.places import STATES
from threshold.intake.submission import Submission
from threshold.program.model import Program
from threshold.program.schema import Misconfigured, read_program


def triage(file: str, program_file: str | None) -> Iterator[str]:
    """The assessment of the submission in a file, under a program's configuration if one is given.

    Raises:
        UnusableInput: the file is not a submission, or the program's is not a configuration.
    """
    program = program_in(program_file, "--program") if program_file else None
    packs = load_packs()
    submission = read_partial(read_text(file), packs)
    yield json_line(as_json(assessment_under(submission, program, packs, datetime.now(UTC))))


def assessment_under(
    submission: Submission, program: Program | None, packs: Mapping[str, Pack], at: datetime
) -> Assessment:
    """The assessment under a program's configuration or, without one, the published rules with
    clinicians licensed everywhere."""
    zone = submission.availability.time_zone or (program.time_zone if program else "UTC")
    there = at.astimezone(ZoneInfo(zone))
    today = there.date()
    facts = facts_of(submission, packs, today)
    if submission.person.birth_date == NOBODYS_BIRTH:
        facts = replace(facts, age=None)
    settings = settings_of(program, today) if program else Settings(licensed_states=STATES)
    return triaged(facts, settings, there)


def program_in(file: str, option: str) -> Program:
    """The configuration in a file that an option names.

    Raises:
        UnusableInput: it is none, each fault by the option, path and line.
    """
    try:
        return read_program(Path(file))
    except Misconfigured as error:
        raise UnusableInput(*(f"{option} {fault}" for fault in error.faults)) from None
    except OSError as error:
        raise UnusableInput(f"{option} cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError):
        raise UnusableInput(f"{option} must be YAML, as in program/program.yaml") from None
