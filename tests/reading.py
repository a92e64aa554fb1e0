"""How easy a text is to read: Flesch-Kincaid's grade in English, the INFLESZ scale in Spanish.

Flesch-Kincaid (Kincaid et al., 1975) gives the years of school a reader needs. INFLESZ (Barrio
Cantalejo, 2008; made to measure what patients are given) gives 0 to 100: from 55 "normal", from 65
"rather easy", from 80 "very easy".
"""

import re
from collections.abc import Callable

_SILENT = re.compile(r"(?<=[a-z]{2})(?<!l)e$|(?<=[^td])ed$|(?<=[^sxzcg])es$")
_APART = re.compile(
    r"(?<![tcsg])i(?=[ao])|i(?=et|ence)|e(?=o$|os$|a$|as$|ing$)|(?<=cr)e(?=a)|(?<=t)u(?=a)"
)
_NO_WORD = re.compile(r"\S*(?:[\d@_]|www\.|//)\S*")
_ABBREVIATED = re.compile(r"\b(?:[^\W\d_]\.\s?){2,}")


def grade(text: str) -> float:
    """Years of school, by Flesch-Kincaid; lines are sentences of their own."""
    sentences, words, syllables = _counts(text, english_syllables)
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59


def inflesz(text: str) -> float:
    """Ease on the INFLESZ scale: 206.835 - 62.3 syllables a word - words a sentence."""
    sentences, words, syllables = _counts(text, spanish_syllables)
    return 206.835 - 62.3 * syllables / words - words / sentences


def longest_sentence(text: str) -> int:
    """Words of the longest sentence."""
    return max(len(_words(one)) for one in _sentences(text))


def english_syllables(word: str) -> int:
    """Sounding vowels of a word, near enough: a silent e, -ed and -es are left out."""
    plain = _APART.sub("a-", re.sub("[^a-z]", "", word.lower()))
    plain = _SILENT.sub("", plain)
    return max(1, len(re.findall(r"[aeiouy]+", plain)))


def spanish_syllables(word: str) -> int:
    """Every open or accented vowel, and close ones that lean on none: pu-ño, ciu-dad, dí-a."""
    plain = re.sub(r"(?<=q)u|(?<=g)u(?=[eiéí])", "", word.lower())
    plain = re.sub(r"y(?=[aeiouáéíóúü])", "j", plain)
    alone = re.findall(r"(?<![aeoáéíóú])[iuüy]+(?![aeoáéíóúiuüy])", plain)
    return max(1, len(re.findall(r"[aeoáéíóú]", plain)) + len(alone))


def _counts(text: str, syllables: Callable[[str], int]) -> tuple[int, int, int]:
    words = _words(text)
    return len(_sentences(text)), len(words), sum(map(syllables, words))


def _sentences(text: str) -> list[str]:
    plain = _ABBREVIATED.sub("it ", _NO_WORD.sub("", text))
    return [one for one in re.split(r"[.!?\n]+", plain) if _words(one)]


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_](?:['-]?[^\W\d_])*", _NO_WORD.sub("", text))
