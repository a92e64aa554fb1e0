"""The benefits of a case: what each payer said and left open, what care may cost, who helps."""

from dataclasses import dataclass
from datetime import date

from threshold.benefits.estimate import CannotEstimate, Estimate
from threshold.console.reading import BENEFITS_TELL
from threshold.console.roles import Reading, may_read
from threshold.console_pages.benefit_recording import NotRecorded, record
from threshold.console_pages.case_head import Head, head_of
from threshold.console_pages.chart import Chart, chart, dollars
from threshold.console_pages.desk import ConsoleDesk
from threshold.console_pages.gate import forget_kept, kept_form
from threshold.console_pages.opening import write_down
from threshold.console_pages.raw_answers import raw_answers
from threshold.console_pages.sheet_view import Places, SheetLine, places_of, sheet_lines
from threshold.console_pages.shell import Shell
from threshold.console_pages.visit import Reply, StaffVisit
from threshold.eligibility.answer_json import money
from threshold.errors import Unknown
from threshold.staff.kept_forms import Posted
from threshold.use_cases.benefits import Benefits, benefits_of
from threshold.use_cases.payer_benefits import PayerBenefits
from threshold.web.fact_form import Object

_FIELDS = ("first_day", "yearly_income", "people")


@dataclass(frozen=True, slots=True)
class EstimateView:
    """An estimate in or out of network: the range, its weeks and assumptions; or why none."""

    network: str
    low: str | None
    high: str | None
    chart: Chart | None
    assumptions: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PayerView:
    """One payer, for one kind of care."""

    of: PayerBenefits
    estimates: tuple[EstimateView, ...]
    lines: tuple[SheetLine, ...]
    places: Places

    @property
    def missing(self) -> int:
        """How many lines of the sheet nobody has filled yet."""
        return sum(1 for line in self.lines if line.unsaid)


class BenefitPages:
    """The page at /console/intakes/ID/benefits."""

    def __init__(self, desk: ConsoleDesk, shell: Shell) -> None:
        self._desk, self._shell = desk, shell

    def show(self, visit: StaffVisit, intake_id: str) -> Reply:
        """Sheet, estimates, help with the cost; that they were seen is written down first.

        Raises:
            Unknown: there is no such intake for this person.
            Retryable: it could not be written down that they saw it.
        """
        kept = kept_form(visit, self._desk)
        return self._page(visit, intake_id, kept or {}, NotRecorded(200), kept=kept is not None)

    def record(self, visit: StaffVisit, intake_id: str) -> Reply:
        """Record the first day of care, or what the person said of their means.

        Raises:
            Unknown: there is no such intake for this person.
            NotForRole: it is not theirs to record.
            Retryable: others kept writing.
        """
        typed = visit.request.posted or {}
        if visit.request.one("go") != "record":
            return self._page(visit, intake_id, typed, NotRecorded(200))
        try:
            record(visit, intake_id, _document(visit), self._desk)
        except NotRecorded as why:
            return self._page(visit, intake_id, typed, why)
        forget_kept(visit, self._desk)
        return Reply(location=f"{visit.request.address}?done=record_benefits")

    def _page(
        self,
        visit: StaffVisit,
        intake_id: str,
        typed: Posted,
        why: NotRecorded,
        *,
        kept: bool = False,
    ) -> Reply:
        head = readable(visit, intake_id, self._desk, self._shell)
        found = benefits_of(intake_id, self._desk.store, self._desk.program, self._desk.now())
        write_down(visit, intake_id, Reading.BENEFITS, BENEFITS_TELL, self._desk)
        return self._shell.page(
            "benefits.html",
            visit,
            status=why.status,
            typing=True,
            head=head,
            found=found,
            payers=self._payers(found),
            version=found.record.version,
            typed={name: "".join(typed.get(name, ())[:1]) or _known(found, name)
                   for name in _FIELDS},
            faults={place.rpartition("/")[2]: rule for place, rule in why.faults.items()},
            said_since=why.said_since,
            kept=kept,
            done="done" in visit.request.query,
            may_answers=may_read(visit.roles, Reading.X12, head.record.worklist),
            dollars=dollars,
        )  # fmt: skip

    def _payers(self, found: Benefits) -> tuple[PayerView, ...]:
        raw = raw_answers(found.record.intake_id, self._desk.store)
        views = []
        for one in found.payers:
            places = places_of(found.coverage, one, raw)
            both = (("in", one.in_network), ("out", one.out_of_network))
            estimates = tuple(_estimate(network, made) for network, made in both)
            views.append(PayerView(one, estimates, sheet_lines(one, places), places))
        return tuple(views)


def readable(visit: StaffVisit, intake_id: str, desk: ConsoleDesk, shell: Shell) -> Head:
    """The head of a case whose benefits somebody may read.

    Raises:
        Unknown: there is no such intake for this person.
    """
    head = head_of(visit, intake_id, desk, shell)
    if not may_read(visit.roles, Reading.BENEFITS, head.record.worklist):
        raise Unknown("no intake of theirs has this id")
    return head


def _estimate(network: str, made: Estimate | CannotEstimate) -> EstimateView:
    if isinstance(made, CannotEstimate):
        return EstimateView(network, None, None, None, (), made.reasons)
    low, high = dollars(made.total.low), dollars(made.total.high)
    return EstimateView(network, low, high, chart(made), made.assumptions, ())


def _document(visit: StaffVisit) -> Object:
    """What was filled in; what was left blank is left out."""
    said = {name: visit.request.one(name).strip() for name in _FIELDS}
    document: Object = {"version": visit.request.whole("version")}
    if said["first_day"]:
        document["first_day"] = said["first_day"]
    if said["yearly_income"] or said["people"]:
        document["household"] = {
            "yearly_income": said["yearly_income"].removeprefix("$").replace(",", "") or None,
            "people": visit.request.whole("people") or said["people"] or None,
        }
    return document


def _known(found: Benefits, name: str) -> str:
    """What is known already, as it stands in its field."""
    day: date | None = found.start.day if found.start.planned else None
    household = found.household
    known = {
        "first_day": day.isoformat() if day else "",
        "yearly_income": money(household.yearly_income) or "" if household else "",
        "people": str(household.people) if household else "",
    }
    return known[name]
