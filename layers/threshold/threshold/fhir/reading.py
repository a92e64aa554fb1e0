"""A QuestionnaireResponse from another system, to answers by instrument and item."""

from collections.abc import Iterator, Mapping

from threshold.assessment.pack import Pack
from threshold.fhir.elements import Element, UnusableResource, absent_reason, element
from threshold.fhir.naming import Form, Meant, Said, assign, by_panel, form_named
from threshold.fhir.values import Answer, answer_of

FINAL = frozenset({"completed", "amended", "stopped"})
DEEPEST = 16
LONGEST = 255
"""Source: FHIR R5, the length of a linkId; R4 has none, and nobody needs a longer one."""


def answers_from(
    questionnaire_response: object, packs: Mapping[str, Pack]
) -> Mapping[str, Mapping[str, Answer]]:
    """The answers by instrument, then by item, as the assessment takes them.

    An item is named by its LOINC term ("/44250-9", nested or not) or, in a form of ours, by our
    id. An answer is a LOINC code, a number, true or false, or some code with a weight. What is
    not answered is left out; totals are not read. An instrument that was named but not answered
    is there without answers.

    Raises:
        UnusableResource: anything that is not understood. In doubt a person looks; nothing is
            dropped but totals and what says nothing.
    """
    resource = Element("", element("QuestionnaireResponse", questionnaire_response).fields)
    _check(resource)
    form = form_named(resource, packs)
    parts = list(_walk(resource, (), DEEPEST))
    meant = assign([part for part in parts if _speaks(part.element)], packs, form)
    named = [*_named(parts, packs, form), *(one.pack for one in meant)]
    answers = list(_answers(meant))
    return {
        pack.id: {item: answer for name, item, answer in answers if name == pack.id}
        for pack in named
    }


def _answers(meant: list[Meant]) -> Iterator[tuple[str, str, Answer]]:
    seen: set[tuple[str, str]] = set()
    for pack, item, said in ((one.pack, one.item, one.said.element) for one in meant):
        if item is None:
            continue
        if (pack.id, item.id) in seen:
            raise UnusableResource(said.place, "answers an item a second time")
        seen.add((pack.id, item.id))
        answer = answer_of(pack, item, said)
        if answer is not None:
            yield pack.id, item.id, answer


def _check(resource: Element) -> None:
    if resource.fields.get("resourceType") != "QuestionnaireResponse":
        raise UnusableResource("resourceType", "is not QuestionnaireResponse")
    resource.refuse_modifiers()
    check_final(resource)


def check_final(response: Element) -> None:
    """Refuse a response that is not finished, or was a mistake."""
    if response.text("status") not in FINAL:
        raise UnusableResource(response.at("status"), "is not completed, amended or stopped")


def _walk(parent: Element, around: tuple[str, ...], depth: int) -> Iterator[Said]:
    """Every item, groups and nested ones too."""
    for one in parent.elements("item"):
        if not depth:
            raise UnusableResource(one.place, f"is nested deeper than {DEEPEST} items")
        one.refuse_modifiers()
        link = one.text("linkId")
        if not link or len(link) > LONGEST:
            raise UnusableResource(one.at("linkId"), f"is missing or longer than {LONGEST}")
        *before, name = link.split("/")
        inside = (*reversed(before), *around)
        yield Said(one, name, inside)
        for nest in (one, *one.elements("answer")):
            yield from _walk(nest, (name, *inside), depth - 1)


def _speaks(one: Element) -> bool:
    return any(True for _ in one.elements("answer")) or absent_reason(one) is not None


def _named(parts: list[Said], packs: Mapping[str, Pack], form: Form | None) -> Iterator[Pack]:
    if form:
        yield form.pack
    for part in parts:
        if not _speaks(part.element) and (pack := by_panel(part.name, packs)):
            yield pack
