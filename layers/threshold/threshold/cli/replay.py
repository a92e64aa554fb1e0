"""`threshold replay`: what other rules would decide otherwise, before they are switched on.

Both sides are judged as of one moment, so that a difference is the configuration's alone.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from threshold.assessment.pack_files import load_packs
from threshold.assessment.recommendation import Assessment
from threshold.cli.documents import json_line, read_text
from threshold.cli.errors import UnusableInput
from threshold.cli.partial_submission import read_partial
from threshold.cli.triage import assessment_under, program_in


def replay(files: list[str], new: str, now_in_force: str | None) -> Iterator[str]:
    """A line for each submission that would come out otherwise, then a line that counts them.

    Raises:
        UnusableInput: a configuration or a submission cannot be used; a submission is named by
            its place among the files.
    """
    packs, at = load_packs(), datetime.now(UTC)
    before = program_in(now_in_force, "--program") if now_in_force else None
    after = program_in(new, "--rules")
    changed = 0
    for place, file in enumerate(files, start=1):
        try:
            submission = read_partial(read_text(file), packs)
        except UnusableInput as error:
            raise UnusableInput(*(f"file {place}: {fault}" for fault in error.faults)) from None
        was = _told(assessment_under(submission, before, packs, at))
        would_be = _told(assessment_under(submission, after, packs, at))
        if was != would_be:
            changed += 1
            yield json_line({"file": file, "before": was, "after": would_be})
    yield json_line({"submissions": len(files), "changed": changed})


def _told(assessment: Assessment) -> dict[str, object]:
    return {
        "outcome": assessment.outcome,
        "rules": [reason.rule for reason in assessment.reasons],
        "priority": assessment.priority.name,
        "due_at": assessment.due_at.isoformat(),
        "tracks": list(assessment.tracks),
    }
