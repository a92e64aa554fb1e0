"""The invitation by which two people come together: digits that tell nothing of anybody.

Whether one leads anywhere, nobody learns by typing it: a slip shows in the digits themselves, by
ISO/IEC 7064 MOD 97-10, without a look at what is kept.
"""

from collections.abc import Callable

LENGTH = 15
_BODY = 10 ** (LENGTH - 2)
"""So many there are: with ten thousand couples, one guess in a thousand million meets one."""


def new_invitation(below: Callable[[int], int]) -> str:
    """A new invitation. `below` gives a random whole number below a limit, fit for keys."""
    body = below(_BODY)
    return f"{body:0{LENGTH - 2}}{98 - body * 100 % 97:02}"


def is_invitation(text: str) -> bool:
    """Whether text is one that could have been given out."""
    return len(text) == LENGTH and text.isascii() and text.isdigit() and int(text) % 97 == 1


def in_groups(invitation: str) -> str:
    """An invitation as people read it: in groups of five."""
    return " ".join(invitation[at : at + 5] for at in range(0, LENGTH, 5))
