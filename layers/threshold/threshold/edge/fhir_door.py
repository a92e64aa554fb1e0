"""A submission that comes as FHIR: a Bundle in, the same checked `Submission` out."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime

from threshold.assessment.pack import Pack
from threshold.fhir.bundle import UnusableBundle, submission_in
from threshold.fhir.statements import Told
from threshold.intake.submission import Submission
from threshold.web.problem import Fault, Problem, path_of, pointer
from threshold.web.strict_json import UnreadableJson, parse
from threshold.web.submission_form import read_submission

LARGEST_BUNDLE = 256 * 1024
"""Bytes of the largest Bundle taken; one that answers every instrument has some fifty thousand."""


def read_bundle(text: str, packs: Mapping[str, Pack], now: datetime) -> Submission:
    """The submission in the JSON text of a Bundle.

    Raises:
        Problem: 400 with every fault, each by its place in the Bundle, or the nearest one that
            there is, and by rule. First of what cannot be read; then, of what can, of what the
            rules of a submission do not take.
    """
    try:
        found = submission_in(parse(text), packs, now)
    except UnreadableJson as error:
        raise _bad(Fault("#", str(error))) from None
    except UnusableBundle as error:
        faults = (Fault(_pointer(one.place), one.rule) for one in error.faults)
        raise _bad(*faults) from None
    try:
        return read_submission(json.dumps(found.document), packs)
    except Problem as problem:
        raise _bad(*_in_bundle(problem.faults, found)) from None


def _bad(*faults: Fault) -> Problem:
    return Problem(400, "The Bundle cannot be used as it is.", faults)


def _in_bundle(faults: tuple[Fault, ...], found: Told) -> Iterator[Fault]:
    for fault in faults:
        path = path_of(fault.pointer)
        said = found.nearest(path)
        # A caller who did not say a thing has no name for it; ours then says what is meant.
        is_said = said.path == path and said.value is not None
        name = "" if is_said else ".".join(map(str, path))
        yield Fault(_pointer(said.place), f"{name} {fault.detail}".strip())


def _pointer(place: str) -> str:
    """The pointer of a place such as `entry[2].resource.name[0]`."""
    return pointer(*place.replace("[", ".").replace("]", "").split(".")) if place else "#"
