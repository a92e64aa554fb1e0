"""Which clinician may see whom: by licence, by network, by language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from threshold.program.roster import Clinician, Licence, Roster, SlotKind, Specialty
from threshold.scheduling.seeker import Seeker

MAIN_LANGUAGE = "en"
"""Whoever speaks it and asks for an interpreter means another than of a spoken language."""
NEEDED_FOR = {SlotKind.PRESCRIBER: Specialty.PRESCRIBER, SlotKind.COUPLES: Specialty.COUPLES}
"""What a clinician has to be trained for to give such an appointment."""


@dataclass(frozen=True, slots=True)
class Staff:
    """The clinicians by id, and the states of each compact."""

    clinicians: Mapping[str, Clinician]
    compacts: Mapping[str, frozenset[str]]

    def licensed_until(self, clinician: str, state: str | None) -> date:
        """The last day on which they may practise where somebody is; nobody may in a state unknown.

        `date.min` where they may not at all, `date.max` where it has no end.
        """
        known = self.clinicians.get(clinician)
        licences = known.licences if known is not None and state is not None else ()
        ends = (one.until or date.max for one in licences if self._covers(one, state))
        return max(ends, default=date.min)

    def in_network(self, clinician: str, payer: str | None) -> bool:
        """Whether a payer has them in its network; no payer binds to none."""
        known = self.clinicians.get(clinician)
        return known is not None and (
            payer is None or known.payers is None or payer in known.payers
        )

    def sees_until(self, clinician: str, kind: SlotKind, seeker: Seeker) -> date:
        """The last day on which they may give somebody an appointment of a kind, as above.

        One interpreter for two people is always to be had, so whoever asked for one may see anyone.
        """
        known = self.clinicians.get(clinician)
        if (
            known is None
            or NEEDED_FOR.get(kind) not in {None, *known.specialties}
            or not self.in_network(clinician, seeker.payer)
            or not (seeker.interpreter or seeker.language in known.languages)
        ):
            return date.min
        return self.licensed_until(clinician, seeker.state)

    def _covers(self, licence: Licence, state: str | None) -> bool:
        if licence.compact is not None:
            return state in self.compacts.get(licence.compact, ())
        return licence.state == state


def staff_of(roster: Roster) -> Staff:
    """The staff of a roster."""
    return Staff({one.id: one for one in roster.clinicians}, roster.compacts)


def understands(seeker: Seeker, language: str, interpreter: bool) -> bool:
    """Whether somebody can follow a group held in a language, where an interpreter may sit in.

    An interpreter is free and is had by anybody who needs one (45 CFR 92.201).
    """
    asked_for_another = seeker.interpreter and seeker.language == MAIN_LANGUAGE
    return interpreter or (seeker.language == language and not asked_for_another)
