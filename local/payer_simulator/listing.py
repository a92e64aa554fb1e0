"""The table of scenarios, for the terminal and for `docs/payer-simulator.md`."""

from pathlib import Path

from local.payer_simulator.replies import Changing, Covered, Dirty, EnvelopeRefused, Refused
from local.payer_simulator.scenarios import SCENARIOS, UNKNOWN, Scenario

PAGE = Path(__file__).parents[2] / "docs/payer-simulator.md"
BEGIN, END = "<!-- scenarios: begin -->\n", "<!-- scenarios: end -->"
_SECTIONS: tuple[tuple[str, type[object]], ...] = (
    ("Plans and benefits", Covered),
    ("Plans that change from one ask to the next", Changing),
    ("Interchanges with something wrong about them", Dirty),
    ("Rejections in a 271 (AAA)", Refused),
    ("Refusals of the envelope", EnvelopeRefused),
    ("Everything else that can go wrong", object),
)


def plain() -> str:
    """The table as text."""
    rows = [f"{row.member_id:<32}{row.meaning}" for row in (*SCENARIOS, UNKNOWN)]
    return "\n".join(["A member id that begins with    is answered with", *rows])


def markdown() -> str:
    """The table as Markdown, one part for each kind of reply."""
    parts = [_part(title, kind) for title, kind in _SECTIONS]
    return "\n".join([*parts, f"And {UNKNOWN.meaning}.\n"])


def filled(page: str) -> str:
    """The page with the table as it must be now."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}{markdown()}{END}{after}"


def _part(title: str, kind: type[object]) -> str:
    rows = [row for row in SCENARIOS if _kind(row) is kind]
    head = [f"### {title}", "", "| member id begins with | answered with |", "|---|---|"]
    lines = [f"| `{row.member_id}` | {row.meaning.replace('|', chr(92) + '|')} |" for row in rows]
    return "\n".join([*head, *lines, ""])


def _kind(row: Scenario) -> type[object]:
    return next(kind for _, kind in _SECTIONS if isinstance(row.reply, kind))
