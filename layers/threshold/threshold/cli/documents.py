"""What commands read and print: bytes, text and JSON, from a file or from standard input."""

import json
from dataclasses import fields
from pathlib import Path
from typing import TypeVar

from threshold.cli.errors import UnusableInput
from threshold.codec import Undecodable, decode
from threshold.web.strict_json import UnreadableJson, parse

LARGEST = 64 * 1024 * 1024
"""Bytes of the largest input; a day's file of payers' answers has a few million."""
STANDARD_INPUT = "-"

T = TypeVar("T")


def read_bytes(file: str, name: str = "FILE") -> bytes:
    """The content of a file, or of standard input for "-".

    Raises:
        UnusableInput: it cannot be read or is too large; it is called `name`, not by its path.
    """
    try:
        content = _content(file)
    except OSError as error:
        raise UnusableInput(f"{name} cannot be read: {error.strerror}") from None
    except ValueError:
        raise UnusableInput(f"{name} must be the path of a file, or -") from None
    if len(content) > LARGEST:
        raise UnusableInput(f"{name} must have at most {LARGEST} bytes")
    return content


def _content(file: str) -> bytes:
    if file != STANDARD_INPUT:
        with Path(file).open("rb") as stream:
            return stream.read(LARGEST + 1)
    # By its number: opening it says what is wrong with it, as it does for a file.
    with open(0, "rb", closefd=False) as stream:
        return stream.read(LARGEST + 1)


def read_text(file: str, name: str = "FILE") -> str:
    """The content as text, without the byte order mark that some editors put first.

    Raises:
        UnusableInput: as for `read_bytes`, or it is not UTF-8.
    """
    try:
        return read_bytes(file, name).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnusableInput(f"{name} must be UTF-8 text") from None


def read_json(file: str, name: str = "FILE") -> object:
    """The JSON value in a file.

    Raises:
        UnusableInput: as for `read_text`, or it is not JSON that is read in one way only.
    """
    try:
        value: object = parse(read_text(file, name))
    except UnreadableJson as error:
        raise UnusableInput(f"{name} {error}") from None
    return value


def picked(kind: type[T], document: object) -> T:
    """The fields of a dataclass out of a JSON object that may have more.

    Raises:
        Undecodable: not an object, or a field does not have its type.
    """
    if not isinstance(document, dict):
        raise Undecodable("not an object")
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    return decode(kind, {name: document.get(name) for name in names})


def json_line(document: object) -> str:
    """A JSON value as one line."""
    return json.dumps(document, ensure_ascii=False) + "\n"
