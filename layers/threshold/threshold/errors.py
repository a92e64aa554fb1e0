"""What can go wrong, as types. Handlers decide by type, never by message text."""


class Retryable(Exception):
    """The work could not be done now and should come back later.

    `after_seconds` is when; None leaves it to the queue's own visibility timeout.
    """

    def __init__(self, why: str, after_seconds: int | None = None) -> None:
        super().__init__(why)
        self.after_seconds = after_seconds


class Rejected(Exception):
    """What was handed on is not taken, now or ever: trying again is of no use."""


class Conflict(Exception):
    """Another writer was first; nothing of this change was stored."""


class Unknown(Exception):
    """No intake has this id."""
