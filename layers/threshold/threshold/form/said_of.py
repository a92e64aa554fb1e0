"""A submission as what was said to the fields of the form: `submission_of` the other way round."""

from collections.abc import Iterator, Mapping
from typing import cast

from threshold.codec import encode
from threshold.form.draft import Value
from threshold.form.submission_of import OWN
from threshold.intake.submission import Submission

_NOT_FIELDS = ("consents", "clinician")


def said_of(submission: Submission) -> Mapping[str, Value]:
    """What was said, by field; what the form asks in words of its own under "form."."""
    document = cast(dict[str, object], encode(submission))
    for name in _NOT_FIELDS:
        document.pop(name, None)
    said = dict(_flat(document, ""))
    windows = submission.availability.windows
    said |= {f"{OWN}windows": tuple(f"{one.weekday}_{one.part}" for one in windows)}
    if submission.couple and submission.couple.screened_alone is not None:
        said |= {f"{OWN}alone": submission.couple.screened_alone}
    for name in ("language.spoken", "language.read"):
        if said.get(name) == "und":
            said[name] = "other"
    return {name: value for name, value in said.items() if value != ()}


def _flat(document: Mapping[str, object], above: str) -> Iterator[tuple[str, Value]]:
    for name, value in document.items():
        path = f"{above}{name}"
        if isinstance(value, Mapping):
            yield from _flat(value, f"{path}.")
        elif isinstance(value, list):
            yield path, tuple(one for one in value if isinstance(one, str))
        elif isinstance(value, str | int):
            yield path, value
