"""The pages that add a group or a clinician to the roster."""

from collections.abc import Mapping

from threshold.console_pages.desk import ConsoleDesk
from threshold.console_pages.gate import forget_kept, kept_form
from threshold.console_pages.planner_form import TRACKS
from threshold.console_pages.roster_changing import added
from threshold.console_pages.roster_form import RosterForm, said_in
from threshold.console_pages.rows import language_words
from threshold.console_pages.shell import TEXTS, Shell
from threshold.console_pages.visit import Reply, StaffVisit
from threshold.errors import Unknown
from threshold.program.roster import AgeBand
from threshold.program.roster_parts import Part

ADD_COHORT = "/console/roster/new/cohort"
PARTS: Mapping[str, Part] = {"cohort": Part.COHORTS, "clinician": Part.CLINICIANS}
FIELDS: Mapping[Part, tuple[str, ...]] = {
    Part.COHORTS: (
        "name", "id", "track", "language", "ages", "zone", "sessions", "starts", "capacity",
        "accommodates_pain", "interpreter",
    ),
    Part.CLINICIANS: ("name", "id", "licences", "languages", "specialties", "payers"),
}  # fmt: skip
_AGES = (
    (AgeBand.ADULT, AgeBand.OLDER),
    (AgeBand.ADULT,),
    (AgeBand.OLDER,),
    (AgeBand.TEEN,),
)


class AddingPages:
    """The page at /console/roster/new/PART."""

    def __init__(self, desk: ConsoleDesk, shell: Shell) -> None:
        self._desk, self._shell = desk, shell

    def show(self, visit: StaffVisit, name: str) -> Reply:
        """The form: as it was left before a sign-off, or with what the address proposes.

        Raises:
            Unknown: nothing of this name can be added.
        """
        part = _part(name)
        kept = kept_form(visit, self._desk)
        if kept is not None:
            return self._page(visit, part, RosterForm(said_in(kept, FIELDS[part]), "", kept=True))
        usual = {"zone": self._desk.program.time_zone, "language": "en", "languages": "en"}
        proposed = {field: [value] for field, value in (usual | dict(visit.request.query)).items()}
        return self._page(visit, part, RosterForm(said_in(proposed, FIELDS[part]), ""))

    def act(self, visit: StaffVisit, name: str) -> Reply:
        """Add it, or give the form back with all it holds.

        Raises:
            Unknown: nothing of this name can be added.
            Retryable: it could not be written down.
        """
        part = _part(name)
        if visit.request.one("go") == "drop":
            forget_kept(visit, self._desk)
            return Reply(location=visit.request.address)
        form = added(visit, part, FIELDS[part], self._desk.roster())
        if form is not None:
            return self._page(visit, part, form)
        forget_kept(visit, self._desk)
        return Reply(location=f"/console/roster?done={name}_added#{part}")

    def _page(self, visit: StaffVisit, part: Part, form: RosterForm) -> Reply:
        roster = self._desk.roster().seats.availability().roster
        return self._shell.page(
            "adding.html",
            visit,
            status=form.status,
            typing=True,
            part=part.value,
            form=form,
            clinicians=[(one.id, one.name) for one in roster.clinicians],
            choices={
                "track": [(one.value, TEXTS(f"roster.track.{one}")) for one in TRACKS],
                "ages": [(" | ".join(bands), _ages(bands)) for bands in _AGES],
                "language": [
                    (one, language_words(one, TEXTS))
                    for one in sorted({"en", "es", form.said.get("language") or "en"})
                ],
            },
        )


def _part(name: str) -> Part:
    if name not in PARTS:
        raise Unknown("the roster has no such part")
    return PARTS[name]


def _ages(bands: tuple[AgeBand, ...]) -> str:
    return ", ".join(TEXTS(f"roster.age.{band}") for band in bands)
