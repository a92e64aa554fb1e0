"""A transport's bytes to text, and a plain word for a body that is not X12."""

import codecs
import re

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f�]")


class NotX12(ValueError):
    """The body holds no X12 interchange; the message says what it is, and quotes nothing of it."""


def decode(body: str | bytes) -> tuple[str, list[str]]:
    """The text of a body with its byte order mark removed, and a warning for each oddity."""
    warnings: list[str] = []
    text = body if isinstance(body, str) else _decode_bytes(body, warnings)
    if text.startswith("\ufeff"):
        text = text[1:]
        warnings.append("byte order mark before the interchange")
    if not text.isascii():
        text = text.encode("utf-8", "replace").decode("utf-8")
    return text, warnings


def _decode_bytes(body: bytes, warnings: list[str]) -> str:
    if body.startswith(_UTF16):
        warnings.append("sent as UTF-16")
        return body.decode("utf-16", "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        warnings.append("bytes that are not UTF-8, read as Latin-1")
        return body.decode("latin-1")


def what_it_is(text: str) -> str:
    """What a body without an interchange seems to be, for the person who looks into it."""
    start = text.lstrip()[:1]
    if not start:
        return "the body is empty"
    if start == "<":
        return "the body is HTML or XML, not X12"
    if start in "{[":
        return "the body is JSON, not X12"
    if _UNPRINTABLE.search(text):
        return "the body is binary, not X12"
    if text.lstrip().startswith("ISA"):
        return "the answer is cut short within its ISA segment"
    return "the body is text without an X12 interchange"
