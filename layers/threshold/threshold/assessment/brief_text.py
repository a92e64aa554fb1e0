"""The clinician's brief as text: one page of at most 66 lines of 100 characters."""

from collections.abc import Iterator
from textwrap import wrap

from threshold.assessment.brief import Brief, ScoreLine
from threshold.assessment.recommendation import Fired

WIDTH = 100
RULES_IN_FULL = 7
SCORES_IN_FULL = 18
TIME = "%Y-%m-%d %H:%M"
UNVERIFIED = "[not yet verified] "


def as_text(brief: Brief) -> str:
    """The page. What does not fit is named by its id, so that nothing goes unseen."""
    tracks = ", ".join(track.value.replace("_", " ") for track in brief.tracks) or "none"
    lines = [
        f"{brief.outcome.value}   priority {brief.priority.name}   due {brief.due_at:{TIME}} UTC",
        f"Tracks: {tracks}",
        *_owned("Why now", brief.why_now),
        *_owned("Goals", brief.goals),
        *_owned("Level of care as reported", brief.reported_level),
        "",
        "SCORES (standing out: items above the rest of their instrument)",
        *_scores(brief.scores),
        "",
        "RULES THAT FIRED",
        *_rules(brief.fired),
        "",
        *_wrapped("MISSING", ", ".join(brief.missing) or "nothing", most=4),
        *_wrapped("NEEDS", "; ".join(brief.needs), most=3),
        "",
        "ASK ON THE CALL",
        *(f"{number}. {question}" for number, question in enumerate(brief.questions, 1)),
        "",
        *_wrapped("Versions", "; ".join(brief.versions), most=4),
        "A recommendation by rules. The decision is the clinician's.",
    ]
    return "\n".join(lines) + "\n"


def _owned(name: str, words: str | None) -> Iterator[str]:
    if words:
        yield _clipped(f"{name}: {' '.join(words.split())}")


def _scores(scores: tuple[ScoreLine, ...]) -> Iterator[str]:
    for one in scores[:SCORES_IN_FULL]:
        result = "" if one.total is None else f" {one.total}"
        band = f" {one.band.replace('_', ' ')}" if one.band else ""
        items = ", ".join(f"{item}={value}" for item, value in one.outlying)
        line = f"{one.instrument:<16}{one.status.value}{result}{band}"
        yield _clipped(f"{line}; standing out: {items}" if items else line)
    if further := scores[SCORES_IN_FULL:]:
        yield from _wrapped("also", ", ".join(one.instrument for one in further), most=1)
    if not scores:
        yield "none"


def _rules(fired: tuple[Fired, ...]) -> Iterator[str]:
    for one in fired[:RULES_IN_FULL]:
        outcome = one.outcome.value if one.outcome else "joint placement"
        due = f" by {one.due_at:{TIME}}" if one.due_at else ""
        inputs = ", ".join(f"{name}={value}" for name, value in one.inputs.items())
        yield _clipped(f"{one.rule} v{one.version} {outcome}{due}: {inputs}")
        yield _clipped(f"    {'' if one.verified else UNVERIFIED}{one.source}")
    if further := fired[RULES_IN_FULL:]:
        yield from _wrapped("also", ", ".join(one.rule for one in further), most=2)


def _clipped(line: str) -> str:
    return line if len(line) <= WIDTH else f"{line[: WIDTH - 4]} ..."


def _wrapped(name: str, text: str, most: int) -> list[str]:
    return wrap(
        f"{name}: {text}", WIDTH, subsequent_indent="    ", max_lines=most, placeholder=" ..."
    )
