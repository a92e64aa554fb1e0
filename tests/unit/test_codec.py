from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import submission
from threshold.codec import Undecodable, canonical, decode, encode
from threshold.intake.submission import Submission


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Leaf:
    amount: Decimal
    day: date


class Twig(NamedTuple):
    amount: Decimal
    day: date | None = None


@dataclass(frozen=True)
class Tree:
    name: str
    count: int
    yes: bool
    colour: Colour
    at: datetime
    leaves: tuple[Leaf, ...]
    tags: frozenset[str]
    by_name: dict[str, Leaf]
    maybe: int | None = None


LEAVES = st.builds(Leaf, st.decimals(allow_nan=False, allow_infinity=False), st.dates())
TREES = st.builds(
    Tree,
    name=st.text(),
    count=st.integers(),
    yes=st.booleans(),
    colour=st.just(Colour.RED),
    at=st.datetimes(timezones=st.just(UTC)),
    leaves=st.lists(LEAVES, max_size=3).map(tuple),
    tags=st.frozensets(st.text(max_size=5), max_size=3),
    by_name=st.dictionaries(st.text(max_size=5), LEAVES, max_size=3),
    maybe=st.none() | st.integers(),
)


def test_a_named_tuple_is_stored_by_its_names_as_a_dataclass_is():
    twig = Twig(Decimal("1.50"))

    assert encode((twig,)) == [{"amount": "1.50"}]
    assert decode(Twig, encode(twig)) == twig


@settings(deadline=None)
@given(TREES)
def test_what_was_encoded_decodes_to_the_same(tree):
    assert decode(Tree, encode(tree)) == tree


@settings(deadline=None)
@given(TREES)
def test_the_canonical_text_of_equal_values_is_equal(tree):
    assert canonical(tree) == canonical(decode(Tree, encode(tree)))


def test_a_submission_survives_being_stored():
    assert decode(Submission, encode(submission())) == submission()


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"count": "three"}, "count"),
        ({"count": True}, "count"),
        ({"yes": 1}, "yes"),
        ({"colour": "blue"}, "colour"),
        ({"at": "yesterday"}, "at"),
        ({"leaves": {}}, "leaves"),
        ({"leaves": [{"amount": "secret", "day": "2026-01-05"}]}, r"leaves\[\]\.amount"),
        ({"by_name": {"a": 1}}, "by_name"),
        ({"maybe": "7"}, "maybe"),
    ],
)
def test_a_document_that_does_not_fit_is_refused_by_path_without_its_value(change, path):
    tree = Tree("a", 1, True, Colour.RED, datetime(2026, 1, 5, tzinfo=UTC), (), frozenset(), {})
    with pytest.raises(Undecodable, match=path) as refused:
        decode(Tree, encode(tree) | change)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("document", [{}, [], "text", None, {"nonsense": 1}])
def test_a_document_of_another_shape_is_refused(document):
    with pytest.raises(Undecodable):
        decode(Leaf, document)
