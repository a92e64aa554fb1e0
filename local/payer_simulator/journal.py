"""Every 270 that reached the insurer, in memory."""

from dataclasses import asdict, dataclass, field


@dataclass(frozen=True, slots=True)
class Entry:
    """One ask. at: UTC. door: where it came in.

    reply: the meaning of the scenario, or how the ask was refused.
    """

    at: str
    door: str
    payload_id: str
    member_id: str
    payer_id: str
    control_number: str
    reply: str
    x12: str


@dataclass(slots=True)
class Journal:
    """What was received since the start or the last `clear`."""

    entries: list[Entry] = field(default_factory=list)

    def asks(self, member_id: str) -> int:
        """Count the asks about a member id."""
        return sum(entry.member_id == member_id for entry in self.entries)

    def page(self, member_id: str | None) -> dict[str, object]:
        """Show all entries, or those about one member id."""
        shown = [asdict(e) for e in self.entries if member_id in {None, e.member_id}]
        return {"count": len(shown), "received": shown}

    def clear(self) -> None:
        """Forget everything; payers that were down begin anew."""
        self.entries.clear()
