"""The code that brings a person back to their form: read aloud, written down, typed on a phone."""

from collections.abc import Callable

ALPHABET = "23456789BCDFGHJKLMNPQRSTVWXZ"
"""No vowels, so no words; nothing that looks like another."""
LENGTH = 12
"""57 bits: with a million forms open, a thousand guesses a second find one in five years.

They are not let guess that often either.
"""
_ALIKE = str.maketrans({"O": "Q", "0": "Q", "1": "J", "I": "J", "U": "V", "Y": "V"})


def new_code(below: Callable[[int], int]) -> str:
    """A new code. `below` gives a random whole number below a limit, from a source fit for keys."""
    return "".join(ALPHABET[below(len(ALPHABET))] for _ in range(LENGTH))


def shown(code: str) -> str:
    """A code as people read it: in groups of four."""
    return "-".join(code[at : at + 4] for at in range(0, LENGTH, 4))


def code_in(text: str) -> str | None:
    """The code in what was typed, however it was spaced; None where there is none."""
    plain = "".join(char for char in text.upper() if char.isalnum()).translate(_ALIKE)
    usable = len(plain) == LENGTH and set(plain) <= set(ALPHABET)
    return plain if usable else None
