"""Why a command ends without its answer. `main` makes exit statuses of these."""


def fault_at(pointer: str, rule: str) -> str:
    """The line for a fault in FILE. `pointer` is a JSON pointer (RFC 6901), "" for all of it."""
    return f"FILE#{pointer} {rule}" if pointer else f"FILE {rule}"


class UnusableInput(Exception):
    """The input cannot be used. `faults` has one line each: the field and the rule, no value."""

    def __init__(self, *faults: str) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


class Broken(Exception):
    """The answer came, and is that a trail was not left as it was written."""


class Unanswered(Exception):
    """The input is usable, but whoever was asked for the answer did not give it."""
