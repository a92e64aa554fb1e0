"""A person's answers to one instrument as a FHIR R4 QuestionnaireResponse."""

from collections.abc import Mapping
from datetime import datetime

from threshold.assessment.answers import Given, read
from threshold.assessment.pack import Item, Pack
from threshold.fhir.codes import (
    ABSENT_REASON,
    DECLINED,
    Json,
    canonical,
    moment,
    option_coding,
    weights,
)


def questionnaire_response(
    pack: Pack, answers: Mapping[str, object], authored: datetime, subject_reference: str
) -> Json:
    """The answers, each by its code and what it scores; a refusal to answer by its reason.

    What was not answered is left out, and so is any total. `authored` has a zone;
    `subject_reference` is a FHIR reference, "Patient/...".

    Raises:
        UnusableAnswer: an item the pack does not have, or an answer its item does not offer.
        ValueError: `authored` has no zone.
    """
    given = read(pack, answers)
    answered = ((item, _answer(pack, item, given)) for item in pack.items)
    items = [{"linkId": item.id, "answer": [answer]} for item, answer in answered if answer]
    return {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": canonical(pack),
        "status": "completed",
        "subject": {"reference": subject_reference},
        "authored": moment(authored),
        **({"item": items} if items else {}),
    }


def _answer(pack: Pack, item: Item, given: Given) -> Json | None:
    score = given.scores.get(item.id)
    number = item.up_to is not None
    if item.id in given.declined:
        absent = {"extension": [{"url": ABSENT_REASON, "valueCode": DECLINED}]}
        return {"_valueInteger" if number else "valueCoding": absent}
    if score is None:
        return None
    return {"valueInteger": score} if number else {"valueCoding": _coding(pack, item, score)}


def _coding(pack: Pack, item: Item, score: int) -> Json:
    option = next(one for one in pack.options(item) if one.score == score)
    return {"extension": weights(option), **option_coding(pack, item, option)}
