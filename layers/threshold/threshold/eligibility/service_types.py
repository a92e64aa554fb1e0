"""Service types in words.

Source: X12 005010X279A1, data element 1365 (EQ01), as far as the program's configuration may ask.
"""

NAMES = {
    "30": "health plan coverage",
    "A4": "psychiatric care",
    "A6": "psychotherapy",
    "A8": "psychiatric care, outpatient",
    "AI": "substance use",
    "AJ": "alcohol use",
    "AK": "drug use",
    "BB": "partial hospitalization, psychiatric",
    "BC": "day care, psychiatric",
    "CF": "mental health provider, outpatient",
    "CH": "mental health facility, outpatient",
    "CJ": "substance use facility, outpatient",
    "MH": "mental health",
}


def in_words(code: str) -> str:
    """What a service type is called; one that we do not know is told by its code."""
    return NAMES.get(code, f"service type {code}")
