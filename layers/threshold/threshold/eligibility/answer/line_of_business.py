"""Who stands behind a plan: an employer or person, Medicare, Medicaid."""

import re

from threshold.eligibility.answer.model import LineOfBusiness

_CODED = {
    "HN": LineOfBusiness.MEDICARE_ADVANTAGE,
    "MC": LineOfBusiness.MEDICAID,
    "MA": LineOfBusiness.MEDICARE,
    "MB": LineOfBusiness.MEDICARE,
    "MP": LineOfBusiness.MEDICARE,
    **dict.fromkeys(("PR", "EP", "PS", "HM", "IN", "C1", "GP", "IP"), LineOfBusiness.COMMERCIAL),
}
_NAMED = (
    # Original Medicare has no network, so a Medicare plan with one is Medicare Advantage.
    (
        re.compile(
            r"\b(?:MEDICARE (?:ADVANTAGE|PART C|[^|]*\b(?:PPO|HMO|POS))|MA-?PD|[LR]PPO|SNP)\b"
        ),
        LineOfBusiness.MEDICARE_ADVANTAGE,
    ),
    (re.compile(r"\bMEDICAID\b|\bMEDI-CAL\b"), LineOfBusiness.MEDICAID),
    (re.compile(r"\bMEDICARE(?! ADVANTAGE)\b"), LineOfBusiness.MEDICARE),
    # Public programs of none of these kinds.
    (re.compile(r"\bTRICARE\b|\bCHAMPVA\b"), LineOfBusiness.UNKNOWN),
)
# Whatever can match holds one of these.
_PARTS = ("MEDI", "LPPO", "RPPO", "PD", "SNP", "TRICARE", "CHAMPVA")


def programs_in(text: str) -> frozenset[LineOfBusiness]:
    """The public programs a text in capitals names."""
    if any(part in text for part in _PARTS):
        return frozenset([business for words, business in _NAMED if words.search(text)])
    return frozenset()


def line_of_business(
    insurance_types: frozenset[str], programs: frozenset[LineOfBusiness]
) -> tuple[LineOfBusiness, tuple[str, ...]]:
    """The line of business from EB04 codes and named programs; a warning where they disagree.

    The commercial codes of EB04 also appear on Medicare Advantage and Medicaid plans, so a text
    that names a public program outweighs them.
    """
    coded = {_CODED[code] for code in insurance_types if code in _CODED}
    if programs:
        coded.discard(LineOfBusiness.COMMERCIAL)
    said = coded.union(programs)
    if LineOfBusiness.MEDICARE_ADVANTAGE in said:
        said.discard(LineOfBusiness.MEDICARE)
    if len(said) > 1:
        return LineOfBusiness.UNKNOWN, ("the plan's line of business is contradictory",)
    return (said.pop() if said else LineOfBusiness.UNKNOWN), ()
