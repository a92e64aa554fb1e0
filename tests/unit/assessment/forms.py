"""Forms as people fill them in: answers come from the packs' own options, never by hand."""

from collections.abc import Mapping
from datetime import UTC, datetime

from hypothesis import strategies as st

from threshold.assessment.facts import Facts
from threshold.assessment.pack import Item, Pack
from threshold.assessment.pack_files import load_packs
from threshold.assessment.scoring import score
from threshold.assessment.settings import Settings
from threshold.assessment.triage import Assessment, triage

PACKS = load_packs()
NOW = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)
"""A Wednesday."""
SETTINGS = Settings(licensed_states=frozenset({"TX"}))

Form = Mapping[str, object]
Forms = Mapping[str, Form]


def options(pack: Pack, item: Item) -> list[object]:
    """What the form offers for an item, by score: words where it has words, else the scores."""
    ordered = sorted(pack.choices[item.answers], key=lambda option: option.score)
    return [option.says or option.score for option in ordered]


def summing_to(instrument: str, total: int) -> dict[str, object]:
    """A form whose scored items reach the total, the safety item left at the least."""
    pack = PACKS[instrument]
    form: dict[str, object] = {}
    for item in sorted((one for one in pack.items if one.scored), key=lambda one: bool(one.safety)):
        offered = options(pack, item)
        form[item.id] = offered[min(total, len(offered) - 1)]
        total -= min(total, len(offered) - 1)
    return form


def phq9(total: int, difficulty: object = None) -> dict[str, object]:
    """A PHQ-9 of this total; item 9 is above 0 only from a total of 25 on."""
    return summing_to("phq-9", total) | ({} if difficulty is None else {"difficulty": difficulty})


def gad7(total: int) -> dict[str, object]:
    return summing_to("gad-7", total)


def asq(*yes: str, now: str | None = None) -> dict[str, object]:
    """An ASQ with these of the four questions at yes, and item 5 as said, if it was."""
    form: dict[str, object] = {f"q{n}": "yes" if f"q{n}" in yes else "no" for n in range(1, 5)}
    return form | ({} if now is None else {"q5": now})


def calm() -> dict[str, Form]:
    """Everything asked and answered, nothing found."""
    return {"phq-9": phq9(4, difficulty=0), "gad-7": gad7(4), "asq": asq()}


def facts(forms: Forms, state: str | None = "TX", **others: object) -> Facts:
    scored = {name: score(PACKS[name], form) for name, form in forms.items()}
    return Facts(scored, physical_state=state, **others)  # type: ignore[arg-type]


def assess(forms: Forms, state: str | None = "TX", **others: object) -> Assessment:
    return triage(facts(forms, state, **others), SETTINGS, NOW)


def rules(assessment: Assessment) -> list[str]:
    return [reason.rule for reason in assessment.reasons]


def a_form(pack: Pack, *, complete: bool = False) -> st.SearchStrategy[dict[str, object]]:
    """Any form of a pack: each item answered, blank or, unless `complete`, declined."""
    gaps: list[object] = [] if complete else [None, "declined"]
    return st.fixed_dictionaries(
        {item.id: st.sampled_from([*options(pack, item), *gaps]) for item in pack.items}
    )


def some_forms() -> st.SearchStrategy[dict[str, dict[str, object]]]:
    """Any submission: each instrument there or not, each item as it may be."""
    return st.fixed_dictionaries({}, optional={name: a_form(PACKS[name]) for name in PACKS})


def whole_forms() -> st.SearchStrategy[dict[str, dict[str, object]]]:
    """Any submission in which everything is answered."""
    return st.fixed_dictionaries({name: a_form(PACKS[name], complete=True) for name in PACKS})
