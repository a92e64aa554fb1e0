"""Instruments as people fill them in, from the packs' own options, and where they go."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from threshold.assessment.pack import Item, Pack
from threshold.assessment.pack_files import load_packs

PACKS = load_packs()
NOW = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)
PATIENT = "Patient/example"
RESPONSE = "QuestionnaireResponse/example"


def offered(pack: Pack, item: Item) -> list[object]:
    """What can be answered to an item: words, scores, or the numbers of its range."""
    if item.up_to is not None:
        return list(range(item.up_to + 1))
    return [option.says or option.score for option in pack.options(item)]


def forms(pack: Pack) -> st.SearchStrategy[dict[str, object]]:
    """Any form: each item answered, declined or left out."""
    return st.fixed_dictionaries(
        {},
        optional={
            item.id: st.sampled_from([*offered(pack, item), "declined"]) for item in pack.items
        },
    )


def highest(pack: Pack) -> dict[str, object]:
    """Every item at the last of what it offers."""
    return {item.id: offered(pack, item)[-1] for item in pack.items}
