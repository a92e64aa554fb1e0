"""The battery of an intake as data: which instruments, in which order, behind which gates.

The battery shipped is `packs/battery.json`; the types have the shape of the file.
"""

from dataclasses import dataclass
from enum import StrEnum

from threshold.intake.submission import Sex, Submission, Track

SUBSTANCE_TRACKS = frozenset({Track.SUBSTANCE_USE, Track.DUAL})


class Situation(StrEnum):
    """What a gate may ask about the person besides their answers."""

    SUBSTANCE_USE = "substance_use"
    MAY_BE_PREGNANT = "may_be_pregnant"
    PARTNER = "partner"
    COUPLES = "couples"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class Gate:
    """Exactly one of these opens it.

    positive: an instrument that is positive. not_negative: one that is not known to be negative.
    yes: an "instrument/item" answered with yes. situation: one that the person is in.
    """

    positive: str | None = None
    not_negative: str | None = None
    yes: str | None = None
    situation: Situation | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """An instrument, asked where any gate holds, or there is none, and all of `only_if` do."""

    pack: str
    when: tuple[Gate, ...] = ()
    only_if: tuple[Situation, ...] = ()


@dataclass(frozen=True, slots=True)
class Battery:
    """The instruments of an intake in their order; a gate names instruments of earlier steps.

    stops: signals at which the form asks nothing more and hands over to a person.
    """

    version: str
    steps: tuple[Step, ...]
    stops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sitting:
    """Who fills the form in, in which language; None: not said. `alone`: unseen by a partner."""

    language: str
    sex: Sex | None = None
    tracks: tuple[Track, ...] = ()
    has_partner: bool | None = None
    alone: bool | None = None

    def known(self, situation: Situation) -> bool | None:
        """Whether the person is in it; None: not known."""
        match situation:
            case Situation.SUBSTANCE_USE:
                return not SUBSTANCE_TRACKS.isdisjoint(self.tracks)
            case Situation.MAY_BE_PREGNANT:
                return self.sex is not Sex.MALE
            case Situation.COUPLES:
                return Track.COUPLES in self.tracks
            case Situation.PARTNER:
                return self.has_partner
            case Situation.ALONE:
                return self.alone


def sitting_of(submission: Submission) -> Sitting:
    """The sitting in which a submission was made, as far as it says."""
    language, couple = submission.language, submission.couple
    return Sitting(
        language=language.read or language.spoken,
        sex=submission.person.sex,
        tracks=submission.need.tracks,
        has_partner=True if couple else None,
        alone=couple.screened_alone if couple else None,
    )
