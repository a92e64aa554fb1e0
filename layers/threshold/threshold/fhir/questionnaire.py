"""An instrument as a FHIR R4 Questionnaire, for others to render or to read responses by."""

from collections.abc import Sequence

from threshold.assessment.pack import Condition, Item, Pack
from threshold.assessment.rights import Text
from threshold.fhir.codes import (
    OUR_FORM,
    Json,
    item_coding,
    option_coding,
    pack_coding,
    weights,
)

INSTRUCTION = "instruction"
MIN_VALUE = "http://hl7.org/fhir/StructureDefinition/minValue"
MAX_VALUE = "http://hl7.org/fhir/StructureDefinition/maxValue"
LOINC_NOTICE = (
    "This material contains content from LOINC (http://loinc.org). LOINC is copyright "
    "Regenstrief Institute, Inc. and the LOINC Committee and is available at no cost under the "
    "license at http://loinc.org/license."
)


def questionnaire(pack: Pack, language: str) -> Json:
    """The instrument's questions in one language, in the order of the form.

    Where the rights or a text in that language are missing it is a skeleton: codes, weights and
    branches, no wording. A text that an institution may use itself is not given on. No question
    is required, since a person may leave any of them blank.
    """
    text = pack.text_in(language) if pack.rights.text_shipped else None
    return {
        "resourceType": "Questionnaire",
        **({"language": _tag(pack, language)} if text else {}),
        "url": f"{OUR_FORM}{pack.id}",
        "version": pack.version,
        "name": pack.id.upper().replace("-", "_"),
        "title": text.title if text else pack.name,
        "status": "active",
        "subjectType": ["Patient"],
        "copyright": f"{pack.rights.holder}: {pack.rights.evidence}. {LOINC_NOTICE}",
        "code": [pack_coding(pack)],
        "item": [*_instruction(text), *(_question(pack, item, text) for item in pack.items)],
    }


def _tag(pack: Pack, language: str) -> str:
    """The language that the text is in: "es" serves who asks for "es-MX"."""
    return language if language in pack.texts else language.split("-")[0]


def _instruction(text: Text | None) -> list[Json]:
    if text is None or text.instruction is None:
        return []
    return [{"linkId": INSTRUCTION, "type": "display", "text": text.instruction}]


def _question(pack: Pack, item: Item, text: Text | None) -> Json:
    entries = _enable_when(pack, item)
    return {
        "linkId": item.id,
        "code": [item_coding(pack, item)],
        **({"text": text.items[item.id]} if text else {}),
        **({"enableWhen": entries} if entries else {}),
        **({"enableBehavior": "any"} if len(entries) > 1 else {}),
        **(_choice(pack, item, text) if item.up_to is None else _number(item.up_to)),
    }


def _number(up_to: int) -> Json:
    ends = [{"url": MIN_VALUE, "valueInteger": 0}, {"url": MAX_VALUE, "valueInteger": up_to}]
    return {"type": "integer", "extension": ends}


def _choice(pack: Pack, item: Item, text: Text | None) -> Json:
    wording = text.choices[item.answers] if text else ()
    return {"type": "choice", "answerOption": _options(pack, item, wording)}


def _options(pack: Pack, item: Item, wording: Sequence[str]) -> list[Json]:
    options = pack.options(item)
    codings = [option_coding(pack, item, option) for option in options]
    for coding, words in zip(codings, wording, strict=False):
        coding["display"] = words
    return [
        {"extension": weights(option), "valueCoding": coding}
        for option, coding in zip(options, codings, strict=True)
    ]


def _enable_when(pack: Pack, item: Item) -> list[Json]:
    """The branch, where R4 can say it; where it cannot, the question is always asked.

    R4 compares single answers: it cannot take several together, nor join "any" and "all".
    """
    least = _least(item.asked_when[0]) if len(item.asked_when) == 1 else None
    if least is None:
        return []
    names = item.asked_when[0].items
    return [entry for one in pack.items if one.id in names for entry in _from(pack, one, least)]


def _least(condition: Condition) -> int | None:
    """The answer that meets the condition whatever the others are; None: there is none."""
    if condition.count_at_least == 1:
        return condition.each_at_least
    alone = condition.sum_at_least == 1 or len(condition.items) == 1
    return condition.sum_at_least if alone else None


def _from(pack: Pack, item: Item, least: int) -> list[Json]:
    if item.up_to is not None:
        return [{"question": item.id, "operator": ">=", "answerInteger": least}]
    codings = [option_coding(pack, item, one) for one in pack.options(item) if one.score >= least]
    return [{"question": item.id, "operator": "=", "answerCoding": coding} for coding in codings]
