"""A scored instrument as FHIR R4 Observations, as US Core records screenings and assessments.

Source: US Core Observation Screening Assessment profile (category survey, a panel with members;
a value or the reason for its absence where there are no members; UCUM).
"""

from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from threshold.assessment.facts import NOT_BEGUN
from threshold.assessment.pack import Item, Pack
from threshold.assessment.scoring import Scored, Status, Total
from threshold.fhir.codes import (
    ABSENT,
    CATEGORY,
    DECLINED,
    UCUM,
    Json,
    band_coding,
    item_coding,
    loinc_answer,
    moment,
    option_coding,
    pack_coding,
    result_coding,
    total_coding,
    weights,
)

PROFILE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-observation-screening-assessment"
UNKNOWN = "unknown"
PRORATED = "Prorated: the total stands for items without an answer too."


def observations(
    scored: Scored,
    pack: Pack,
    effective: datetime,
    subject_reference: str,
    derived_from: str,
    *,
    with_band: bool = False,
) -> list[Json]:
    """The panel, then its members: the answers that count, what was declined, and the total.

    An instrument that was not begun has none. Where the score is INCOMPLETE or DECLINED the total
    has no value but the reason. What the machine makes of a total is left to a clinician: the
    band, or the result of an instrument without a total, is there only `with_band`, as a code of
    our own. `effective` has a zone; `derived_from` refers to the QuestionnaireResponse, and the
    same reference gives the same ids again.

    Raises:
        ValueError: `effective` has no zone.
    """
    if scored.status in NOT_BEGUN:
        return []
    parts = _items(scored, pack) | _outcome(scored, pack, with_band=with_band)
    ids = {part: str(uuid5(NAMESPACE_URL, f"{derived_from}/{pack.id}/{part}")) for part in parts}
    members = [{"reference": f"Observation/{one}"} for one in ids.values()]
    panel_id = str(uuid5(NAMESPACE_URL, f"{derived_from}/{pack.id}"))
    panel: Json = {"code": {"coding": [pack_coding(pack)], "text": pack.name}}
    panel |= {"hasMember": members} if members else _absent(_why(scored))
    common: Json = {
        "subject": {"reference": subject_reference},
        "effectiveDateTime": moment(effective),
        "derivedFrom": [{"reference": derived_from}],
    }
    return [
        _observation(panel_id, panel | common),
        *(_observation(ids[part], own | common) for part, own in parts.items()),
    ]


def _observation(name: str, own: Json) -> Json:
    return {
        "resourceType": "Observation",
        "id": name,
        "meta": {"profile": [PROFILE]},
        "status": "final",
        "category": [{"coding": [{"system": CATEGORY, "code": "survey"}]}],
        **own,
    }


def _items(scored: Scored, pack: Pack) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for item in pack.items:
        code = {"code": {"coding": [item_coding(pack, item)]}}
        if item.id in scored.answers:
            found[item.id] = code | _answer(pack, item, scored.answers[item.id])
        elif item.id in scored.declined:
            found[item.id] = code | _absent(DECLINED)
    return found


def _answer(pack: Pack, item: Item, score: int) -> Json:
    for option in pack.options(item):
        if option.score == score and loinc_answer(option):
            coding = {"extension": weights(option), **option_coding(pack, item, option)}
            return {"valueCodeableConcept": {"coding": [coding]}}
    return {"valueInteger": score}


def _outcome(scored: Scored, pack: Pack, *, with_band: bool) -> dict[str, Json]:
    band = {"coding": [band_coding(pack, scored.band)]} if with_band and scored.band else None
    if any(one.id == "total" for one in pack.scores):
        total: Json = {"code": {"coding": [total_coding(pack)]}}
        total |= _absent(_why(scored)) if scored.total is None else _quantity(scored.total)
        total |= {"note": [{"text": PRORATED}]} if scored.prorated else {}
        return {"(total)": total | ({"interpretation": [band]} if band else {})}
    if not (pack.results and with_band):
        return {}
    result: Json = {"code": {"coding": [result_coding(pack)]}}
    return {"(result)": result | ({"valueCodeableConcept": band} if band else _absent(UNKNOWN))}


def _quantity(total: Total) -> Json:
    number = total if isinstance(total, int) else float(total)
    unit = {"unit": "{score}", "system": UCUM, "code": "{score}"}
    return {"valueQuantity": {"value": number, **unit}}


def _why(scored: Scored) -> str:
    return DECLINED if scored.status is Status.DECLINED else UNKNOWN


def _absent(reason: str) -> Json:
    return {"dataAbsentReason": {"coding": [{"system": ABSENT, "code": reason}]}}
