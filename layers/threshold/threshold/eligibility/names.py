"""Names and member ids as a 270 carries them.

CAQH CORE rule 258 (normalizing the last name) has payers drop titles, suffixes and punctuation
before they compare names, and asks submitters not to send them as part of the last name. Hyphens
and apostrophes are kept: payers want the name as on the card, and the rule removes them on both
sides, so keeping them cannot break a match while removing them can.
"""

import re
import unicodedata

# CORE 258's strings, dropped where a space, comma or slash stands before them.
_SUFFIXES = frozenset("JR SR I II III IV V RN MD MR MS DR MRS PHD REV ESQ".split())
_TITLES = frozenset({"MR", "MS", "MRS", "DR", "REV"})
_DIVIDERS = re.compile(r"[\s,/]+")
_PUNCTUATION = re.compile(r"[!\"&()*+.:;?=_\[\]{}|<>#$%@~^`\\]")
# Letters that Unicode does not decompose, and the apostrophes and hyphens keyboards put in.
_LETTERS = str.maketrans(
    {
        "Æ": "AE", "Œ": "OE", "Ø": "O", "Ł": "L", "Đ": "D", "Ð": "D", "Þ": "TH", "Ħ": "H",
        **dict.fromkeys("\u2018\u2019\u02bb\u02bc\u00b4", "'"),
        **dict.fromkeys("\u2010\u2011\u2013\u2014", "-"),
    }
)  # fmt: skip


def plain(text: str) -> str:
    """Text in capitals without accents and doubled spaces. What has no plain form stays."""
    letters = unicodedata.normalize("NFC", text).upper().translate(_LETTERS)
    decomposed = unicodedata.normalize("NFKD", letters)
    kept = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    return " ".join(kept.upper().split())


def last_name(text: str) -> str:
    """A last name by CORE 258, but for hyphens and apostrophes."""
    words = [word for word in map(_bare, _DIVIDERS.split(plain(text))) if word]
    while len(words) > 1 and words[0] in _TITLES:
        words.pop(0)
    return " ".join([*words[:1], *(word for word in words[1:] if word not in _SUFFIXES)])


def first_name(text: str) -> str:
    """A first name without punctuation other than hyphens and apostrophes."""
    return " ".join(word for word in map(_bare, _DIVIDERS.split(plain(text))) if word)


def member_id(text: str) -> str:
    """A member id as payers hold it: capitals, without the spaces some cards print."""
    return plain(text).replace(" ", "")


def _bare(word: str) -> str:
    return _PUNCTUATION.sub("", word)
