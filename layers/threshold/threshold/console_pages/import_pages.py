"""The page by which files become the roster: first what they would change, then the change."""

from threshold.console_pages.desk import ConsoleDesk
from threshold.console_pages.roster_form import keeper
from threshold.console_pages.shell import Shell
from threshold.console_pages.visit import Reply, StaffVisit
from threshold.errors import Conflict
from threshold.program.roster_changes import Changes
from threshold.program.roster_entries import MOST_BYTES, Fault, File, Unusable

FILE_NAME, FILE_TEXT = "file_name", "file_text"
"""Fields of the second step, which carries the files of the first: nothing is kept in between."""
_MOST_FAULTS = 100


class ImportPages:
    """The page at /console/roster/import."""

    def __init__(self, desk: ConsoleDesk, shell: Shell) -> None:
        self._desk, self._shell = desk, shell

    def show(self, visit: StaffVisit) -> Reply:
        """The form that takes files."""
        return self._page(visit)

    def act(self, visit: StaffVisit) -> Reply:
        """Show what files would change or, told to, change it.

        Raises:
            Retryable: it could not be written down, or others kept writing.
        """
        from threshold.use_cases.roster_keeping import carry_out, planned

        go, desk = visit.request.one("go"), self._desk.roster()
        files = tuple(File(*one) for one in visit.request.files) or _carried(visit)
        if go not in ("look", "import") or not files:
            return self._page(visit, missing=go == "look")
        close = visit.request.one("close_missing") == "yes"
        try:
            plan = planned(files, desk, close_missing=close)
        except Unusable as error:
            return self._page(visit, faults=error.faults, status=422)
        if go == "look" or plan.digest != visit.request.one("seen"):
            return self._page(visit, plan=plan, files=files, close=close, moved=go == "import")
        try:
            carry_out(plan, keeper(visit), desk)
        except Conflict:
            again = planned(files, desk, close_missing=close)
            return self._page(visit, plan=again, files=files, close=close, moved=True)
        return Reply(location="/console/roster?done=imported")

    def _page(
        self,
        visit: StaffVisit,
        *,
        plan: Changes | None = None,
        files: tuple[File, ...] = (),
        faults: list[Fault] | None = None,
        close: bool = False,
        moved: bool = False,
        missing: bool = False,
        status: int = 200,
    ) -> Reply:
        shown = (faults or [])[:_MOST_FAULTS]
        return self._shell.page(
            "import.html",
            visit,
            status=409 if moved else status,
            plan=plan,
            files=[(one.name, one.content.decode("utf-8-sig")) for one in files],
            faults=shown,
            more=len(faults or []) - len(shown),
            close=close,
            moved=moved,
            missing=missing,
            largest=MOST_BYTES // 1024,
        )


def _carried(visit: StaffVisit) -> tuple[File, ...]:
    """The files that the first step looked at."""
    posted = visit.request.posted or {}
    names, texts = posted.get(FILE_NAME, ()), posted.get(FILE_TEXT, ())
    return tuple(
        File(*pair) for pair in zip(names, (text.encode() for text in texts), strict=False)
    )
