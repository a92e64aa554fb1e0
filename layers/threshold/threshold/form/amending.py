"""A submission with something said anew, of whichever of its fields."""

from collections.abc import Mapping
from typing import cast

from threshold.codec import decode, encode
from threshold.form.draft import Value
from threshold.form.submission_of import Document
from threshold.intake.submission import Submission


def amended(submission: Submission, said: Mapping[str, Value | None]) -> Submission:
    """The submission with this said, by field; None takes back what was.

    What was said was read by the fields' own rules.

    Raises:
        Undecodable: a part is left that is of no use by half, such as a name without its last.
    """
    document = cast(Document, encode(submission))
    for name, value in said.items():
        *path, last = name.split(".")
        part = document
        for step in path:
            part = cast(Document, part.setdefault(step, {}))
        if value is None:
            part.pop(last, None)
        else:
            part[last] = list(value) if isinstance(value, tuple) else value
    return decode(Submission, document)
