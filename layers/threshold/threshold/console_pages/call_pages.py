"""The call to a payer: what it will ask us, what we ask it, and each answer tapped as it comes."""

from collections.abc import Mapping

from threshold.benefits.relevance import BILLING_CODES, REVENUE_CODES
from threshold.console.reading import BENEFITS_TELL
from threshold.console.roles import Reading
from threshold.console_pages.benefit_pages import readable
from threshold.console_pages.benefit_recording import NotRecorded, record
from threshold.console_pages.call_form import (
    HEARD,
    TAKE_BACK,
    header_of,
    is_said,
    key_of,
    questions,
    recording,
    with_tapped,
)
from threshold.console_pages.desk import ConsoleDesk
from threshold.console_pages.gate import forget_kept, kept_form
from threshold.console_pages.opening import write_down
from threshold.console_pages.sheet_view import recorded
from threshold.console_pages.shell import Shell
from threshold.console_pages.visit import Reply, StaffVisit
from threshold.program.billing import billing_of
from threshold.staff.kept_forms import Posted
from threshold.use_cases.benefits import Benefits, benefits_of
from threshold.use_cases.payer_benefits import PayerBenefits

_ABOUT = "about"
_NO_CALL: Mapping[str, str] = {}


class CallPages:
    """The page at /console/intakes/ID/call."""

    def __init__(self, desk: ConsoleDesk, shell: Shell) -> None:
        self._desk, self._shell = desk, shell

    def show(self, visit: StaffVisit, intake_id: str) -> Reply:
        """The script of the call to a payer, the one that gives the benefits if none is named.

        Raises:
            Unknown: there is no such intake for this person.
            Retryable: it could not be written down that they saw it.
        """
        kept = kept_form(visit, self._desk)
        return self._page(visit, intake_id, kept or {}, NotRecorded(200), kept=kept is not None)

    def record(self, visit: StaffVisit, intake_id: str) -> Reply:
        """Record what was tapped and written, and be back at the next question.

        Raises:
            Unknown: there is no such intake for this person.
            NotForRole: it is not theirs to record.
            Retryable: others kept writing.
        """
        posted = visit.request.posted or {}
        if not is_said(visit.request.one("go")):
            return self._page(visit, intake_id, posted, NotRecorded(200))
        readable(visit, intake_id, self._desk, self._shell)
        one = _named(self._benefits(intake_id), visit.request.one(_ABOUT))
        document, keys = recording(posted, one.party, visit.request.whole("version"))
        try:
            record(visit, intake_id, document, self._desk)
        except NotRecorded as why:
            return self._page(visit, intake_id, with_tapped(posted), _by_key(why, keys))
        forget_kept(visit, self._desk)
        anchor = "recorded" if visit.request.one("go").startswith(TAKE_BACK) else _after(one, keys)
        return Reply(location=f"{visit.request.address}?{_ABOUT}={name_of(one)}#{anchor}")

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
        found = self._benefits(intake_id)
        written = "".join(typed.get(_ABOUT, ())[:1])
        one = _named(found, written or visit.request.query.get(_ABOUT, ""))
        write_down(visit, intake_id, Reading.BENEFITS, BENEFITS_TELL, self._desk)
        script, told = one.script, recorded(one)
        mine = _last_call(one, visit.name)
        return self._shell.page(
            "call.html",
            visit,
            status=why.status,
            typing=True,
            head=head,
            one=one,
            payers=[(name_of(each), each) for each in found.payers],
            about=name_of(one),
            version=found.record.version,
            known=script.known if script else (),
            questions=questions(one, typed),
            told=told,
            header=header_of(typed, mine, self._desk.today()),
            sources=HEARD,
            ours=self._ours(found, one),
            faults=why.faults,
            said_since=why.said_since,
            kept=kept,
        )

    def _benefits(self, intake_id: str) -> Benefits:
        return benefits_of(intake_id, self._desk.store, self._desk.program, self._desk.now())

    def _ours(self, found: Benefits, one: PayerBenefits) -> Mapping[str, str | None]:
        """What the payer will ask of us, in its order; None where it is missing."""
        card, program = found.submission.payment.card, self._desk.program
        person = found.submission.person
        return {
            "npi": program.provider.npi,
            "tax_number": billing_of(program).tax_number,
            "provider": program.provider.name,
            "member_id": card.member_id if card else None,
            "patient": f"{person.name.first} {person.name.last}, {person.birth_date.isoformat()}",
            "group_number": card.group_number if card else None,
            "relationship": card.relationship if card else None,
            "code": f"{BILLING_CODES[one.care]}, {REVENUE_CODES[one.care]}",
        }


def name_of(one: PayerBenefits) -> str:
    """What a call is named by in an address: the kind of care and the party."""
    return f"{one.care}.{one.party}"


def _named(found: Benefits, name: str) -> PayerBenefits:
    """The payer of that name; without one, the first whose benefits count and may be asked."""
    ranked = sorted(found.payers, key=lambda one: (not one.counts, one.script is None))
    return next((one for one in ranked if name_of(one) == name), ranked[0])


def _after(one: PayerBenefits, keys: tuple[str, ...]) -> str:
    """The anchor of the question after the last of those that were answered."""
    asked_now = [key_of(each.field) for each in one.script.questions] if one.script else []
    places = [asked_now.index(key) for key in keys if key in asked_now]
    left = asked_now[max(places) + 1 :] if places else []
    return f"q-{left[0]}" if left else "script"


def _last_call(one: PayerBenefits, name: str) -> Mapping[str, str]:
    """Whom somebody last spoke to at a payer today, as their own recording has it."""
    calls = [
        (fact.recorded.at, fact)
        for fact in one.sheet.facts
        if fact.recorded and fact.recorded.by == name and fact.call
        if fact.said_on == one.sheet.on
    ]
    if not calls:
        return _NO_CALL
    _, fact = max(calls, key=lambda pair: pair[0])
    call = fact.call
    return {"representative": call.representative, "reference": call.reference} if call else {}


def _by_key(why: NotRecorded, keys: tuple[str, ...]) -> NotRecorded:
    """The faults by the question they are of; those of the call itself, once."""
    faults = {}
    for place, rule in why.faults.items():
        part = place.split("/")
        if part[0] == "facts" and len(part) == 3:
            is_answer = part[2] in ("value", "field", "network", "level")
            faults[f"q-{keys[int(part[1])]}" if is_answer else part[2]] = rule
        else:
            faults[part[0]] = rule
    return NotRecorded(why.status, faults, why.said_since)
