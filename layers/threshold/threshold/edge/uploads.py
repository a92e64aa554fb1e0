"""What a browser sends of a form with files (multipart/form-data, RFC 7578)."""

from email.errors import MessageError
from email.parser import BytesParser
from email.policy import HTTP
from typing import NamedTuple

MOST_PARTS = 60


class Uploaded(NamedTuple):
    """The fields of a form, and its files by name and content; those left empty are none."""

    fields: dict[str, list[str]]
    files: tuple[tuple[str, bytes], ...]


def read_upload(content_type: str, body: bytes) -> Uploaded:
    """What was sent.

    Raises:
        ValueError: it is not such a form, or its fields are not UTF-8.
    """
    head = f"Content-Type: {content_type}\r\n\r\n".encode("ascii")
    try:
        message = BytesParser(policy=HTTP).parsebytes(head + body)
        parts = [*message.iter_parts()] if message.is_multipart() else []
    except (MessageError, LookupError, KeyError):
        parts = []
    if not 1 <= len(parts) <= MOST_PARTS:
        raise ValueError("no form with files")
    fields: dict[str, list[str]] = {}
    files: list[tuple[str, bytes]] = []
    for part in parts:
        name, file_name = part.get_param("name", header="content-disposition"), part.get_filename()
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            raise ValueError("a part of the form is not text")  # noqa: TRY004 - of what was sent
        if file_name is not None:
            files += [(file_name, content)] if file_name else []
        else:
            fields.setdefault(str(name), []).append(content.decode())
    return Uploaded(fields, tuple(files))
