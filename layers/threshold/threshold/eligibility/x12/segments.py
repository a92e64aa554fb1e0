"""One X12 segment."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Segment:
    """Elements of one segment, tag first, each stripped of surrounding spaces."""

    position: int
    """Counted from 1 at ST within the transaction."""
    elements: tuple[str, ...]

    @property
    def tag(self) -> str:
        """The segment's name, such as EB."""
        return self.elements[0]

    def element(self, number: int) -> str:
        """Element by its X12 number (EB01 is 1); empty where the payer sent none."""
        return self.elements[number] if number < len(self.elements) else ""
