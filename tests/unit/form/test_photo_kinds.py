"""What a file is by its first bytes, whatever it says of itself."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from threshold.form.photos import HEAD, MediaType, media_type_of


def box(brand: bytes, *beside: bytes, kind: bytes = b"ftyp") -> bytes:
    body = kind + brand + b"\0\0\0\0" + b"".join(beside)
    return (len(body) + 4).to_bytes(4, "big") + body


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0"


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", MediaType.JPEG),
        (b"\xff\xd8\xff\xe1\0\x10Exif\0", MediaType.JPEG),
        (PNG, MediaType.PNG),
        (box(b"heic", b"mif1", b"heic"), MediaType.HEIC),
        (box(b"heix"), MediaType.HEIC),
        (box(b"mif1", b"miaf", b"heic"), MediaType.HEIC),
        (b"", None),
        (b"\xff\xd8", None),
        (PNG[:8] + b"\0\0\0\rtEXt", None),
        (b"GIF89a\1\0\1\0", None),
        (b"RIFF\0\0\0\0WEBPVP8 ", None),
        (b"%PDF-1.7\n", None),
        (b"<!doctype html><script>", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", None),
        (b"PK\3\4", None),
        (b"MZ\x90\0", None),
        (b"  \xff\xd8\xff\xe0", None),
        (box(b"isom", b"mp42"), None),
        (box(b"avif", b"mif1", b"heic"), None),
        (box(b"mif1", b"avif"), None),
        (box(b"mif1") + b"heic", None),
        (box(b"heic", kind=b"free"), None),
    ],
)
def test_a_file_is_what_its_first_bytes_say(head, found):
    assert media_type_of(head) is found


@given(st.binary(max_size=HEAD))
@settings(max_examples=200)
def test_any_bytes_can_be_read(head):
    found = media_type_of(head)
    assert found is None or head[:3] == b"\xff\xd8\xff" or head[:4] == b"\x89PNG" or b"ftyp" in head
