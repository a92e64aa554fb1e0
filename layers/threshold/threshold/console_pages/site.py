"""The console's pages, by what they are about. Those of one case are loaded when first opened."""

from functools import cached_property
from typing import TYPE_CHECKING

from threshold.console_pages.case_pages import CasePages
from threshold.console_pages.desk import ConsoleDesk
from threshold.console_pages.gate import enter
from threshold.console_pages.operations_pages import OperationsPages
from threshold.console_pages.payer_pages import PayerPages
from threshold.console_pages.search_pages import SearchPages
from threshold.console_pages.shell import Shell
from threshold.console_pages.sign_in_pages import SignInPages
from threshold.console_pages.visit import Reply, Request, StaffVisit
from threshold.console_pages.worklist_pages import WorklistPages

if TYPE_CHECKING:
    from threshold.console_pages.act_pages import ActPages
    from threshold.console_pages.adding_pages import AddingPages
    from threshold.console_pages.answer_pages import AnswerPages
    from threshold.console_pages.audit_pages import AuditPages
    from threshold.console_pages.benefit_pages import BenefitPages
    from threshold.console_pages.call_pages import CallPages
    from threshold.console_pages.clinician_pages import ClinicianPages
    from threshold.console_pages.cohort_pages import CohortPages
    from threshold.console_pages.couple_pages import CouplePages
    from threshold.console_pages.import_pages import ImportPages
    from threshold.console_pages.measures_pages import MeasuresPages
    from threshold.console_pages.override_pages import OverridePages
    from threshold.console_pages.planner_pages import PlannerPages
    from threshold.console_pages.queue_pages import QueuePages
    from threshold.console_pages.roster_pages import RosterPages
    from threshold.console_pages.safety_pages import SafetyPages
    from threshold.console_pages.slot_pages import SlotPages


class ConsoleSite:
    """The pages of the console. `provider_origin` is where forms may lead besides to us."""

    def __init__(self, desk: ConsoleDesk) -> None:
        self._desk = desk
        self._shell = Shell(desk)
        self.provider_origin = desk.provider.origin
        self.sign_in = SignInPages(desk, self._shell.outside)
        self.worklists = WorklistPages(desk, self._shell)
        self.cases = CasePages(desk, self._shell)
        self.search = SearchPages(desk, self._shell)
        self.payers = PayerPages(desk, self._shell)
        self.operations = OperationsPages(desk, self._shell)

    # Pages that few open in a day are loaded when one does.

    @cached_property
    def safety(self) -> "SafetyPages":
        """Safety answers, and breaking the glass before them."""
        from threshold.console_pages.safety_pages import SafetyPages

        return SafetyPages(self._desk, self._shell)

    @cached_property
    def audits(self) -> "AuditPages":
        """The audit of an intake, and the accounting of its disclosures."""
        from threshold.console_pages.audit_pages import AuditPages

        return AuditPages(self._desk, self._shell)

    @cached_property
    def acts(self) -> "ActPages":
        """What staff do to an intake."""
        from threshold.console_pages.act_pages import ActPages

        return ActPages(self._desk, self._shell)

    @cached_property
    def benefits(self) -> "BenefitPages":
        """Benefits and estimates."""
        from threshold.console_pages.benefit_pages import BenefitPages

        return BenefitPages(self._desk, self._shell)

    @cached_property
    def calls(self) -> "CallPages":
        """Calls to payers."""
        from threshold.console_pages.call_pages import CallPages

        return CallPages(self._desk, self._shell)

    @cached_property
    def answers(self) -> "AnswerPages":
        """What payers answered, segment by segment."""
        from threshold.console_pages.answer_pages import AnswerPages

        return AnswerPages(self._desk, self._shell)

    @cached_property
    def couples(self) -> "CouplePages":
        """Two who come together."""
        from threshold.console_pages.couple_pages import CouplePages

        return CouplePages(self._desk, self._shell)

    @cached_property
    def overrides(self) -> "OverridePages":
        """The ledger of overrides."""
        from threshold.console_pages.override_pages import OverridePages

        return OverridePages(self._desk, self._shell)

    @cached_property
    def queue(self) -> "QueuePages":
        """The queue for a seat."""
        from threshold.console_pages.queue_pages import QueuePages

        return QueuePages(self._desk, self._shell)

    @cached_property
    def planner(self) -> "PlannerPages":
        """What opening another group would clear."""
        from threshold.console_pages.planner_pages import PlannerPages

        return PlannerPages(self._desk, self._shell)

    @cached_property
    def measures(self) -> "MeasuresPages":
        """How the program does."""
        from threshold.console_pages.measures_pages import MeasuresPages

        return MeasuresPages(self._desk, self._shell)

    @cached_property
    def roster(self) -> "RosterPages":
        """Groups, clinicians, and what is free."""
        from threshold.console_pages.roster_pages import RosterPages

        return RosterPages(self._desk, self._shell)

    @cached_property
    def cohorts(self) -> "CohortPages":
        """One group."""
        from threshold.console_pages.cohort_pages import CohortPages

        return CohortPages(self._desk, self._shell)

    @cached_property
    def clinicians(self) -> "ClinicianPages":
        """One clinician."""
        from threshold.console_pages.clinician_pages import ClinicianPages

        return ClinicianPages(self._desk, self._shell)

    @cached_property
    def slots(self) -> "SlotPages":
        """The appointments of one clinician."""
        from threshold.console_pages.slot_pages import SlotPages

        return SlotPages(self._desk, self._shell)

    @cached_property
    def imports(self) -> "ImportPages":
        """Files that become the roster."""
        from threshold.console_pages.import_pages import ImportPages

        return ImportPages(self._desk, self._shell)

    @cached_property
    def adding(self) -> "AddingPages":
        """Groups and clinicians that are new."""
        from threshold.console_pages.adding_pages import AddingPages

        return AddingPages(self._desk, self._shell)

    def enter(self, request: Request) -> StaffVisit:
        """See `gate.enter`."""
        return enter(request, self._desk)

    def problem(self, request: Request, status: int) -> Reply:
        """A page for what went wrong, by its HTTP status."""
        return Reply(self._shell.outside("problem.html", request, status=status), status=status)
