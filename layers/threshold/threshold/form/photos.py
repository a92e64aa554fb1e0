"""Photos of the insurance card: what counts as one, whatever the file says it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

LARGEST = 25 * 1024 * 1024
"""Bytes of the largest photo kept: what a phone of 50 megapixels makes."""
LARGEST_SENT = 2 * LARGEST
"""Bytes of the largest file that can be sent, so that it is we who say that one is too large:
beyond this, S3 does, in words of its own.
"""
HEAD = 64
"""How many of a file's first bytes say what it is."""


class Side(StrEnum):
    """The side of the card a photo shows."""

    FRONT = "front"
    BACK = "back"


class MediaType(StrEnum):
    """The kinds of photo that phones and computers make."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    HEIC = "image/heic"


@dataclass(frozen=True, slots=True)
class UploadForm:
    """How a browser sends a photo straight to where it is kept: the form's target and fields."""

    url: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Upload:
    """What was sent: its size in bytes, its first bytes, and a mark that changes with it."""

    size: int
    head: bytes
    mark: str


_JPEG = b"\xff\xd8\xff"
_PNG = b"\x89PNG\r\n\x1a\n"
_HEVC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis"})
_ANY_IMAGE_BRAND = b"mif1"


def media_type_of(head: bytes) -> MediaType | None:
    """What a file is by its first bytes; None for what is no photo.

    Sources: ITU-T T.81 B.1.1.3 (JPEG), W3C PNG 5.2 and 11.2.1, ISO/IEC 23008-12 annex B (HEIC).
    """
    if head.startswith(_JPEG):
        return MediaType.JPEG
    if head.startswith(_PNG) and head[12:16] == b"IHDR":
        return MediaType.PNG
    return MediaType.HEIC if _is_heic(head) else None


def _is_heic(head: bytes) -> bool:
    """A box of file types whose brand is HEVC's, or the general one beside one of HEVC's."""
    if head[4:8] != b"ftyp":
        return False
    box = head[: int.from_bytes(head[:4])]
    brand, beside = box[8:12], {box[at : at + 4] for at in range(16, len(box) - 3, 4)}
    return brand in _HEVC_BRANDS or (brand == _ANY_IMAGE_BRAND and bool(beside & _HEVC_BRANDS))
