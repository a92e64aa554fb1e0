"""Draws the life cycle's table as the diagram of `docs/architecture.md`, between its two marks.

python -m local.life_cycle_diagram
"""

from pathlib import Path

from threshold.intake.life_cycle import ENDS, TRANSITIONS, Status

PAGE = Path(__file__).parents[1] / "docs/architecture.md"
BEGIN, END = "<!-- life cycle: begin -->\n", "<!-- life cycle: end -->"


def diagram() -> str:
    """The table as a Mermaid state diagram; what leads back to where it started is left out."""
    labels: dict[tuple[str, str], list[str]] = {}
    for step in TRANSITIONS:
        if step.source is not step.target:
            queue = f" ({step.queue})" if step.queue else ""
            source = step.source or "[*]"
            labels.setdefault((source, step.target), []).append(f"{step.event}{queue}")
    lines = [f"    {a} --> {b}: {', '.join(events)}" for (a, b), events in labels.items()]
    lines += [f"    {status} --> [*]" for status in Status if status in ENDS]
    return "\n".join(["```mermaid", "stateDiagram-v2", *lines, "```", ""])


def drawn(page: str) -> str:
    """The page with the diagram as it must be now."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}{diagram()}{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(drawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
