"""What the level-of-care rules look at, and what of it is still missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from threshold.assessment.scoring import Scored, Status, not_administered
from threshold.intake.submission import Track

MISSING = "missing"
DECLINED = "declined"
NOT_BEGUN = frozenset({Status.NOT_STARTED, Status.NOT_ADMINISTERED})


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one submission.

    scored: by instrument; one that was not part of the submission is absent.
    physical_state: two letters of the state the person is in now; None: not said.
    recent_discharge: left a higher level of care in the last 30 days; None: said to step down,
        but not when, which is evidence for nothing.
    tracks: what the person seeks help with.
    """

    scored: Mapping[str, Scored] = field(default_factory=dict)
    physical_state: str | None = None
    recent_discharge: bool | None = False
    tracks: tuple[Track, ...] = ()

    def of(self, instrument: str) -> Scored:
        """The instrument as scored, or as not administered."""
        return self.scored.get(instrument) or not_administered(instrument)


def incomplete(facts: Facts, required: tuple[str, ...]) -> tuple[str, ...]:
    """What is missing or declined, as "instrument/item", "instrument" where nothing was said.

    Whatever was begun counts, required or not; so does the state the person is in.
    """
    found: list[str] = [] if facts.physical_state else ["location/state"]
    for instrument in dict.fromkeys((*required, *facts.scored)):
        scored = facts.of(instrument)
        if scored.status not in NOT_BEGUN:
            found += [f"{instrument}/{item}" for item in (*scored.missing, *scored.declined)]
        elif instrument in required:
            found.append(instrument)
    return tuple(found)
