"""What can be asked of a payer about one person, and what came back."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from threshold.eligibility.answer.model import Answer, CarveOut, Group


class Rung(StrEnum):
    """How much a question tells the payer of the person, the least first.

    Source: minimum necessary, 45 CFR 164.502(b). CAQH CORE 154 has payers answer for mental health
    when they are asked for the plan as a whole, so that is asked first.
    """

    PLAN = "plan"
    MENTAL_HEALTH = "mental_health"
    SUBSTANCE_USE = "substance_use"


class Wording(StrEnum):
    """How the person is named in a question; none tells the payer more than AS_GIVEN does."""

    AS_GIVEN = "as_given"
    AGAIN = "again"
    """The same once more, after a rest: our questions carry no date, theirs may have moved on."""
    PLAIN_NAMES = "plain_names"
    """The subscriber's names without hyphens and apostrophes."""
    NAMES_SWAPPED = "names_swapped"
    """The subscriber's first and last name the other way round."""
    WITHOUT_SEX = "without_sex"
    PATIENT_AS_SUBSCRIBER = "patient_as_subscriber"
    OTHER_PAYER_ID = "other_payer_id"
    """The same payer under another of its own ids."""


class Silence(StrEnum):
    """Why a question has no answer."""

    NOT_HEARD = "not_heard"
    """The payer could not be heard, on any try."""
    REFUSED = "refused"
    """The payer's gateway refused the request unread."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask. `administrator` is the payer id of a carve-out's, None for the plan's."""

    rung: Rung = Rung.PLAN
    wording: Wording = Wording.AS_GIVEN
    administrator: str | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """A question and what came of it."""

    question: Question
    reply: Answer | Silence


class Scope(NamedTuple):
    """What may be asked about one person.

    `rungs` in order, PLAN first, of the plan (None) or of an administrator by its payer id:
    SUBSTANCE_USE only where care for it is sought, under a consent that covers it. `wordings` are
    those that make another question of it. `find` gives the payer id of a carve-out's
    administrator, `recall` of the one that a group had before; None for one that the program
    cannot ask or does not know.
    """

    rungs: Callable[[str | None], tuple[Rung, ...]]
    wordings: frozenset[Wording]
    find: Callable[[CarveOut], str | None]
    recall: Callable[[Group], str | None]
