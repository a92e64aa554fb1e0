"""The edge of a submission: bytes in, a checked `Submission` out, or every fault at once."""

from functools import cache

from pydantic import TypeAdapter, ValidationError

from threshold.assessment.pack import Pack
from threshold.assessment.scoring import UnusableAnswer, check_answer
from threshold.intake.submission import Submission
from threshold.web.problem import Fault, Problem, pointer
from threshold.web.strict_json import UnreadableJson, parse

LARGEST = 64 * 1024
"""Bytes of the largest submission taken; a full one has about six thousand."""

_UNKNOWN = frozenset({"unexpected_keyword_argument", "extra_forbidden"})


@cache
def form() -> TypeAdapter[Submission]:
    """The checker of submissions; made once, since making it is dear."""
    return TypeAdapter(Submission)
