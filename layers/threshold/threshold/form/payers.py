"""The payers that somebody may mean by what they typed. Whether it is theirs, they say themselves.

People write "BCBS of TX", "blue cross texas", a name with a slip, or an id from their card. Nothing
found here is taken before the person has said yes to it.
"""

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

from threshold.program.model import Payer

MOST_SHOWN = 8
_OF_NO_MEANING = frozenset(
    "a and co company corp corporation de del inc insurance la llc of plan plans seguro the".split()
)
_LIKE = 0.8
"""How alike two words are that one slip of the finger sets apart, as difflib reckons it."""
_LONG = 4
"""Shorter words tell payers apart by a single letter: those must be as they are known."""
_SAME = 0.9
"""How alike two whole names are, however they are parted into words."""


def payers_meant(typed: str, payers: Sequence[Payer]) -> tuple[Payer, ...]:
    """The payers that may be meant, likeliest first; none where nothing is like what was typed.

    An id or a whole name means its payers alone. Otherwise a payer may be meant when each word
    typed is like one of its own, in any order, or when one of its names stands among the words.
    """
    words = _words(typed)
    if known := tuple(one for one in payers if _is_named(one, typed, words)):
        return known[:MOST_SHOWN]
    likeness = {one.id: _likeness(typed, words, one) for one in payers}
    found = [one for one in by_name(payers) if likeness[one.id]]
    return tuple(sorted(found, key=lambda one: -likeness[one.id])[:MOST_SHOWN])


def _folded(text: str) -> str:
    """Without case, accents and signs."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[^\w]+|_", " ", re.sub(r"['\u2019.]", "", kept)).strip()


def _words(text: str) -> frozenset[str]:
    words = frozenset(_folded(text).split())
    return words - _OF_NO_MEANING or words


def _names(payer: Payer) -> tuple[frozenset[str], ...]:
    return tuple(_words(name) for name in (payer.name, *payer.aliases))


def _in_one(text: str) -> str:
    return "".join(word for word in _folded(text).split() if word not in _OF_NO_MEANING)


def _is_named(payer: Payer, typed: str, words: frozenset[str]) -> bool:
    """Whether an id or a whole name of it was typed; an id with digits also among other words."""
    spoken = _folded(typed).split()
    ids = {one.casefold() for one in (payer.id, *payer.other_ids)}
    said = any(word in ids and (len(spoken) == 1 or not word.isalpha()) for word in spoken)
    return said or words in _names(payer)


def _likeness(typed: str, words: frozenset[str], payer: Payer) -> float:
    """From 0, for a payer that cannot be meant."""
    names, whole = _names(payer), _in_one(typed)
    if any(_alike(whole, _in_one(name), _SAME) for name in (payer.name, *payer.aliases)):
        return 2
    own = frozenset().union(*names)
    likeness = [max((_alike(word, known) for known in own), default=0.0) for word in words]
    if words and all(likeness):
        return 1 + sum(likeness) / len(likeness)
    within = [len(name) for name in names if all(_any_like(part, words) for part in name)]
    return max(within, default=0) / (len(words) + 1)


def _any_like(word: str, others: frozenset[str]) -> bool:
    return any(_alike(word, other) for other in others)


def _alike(word: str, known: str, least: float = _LIKE) -> float:
    """How alike two words are, 0 for too little. The beginning of a long word is like it."""
    if word == known:
        return 1.0
    if min(len(word), len(known)) < _LONG:
        return 0.0
    if known.startswith(word) and least <= _LIKE:
        return _LIKE
    matcher = SequenceMatcher(None, word, known)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= least else 0.0


def by_name(payers: Sequence[Payer]) -> tuple[Payer, ...]:
    """The payers in the order in which people look for them."""
    return tuple(sorted(payers, key=lambda payer: payer.called.casefold()))
