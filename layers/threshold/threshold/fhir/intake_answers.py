"""A response to our own questionnaire, to statements about the submission."""

from collections.abc import Iterator, Sequence

from threshold.fhir.elements import Element, UnusableResource, absent_reason, whole
from threshold.fhir.intake_form import Question, questions
from threshold.fhir.statements import Path, Said

VALUES = {
    "boolean": "valueBoolean",
    "string": "valueString",
    "text": "valueString",
    "integer": "valueInteger",
    "date": "valueDate",
    "choice": "valueCoding",
}


def intake_answers(response: Element) -> Iterator[Said]:
    """What the response says; an item without an answer says nothing.

    Raises:
        UnusableResource: an item that the questionnaire does not have there, or an answer that is
            not of its kind.
    """
    yield from _items(response, questions(), ())


def _items(parent: Element, asked: Sequence[Question], path: Path) -> Iterator[Said]:
    by_link = {one.link: one for one in asked}
    times = dict.fromkeys(by_link, 0)
    for item in parent.elements("item"):
        question = by_link.get(item.text("linkId") or "")
        if question is None:
            raise UnusableResource(item.place, "is an item that the questionnaire does not have")
        own: Path = (*path, question.link.rpartition(".")[2])
        repeats = question.repeats and question.kind == "group"
        if times[question.link] and not repeats:
            raise UnusableResource(item.place, "is an item that was there before")
        own = (*own, times[question.link]) if repeats else own
        said = list(_said(item, question, own))
        # A window of which nothing is said is none.
        if not repeats or any(one.value is not None for one in said):
            times[question.link] += 1
            yield from said


def _said(item: Element, question: Question, path: Path) -> Iterator[Said]:
    yield Said(path, None, item.place)
    given = list(item.elements("answer"))
    if given if question.kind == "group" else item.fields.get("item"):
        raise UnusableResource(item.place, "has what an item of its type does not have")
    if question.kind == "group":
        yield from _items(item, question.parts, path)
        return
    if len(given) > 1 and not question.repeats:
        raise UnusableResource(item.place, "has more than one answer")
    values = ((one, _value(question, one)) for one in given)
    for number, (answer, value) in enumerate(pair for pair in values if pair[1] is not None):
        own = (*path, number) if question.repeats else path
        yield Said(own, value, answer.at(VALUES[question.kind]))


def _value(question: Question, answer: Element) -> str | int | None:
    """The value; None where the answer is a reason for having none."""
    if answer.fields.get("item"):
        raise UnusableResource(answer.place, "has items of its own")
    kind = VALUES[question.kind]
    given = [name for name in answer.fields if str(name).startswith("value")]
    beside = answer.one(kind if question.kind == "choice" else f"_{kind}")
    reason = absent_reason(answer, *filter(None, [beside]))
    value = _read(question, answer) if given == [kind] else None
    if (value is None) is (reason is None) or given not in ([], [kind]):
        raise UnusableResource(answer.place, f"must have a {kind} alone, or a reason for none")
    return value


def _read(question: Question, answer: Element) -> str | int | None:
    kind = VALUES[question.kind]
    if question.kind == "choice":
        coding = answer.one(kind)
        if coding and coding.text("system") not in (None, question.choice_system):
            raise UnusableResource(coding.at("system"), "is not the item's own")
        return coding.text("code") if coding else None
    if question.kind == "integer":
        return whole(answer.at(kind), answer.fields.get(kind))
    if question.kind == "boolean":
        value = answer.fields.get(kind)
        if not isinstance(value, bool):
            raise UnusableResource(answer.at(kind), "is not true or false")
        return value
    return answer.text(kind)
