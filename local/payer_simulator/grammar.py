"""What 005010X279A1 asks of a 270: the loops' segments in order, and the segments' elements."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a segment. number: its data element reference. codes: none means any."""

    place: int
    number: str
    length: tuple[int, int]
    required: bool = True
    codes: frozenset[str] = frozenset()
    check: Callable[[str], str] | None = None
    """Gives the IK403 code of a value's fault, or nothing."""


def _date(value: str) -> str:
    return "" if _is_moment(value, "%Y%m%d") else "8"


def _date_or_range(value: str) -> str:
    return next((fault for part in value.split("-") if (fault := _date(part))), "")


def _time(value: str) -> str:
    return "" if _is_moment(value[:4], "%H%M") and value.isdigit() else "9"


def _is_moment(value: str, form: str) -> bool:
    try:
        return datetime.strptime(value, form).replace(tzinfo=UTC).strftime(form) == value
    except ValueError:
        return False


def _service_types(value: str) -> str:
    codes = re.split(r"[^0-9A-Z]", value)
    return "" if all(re.fullmatch("[1-9][0-9]?|[A-Z][0-9A-Z]", code) for code in codes) else "7"


def national_provider_identifier(value: str) -> str:
    """Check an NPI: ten digits whose Luhn sum, with the prefix 80840, ends in nought."""
    if not re.fullmatch("[12][0-9]{9}", value):
        return "I12"
    digits = [int(digit) for digit in "80840" + value]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return "" if (sum(doubled) + sum(digits[-1::-2])) % 10 == 0 else "7"


def _codes(*codes: str) -> frozenset[str]:
    return frozenset(codes)


_LAST_NAME = Element(3, "1035", (1, 60))
_FIRST_NAME = Element(4, "1036", (1, 35), required=False)
_MIDDLE_NAME = Element(5, "1037", (1, 25), required=False)
_SUFFIX = Element(7, "1039", (1, 10), required=False)
_PERSON = (_LAST_NAME, _FIRST_NAME, _MIDDLE_NAME, _SUFFIX)
_REFERENCES = _codes(
    *"0B 18 1C 1D 1J 1L 1W 3H 49 4A 6P 9F CT EA EJ EL".split(),
    *"EO F6 G1 GH HJ HPI IG JD N5 N6 N7 NQ Q4 SY TJ Y4".split(),
)

NAMES: dict[str, tuple[Element, ...]] = {
    "2100A": (
        Element(1, "98", (2, 3), codes=_codes("2B", "36", "GP", "P5", "PR")),
        Element(2, "1065", (1, 1), codes=_codes("1", "2")),
        _LAST_NAME,
        Element(8, "66", (1, 2), codes=_codes("24", "46", "FI", "NI", "PI", "XV", "XX")),
        Element(9, "67", (2, 80)),
    ),
    "2100B": (
        Element(1, "98", (2, 3), codes=_codes("1P", "2B", "36", "80", "FA", "GP", "P5", "PR")),
        Element(2, "1065", (1, 1), codes=_codes("1", "2")),
        _LAST_NAME,
        _FIRST_NAME,
        Element(8, "66", (1, 2), codes=_codes("24", "34", "FI", "PI", "PP", "SV", "XV", "XX")),
        Element(9, "67", (2, 80)),
    ),
    "2100C": (
        Element(1, "98", (2, 3), codes=_codes("IL")),
        Element(2, "1065", (1, 1), codes=_codes("1")),
        *_PERSON,
        Element(8, "66", (1, 2), required=False, codes=_codes("II", "MI")),
        Element(9, "67", (2, 80), required=False),
    ),
    "2100D": (
        Element(1, "98", (2, 3), codes=_codes("03")),
        Element(2, "1065", (1, 1), codes=_codes("1")),
        *_PERSON,
    ),
}
SEGMENTS: dict[str, tuple[Element, ...]] = {
    "ST": (
        Element(1, "143", (3, 3), codes=_codes("270")),
        Element(2, "329", (4, 9)),
        Element(3, "1705", (1, 35), codes=_codes("005010X279A1")),
    ),
    "BHT": (
        Element(1, "1005", (4, 4), codes=_codes("0022")),
        Element(2, "353", (2, 2), codes=_codes("01", "13", "36")),
        Element(3, "127", (1, 50), required=False),
        Element(4, "373", (8, 8), check=_date),
        Element(5, "337", (4, 8), check=_time),
    ),
    "HL": (
        Element(1, "628", (1, 12)),
        Element(2, "734", (1, 12), required=False),
        Element(3, "735", (1, 2), codes=_codes("20", "21", "22", "23")),
        Element(4, "736", (1, 1), codes=_codes("0", "1")),
    ),
    "TRN": (
        Element(1, "481", (1, 2), codes=_codes("1")),
        Element(2, "127", (1, 50)),
        Element(3, "509", (10, 10)),
        Element(4, "127", (1, 50), required=False),
    ),
    "REF": (
        Element(1, "128", (2, 3), codes=_REFERENCES),
        Element(2, "127", (1, 50)),
    ),
    "N3": (Element(1, "166", (1, 55)),),
    "N4": (Element(1, "19", (2, 30), required=False), Element(2, "156", (2, 2), required=False)),
    "PRV": (Element(1, "1221", (1, 3)),),
    "DMG": (
        Element(1, "1250", (2, 3), required=False, codes=_codes("D8")),
        Element(2, "1251", (8, 8), required=False, check=_date),
        Element(3, "1068", (1, 1), required=False, codes=_codes("F", "M")),
    ),
    "INS": (
        Element(1, "1073", (1, 1), codes=_codes("N", "Y")),
        Element(2, "1069", (2, 2), codes=_codes("01", "18", "19", "34")),
    ),
    "HI": (Element(1, "C022", (1, 60)),),
    "DTP": (
        Element(1, "374", (3, 3), codes=_codes("102", "291")),
        Element(2, "1250", (2, 3), codes=_codes("D8", "RD8")),
        Element(3, "1251", (8, 17), check=_date_or_range),
    ),
    "EQ": (
        Element(1, "1365", (1, 299), required=False, check=_service_types),
        Element(2, "C003", (4, 90), required=False),
    ),
    "AMT": (Element(1, "522", (1, 3)), Element(2, "782", (1, 18))),
    "III": (Element(1, "1270", (1, 3)), Element(2, "1271", (1, 30))),
}
_PERSON_LOOP = ("NM1", "REF", "N3", "N4", "PRV", "DMG", "INS", "HI", "DTP")
LOOPS: dict[str, tuple[str, ...]] = {
    "2000A": ("HL",),
    "2100A": ("NM1",),
    "2000B": ("HL",),
    "2100B": ("NM1", "REF", "N3", "N4", "PRV"),
    "2000C": ("HL", "TRN"),
    "2100C": _PERSON_LOOP,
    "2110C": ("EQ", "AMT", "III", "REF", "DTP"),
    "2000D": ("HL", "TRN"),
    "2100D": _PERSON_LOOP,
    "2110D": ("EQ", "AMT", "III", "REF", "DTP"),
}
LEVELS = {"20": "A", "21": "B", "22": "C", "23": "D"}
PARENT = {"21": "20", "22": "21", "23": "22"}
