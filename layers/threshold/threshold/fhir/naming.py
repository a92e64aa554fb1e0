"""Which instrument and item a part of a QuestionnaireResponse answers, by its link ids."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from threshold.assessment.pack import Item, Pack
from threshold.fhir.codes import LOINC_FORM, OUR_FORM
from threshold.fhir.elements import Element, UnusableResource


@dataclass(frozen=True, slots=True)
class Said:
    """An item of the response that says something, with its own names and those around it.

    `name` is the last part of its link id: "44250-9" of "/44249-1/44250-9". `around` are the
    parts before it and those of the groups it stands in, the innermost first.
    """

    element: Element
    name: str
    around: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """The questionnaire that a response answers. `ours`: its items go by our ids too.

    In a form of somebody else's an id like "q1" could be another question.
    """

    pack: Pack
    ours: bool


@dataclass(frozen=True, slots=True)
class Meant:
    """What it answers. `item` None: an instrument's total, which is recomputed and not read."""

    said: Said
    pack: Pack
    item: Item | None


def form_named(resource: Element, packs: Mapping[str, Pack]) -> Form | None:
    """The instrument whose questionnaire the response says it answers: ours or LOINC's form.

    Raises:
        UnusableResource: it is ours, but of an instrument that is not here or of another major
            version, whose items may have meant something else.
    """
    url, _, version = (resource.text("questionnaire") or "").partition("|")
    if url.startswith(OUR_FORM):
        pack = packs.get(url.removeprefix(OUR_FORM))
        if pack is None or (version and _major(version) != _major(pack.version)):
            raise UnusableResource("questionnaire", "is a version or instrument that is not here")
        return Form(pack, ours=True)
    pack = by_panel(url.removeprefix(LOINC_FORM), packs) if url.startswith(LOINC_FORM) else None
    return Form(pack, ours=False) if pack else None


def assign(parts: Iterable[Said], packs: Mapping[str, Pack], form: Form | None) -> list[Meant]:
    """Each part with its instrument and item: by the panel it stands in, the form, or its term.

    A term that several instruments share counts for the one that has most of what was said.

    Raises:
        UnusableResource: an item that is not the instrument's, or that two could mean.
    """
    known = [(part, _panel_around(part, packs) or (form and form.pack)) for part in parts]
    loose = {part.name for part, pack in known if pack is None}
    spread = {name: len(loose & _terms(pack)) for name, pack in packs.items()}
    return [_meant(part, pack or _widest(part, packs, spread), form) for part, pack in known]


def _panel_around(part: Said, packs: Mapping[str, Pack]) -> Pack | None:
    return next((pack for one in part.around if (pack := by_panel(one, packs))), None)


def by_panel(name: str, packs: Mapping[str, Pack]) -> Pack | None:
    """The instrument whose LOINC panel this is."""
    return next((pack for pack in packs.values() if pack.loinc.panel == name), None)


def _widest(part: Said, packs: Mapping[str, Pack], spread: Mapping[str, int]) -> Pack:
    having = [pack for pack in packs.values() if part.name in _terms(pack)]
    if not having:
        raise UnusableResource(part.element.place, "is an item that no instrument here has")
    most = max(spread[pack.id] for pack in having)
    widest = [pack for pack in having if spread[pack.id] == most]
    if len(widest) > 1:
        raise UnusableResource(part.element.place, "could be of two instruments: name the panel")
    return widest[0]


def _meant(part: Said, pack: Pack, form: Form | None) -> Meant:
    if part.name == pack.loinc.total:
        return Meant(part, pack, None)
    by_id = form is not None and form.ours and form.pack is pack
    for item in pack.items:
        if part.name == item.loinc or (by_id and part.name == item.id):
            return Meant(part, pack, item)
    raise UnusableResource(part.element.place, "is an item that its instrument does not have")


def _terms(pack: Pack) -> set[str]:
    terms = {pack.loinc.total, *(item.loinc for item in pack.items)}
    return {term for term in terms if term}


def _major(version: str) -> str:
    return version.partition(".")[0]
