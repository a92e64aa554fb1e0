"""Forms as people fill them in: answers come from the packs' own options, never by hand."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from tests.unit.assessment.filled import PACKS, Form, Forms, a_form, asq, gad7, phq9
from tests.unit.assessment.filled import options as options
from threshold.assessment.facts import Facts
from threshold.assessment.recommendation import Assessment
from threshold.assessment.scoring import score
from threshold.assessment.settings import Settings
from threshold.assessment.triage import triage

NOW = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)
"""A Wednesday."""
SETTINGS = Settings(licensed_states=frozenset({"TX"}))


def calm() -> dict[str, Form]:
    """Everything asked and answered, nothing found."""
    return {"phq-9": phq9(4, difficulty=0), "gad-7": gad7(4), "asq": asq()}


def facts(forms: Forms, state: str | None = "TX", **others: object) -> Facts:
    scored = {name: score(PACKS[name], form) for name, form in forms.items()}
    others.setdefault("age", 30)
    return Facts(scored, physical_state=state, **others)  # type: ignore[arg-type]


def assess(forms: Forms, state: str | None = "TX", **others: object) -> Assessment:
    return triage(facts(forms, state, **others), SETTINGS, NOW)


def rules(assessment: Assessment) -> list[str]:
    return [reason.rule for reason in assessment.reasons]


def some_forms() -> st.SearchStrategy[dict[str, dict[str, object]]]:
    """Any submission: each instrument there or not, each item as it may be."""
    return st.fixed_dictionaries({}, optional={name: a_form(PACKS[name]) for name in PACKS})


def whole_forms() -> st.SearchStrategy[dict[str, dict[str, object]]]:
    """Any submission in which everything is answered."""
    return st.fixed_dictionaries({name: a_form(PACKS[name], complete=True) for name in PACKS})
