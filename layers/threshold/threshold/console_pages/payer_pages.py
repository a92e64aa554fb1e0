"""The board of payers: who answers, how fast, and who is left alone for a while."""

from threshold.console.roles import NotForRole, Reading, may_read
from threshold.console_pages.desk import ConsoleDesk
from threshold.console_pages.payer_rows import payer_rows
from threshold.console_pages.shell import TEXTS, Shell
from threshold.console_pages.visit import Reply, StaffVisit


class PayerPages:
    """The page at /console/payers."""

    def __init__(self, desk: ConsoleDesk, shell: Shell) -> None:
        self._desk, self._shell = desk, shell

    def show(self, visit: StaffVisit) -> Reply:
        """The board.

        Raises:
            NotForRole: the roles may not see it.
            Retryable: it cannot be read now.
        """
        if not may_read(visit.roles, Reading.PAYER_HEALTH):
            raise NotForRole
        board, now = self._desk.works().payers, self._desk.now()
        rows = payer_rows(self._desk.program, board, now, self._shell.zone, TEXTS)
        return self._shell.page("payers.html", visit, payers=rows)
