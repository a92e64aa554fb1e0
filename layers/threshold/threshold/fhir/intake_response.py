"""What only our own questionnaire asks, of a submission, as a response to it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from threshold.codec import encode
from threshold.fhir.codes import Json, moment
from threshold.fhir.intake_answers import VALUES
from threshold.fhir.intake_form import URL, Question, questions
from threshold.intake.submission import Submission


def intake_response(
    submission: Submission, authored: datetime, subject_reference: str
) -> Json | None:
    """The response, None where nothing of it was said. `authored` has a zone.

    Raises:
        ValueError: `authored` has no zone.
    """
    items = list(_items(questions(), encode(submission)))
    if not items:
        return None
    return {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": URL,
        "status": "completed",
        "subject": {"reference": subject_reference},
        "authored": moment(authored),
        "item": items,
    }


def _items(asked: Sequence[Question], document: object) -> Iterator[Json]:
    fields = document if isinstance(document, Mapping) else {}
    for question in asked:
        value = fields.get(question.link.rpartition(".")[2])
        values = value if isinstance(value, list) else [] if value is None else [value]
        if question.kind != "group":
            answers = [{VALUES[question.kind]: _value(question, one)} for one in values]
            if answers:
                yield {"linkId": question.link, "answer": answers}
            continue
        for one in values:
            if items := list(_items(question.parts, one)):
                yield {"linkId": question.link, "item": items}


def _value(question: Question, value: object) -> object:
    if question.kind == "choice":
        return {"system": question.choice_system, "code": value}
    return value
