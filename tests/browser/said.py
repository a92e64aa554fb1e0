"""What the person of a story types and chooses, by the name of the control."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from local.stories import Story
from tests.clinic import CLINIC
from tests.form_filler import USUAL
from threshold.form.pages import CONSENTS
from threshold.form.payment_pages import PAYER, PAYER_NAME
from threshold.form.signing import agrees_field, signature_field

Said = Mapping[str, tuple[str, ...]]

_YES_NO = {True: "yes", False: "no"}
_SCORES = {"yes": "1", "no": "0"}
_ASKED_BY_THE_FORM_ALONE: Said = {
    "form.alone": ("yes",),
    "form.has_partner": ("no",),
    "readiness.has_device": ("yes",),
    "location.address": tuple(USUAL["location.address"]),
}


def said_in(story: Story) -> Said:
    """What is said to each control: nothing where there is no entry.

    The form asks more than the stories' forms say. Of instruments that a story does not have,
    whoever fills the form in says the first answer: no, never, not at all.
    """
    said = dict(_ASKED_BY_THE_FORM_ALONE)
    said |= {name: value for name, value in _controls(story.submission, "") if value}
    said |= _payer(story.submission["payment"]["card"]["payer_id"])
    signed = {one["kind"]: one["signed_name"] for one in story.submission["consents"]}
    for kind in CONSENTS:
        said[agrees_field(kind)] = ("yes" if kind in signed else "not_now",)
        said[signature_field(kind)] = (signed.get(kind, ""),)
    windows = story.submission["availability"]["windows"]
    return said | {"form.windows": tuple(f"{one['weekday']}_{one['part']}" for one in windows)}


def _payer(payer_id: str) -> Said:
    payer = CLINIC.program.payer(payer_id, None)
    assert payer, "stories are of payers of the program"
    return {PAYER_NAME: (payer.name,), PAYER: (payer.id,)}


def _controls(document: Mapping[str, Any], above: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, value in document.items():
        path = f"{above}{name}"
        if isinstance(value, dict):
            yield from _controls(value, f"{path}.")
        elif isinstance(value, list):
            yield path, tuple(one for one in value if isinstance(one, str))
        elif day := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", str(value)):
            yield from zip(
                (f"{path}.{part}" for part in ("year", "month", "day")), _each(day), strict=True
            )
        elif path.startswith("answers."):
            yield path, (_SCORES.get(value, str(value)),)
        else:
            yield path, (_YES_NO[value] if isinstance(value, bool) else str(value),)


def _each(day: re.Match[str]) -> Iterator[tuple[str, ...]]:
    return ((part,) for part in day.groups())
