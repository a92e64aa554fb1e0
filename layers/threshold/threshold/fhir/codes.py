"""Code systems, extensions and references of FHIR R4 that the exports write and the import reads.

Sources: FHIR 4.0.1; its extension `ordinalValue`, which HL7's extensions pack has since renamed
`itemWeight`, so that both are written and either is read; LOINC answers LA33-6 and LA32-8.
"""

from datetime import datetime

from threshold.assessment.pack import Item, Option, Pack

Json = dict[str, object]

LOINC = "http://loinc.org"
LOINC_FORM = "http://loinc.org/q/"
"""What LOINC's own server calls a panel's questionnaire, before the panel's code."""
UCUM = "http://unitsofmeasure.org"
CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
ABSENT_REASON = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
DECLINED = "asked-declined"
WEIGHTS = (
    "http://hl7.org/fhir/StructureDefinition/ordinalValue",
    "http://hl7.org/fhir/StructureDefinition/itemWeight",
)
YES_NO = {"yes": "LA33-6", "no": "LA32-8"}
OURS = "urn:threshold:"
"""A name and no address: whoever deploys Threshold has a domain, the project has none."""
OUR_FORM = f"{OURS}questionnaire:"


def canonical(pack: Pack) -> str:
    """What a response says it answers: the questionnaire's url and version."""
    return f"{OUR_FORM}{pack.id}|{pack.version}"


def loinc(code: str) -> Json:
    """A LOINC coding, without the display that LOINC or the instrument's holder has rights in."""
    return {"system": LOINC, "code": code}


def option_coding(pack: Pack, item: Item, option: Option) -> Json:
    """An option by its LOINC answer code, yes or no by LOINC's, else by its score in our system."""
    if code := loinc_answer(option):
        return loinc(code)
    return {"system": f"{OURS}choices:{pack.id}:{item.answers}", "code": str(option.score)}


def loinc_answer(option: Option) -> str | None:
    """The LOINC answer code of an option; None where it has none."""
    return option.code or (YES_NO[option.says] if option.says else None)


def item_coding(pack: Pack, item: Item) -> Json:
    """A question by its LOINC term, else by its id in our system."""
    return loinc(item.loinc) if item.loinc else _local(f"items:{pack.id}", item.id)


def pack_coding(pack: Pack) -> Json:
    """An instrument by its LOINC panel, else by its id in our system."""
    return loinc(pack.loinc.panel) if pack.loinc.panel else _local("instruments", pack.id)


def total_coding(pack: Pack) -> Json:
    """An instrument's total by its LOINC term, else as ours."""
    return loinc(pack.loinc.total) if pack.loinc.total else _local(f"scores:{pack.id}", "total")


def result_coding(pack: Pack) -> Json:
    """The term that the result of an instrument without a total goes under, else ours."""
    return loinc(pack.loinc.result) if pack.loinc.result else _local("results", pack.id)


def band_coding(pack: Pack, band: str) -> Json:
    """A severity band or result, always in our system: no published code says just this."""
    return _local(f"bands:{pack.id}", band)


def _local(system: str, code: str) -> Json:
    return {"system": OURS + system, "code": code}


def weights(option: Option) -> list[Json]:
    """What the option scores, by both extensions that say so."""
    return [{"url": url, "valueDecimal": option.score} for url in WEIGHTS]


def moment(at: datetime) -> str:
    """A FHIR dateTime to the second.

    Raises:
        ValueError: the time has no zone, which FHIR demands.
    """
    if at.utcoffset() is None:
        raise ValueError("a FHIR dateTime with a time must have a zone")
    return at.isoformat(timespec="seconds")
