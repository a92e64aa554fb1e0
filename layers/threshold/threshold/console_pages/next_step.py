"""What somebody does first with a case, by the list it waits on: one sentence, one button."""

from collections.abc import Collection
from dataclasses import dataclass

from threshold.console.offers import RECORD_BENEFITS
from threshold.intake.life_cycle import Status, Worklist
from threshold.intake.record import IntakeRecord

_FIRST: dict[Worklist, tuple[str, ...]] = {
    Worklist.CRISIS: ("send_to_review", "add_note"),
    Worklist.REVIEW: ("accept", "add_note"),
    Worklist.VERIFY_BY_PHONE: (RECORD_BENEFITS,),
    Worklist.FIX_IT: ("add_note",),
    Worklist.REFERRAL: ("referral_made",),
    Worklist.SCHEDULING: ("take_offer",),
    Worklist.SEATED: ("clinical_contact",),
}


@dataclass(frozen=True, slots=True)
class NextStep:
    """`says`: the key of the sentence. `deed`: the first thing to do, empty for nothing.

    others: what else may be done, in the order in which it is offered.
    """

    says: str
    deed: str
    others: tuple[str, ...]


def next_step(record: IntakeRecord, offers: Collection[str], in_the_way: int) -> NextStep:
    """The next step of a case for whoever is offered this.

    in_the_way: how many rules speak against acceptance, so that it is not what comes first.
    """
    wanted = _FIRST.get(record.worklist, ()) if record.worklist else ()
    if in_the_way and "override_rule" in offers:
        wanted = tuple("refer" if one == "accept" else one for one in wanted)
    deed = next((one for one in wanted if one in offers), "")
    others = tuple(one for one in offers if one != deed)
    return NextStep(_says(record, offers, in_the_way), deed, others)


def _says(record: IntakeRecord, offers: Collection[str], in_the_way: int) -> str:
    if record.worklist is None or not offers:
        return f"next.none.{record.status}"
    if record.worklist in (Worklist.CRISIS, Worklist.REVIEW):
        if "accept" not in offers:
            return f"next.{record.worklist}.others"
        blocked = in_the_way and record.worklist is Worklist.REVIEW
        return f"next.{record.worklist}.{'blocked' if blocked else 'clinician'}"
    if record.status is Status.OFFERED:
        return "next.offered"
    return f"next.{record.worklist}"
