"""One X12 segment."""

from typing import NamedTuple


class Segment(NamedTuple):
    """A tuple, since an answer holds hundreds and each is read many times."""

    position: int
    """Counted from 1 at ST within the transaction."""
    tag: str
    """The segment's name, such as EB."""
    elements: tuple[str, ...]
    """Tag first, so that EB01 is elements[1]; each without spaces around it."""

    def element(self, number: int) -> str:
        """Element by its X12 number (EB01 is 1); empty where the payer sent none."""
        return self.elements[number] if number < len(self.elements) else ""

    def padded(self, count: int) -> tuple[str, ...]:
        """Elements 1 to count, empty where the payer sent none."""
        given = self.elements[1 : count + 1]
        return (*given, *[""] * (count - len(given)))
