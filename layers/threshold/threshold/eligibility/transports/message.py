"""HTTP messages as every transport knows them."""

from dataclasses import dataclass, field
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who we are to a payer, by user name and password."""

    user_name: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Message:
    """An HTTP message's media type and body."""

    content_type: str
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP reply as it came. retry_after: that header's text, or None."""

    status: int
    message: Message
    retry_after: str | None
    elapsed: timedelta


def text_of(content: bytes) -> str:
    """Decode what a payer sent: UTF-8, or else Latin-1, in which every byte is a letter."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("latin-1")
