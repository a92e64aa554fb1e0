"""Any submission that FHIR can carry whole, as the document that POST /intakes takes as JSON."""

from datetime import date

from hypothesis import strategies as st

from tests.unit.fhir.filled import PACKS, forms
from threshold.assessment.pack import Mode
from threshold.fhir.intake_form import Question, questions
from threshold.intake.submission import ConsentKind, MessageUse, Relationship, Sex

WORD = st.sampled_from(["Jane", "Mary Ann", "TESTER", "Peña", "O'Neil", "a/b: c", "日本"])
CODE = st.sampled_from(["EXA000111", "99991", "GRP 100"])
NUMBER = st.sampled_from(["+15555550101", "+442079460000"])
DAY = st.dates(date(1900, 1, 1), date(2025, 12, 31)).map(date.isoformat)
TAG = st.sampled_from(["en", "es-MX"])
RULED = {
    "location.state": st.sampled_from(["TX", "PR"]),
    "location.call_back_phone": NUMBER,
    "availability.time_zone": st.just("America/Chicago"),
    "language.read": TAG,
    "couple.invitation": st.just("000000000000098"),
}
"""The fields whose text has a rule of its own."""
BY_KIND = {
    "boolean": st.booleans(),
    "date": DAY,
    "string": WORD,
    "text": WORD,
}
OF_PATIENTS = {
    pack.id: pack for pack in PACKS.values() if not pack.off and pack.mode is not Mode.CLINICIAN
}


def value_of(question: Question):
    """Anything that answers a question."""
    if question.kind == "group":
        one = record(question.parts)
    elif question.kind == "choice":
        one = st.sampled_from(question.choices)
    elif question.kind == "integer":
        one = st.integers(*question.range)
    else:
        one = RULED.get(question.link, BY_KIND[question.kind])
    return st.lists(one, min_size=1, max_size=3) if question.repeats else one


def record(parts):
    """An object with these fields, those that are not required there or not."""
    by_need = {True: {}, False: {}}
    for part in parts:
        by_need[part.required][part.link.rpartition(".")[2]] = value_of(part)
    return st.fixed_dictionaries(by_need[True], optional=by_need[False])


def fields(needed, **optional):
    return st.fixed_dictionaries(needed, optional=optional)


NAME = fields({"first": WORD, "last": WORD}, middle=WORD)
SUBSCRIBER = fields({"name": NAME, "birth_date": DAY}, sex=st.sampled_from(Sex))
CARD = {"member_id": CODE, "payer_id": CODE, "payer_name": WORD, "group_number": CODE}
OTHERS = [one for one in Relationship if one is not Relationship.SELF]
OWN_CARD = fields({"relationship": st.just(Relationship.SELF)}, **CARD)
OTHERS_CARD = fields({"relationship": st.sampled_from(OTHERS)}, subscriber=SUBSCRIBER, **CARD)


def consent(kind):
    """A consent of a kind; what it covers is for messages alone."""
    covers = st.lists(st.sampled_from(MessageUse), min_size=1, max_size=4, unique=True)
    return fields(
        {
            "kind": st.just(kind),
            "version": CODE,
            "signed_name": WORD,
            "signed_at": st.sampled_from(["2026-02-01T12:00:00Z", "2026-02-01T12:00:00.5-06:00"]),
        },
        language=TAG,
        text_sha256=st.just("0" * 64),
        **({"covers": covers} if kind is ConsentKind.MESSAGES else {}),
    )


HOMES = {
    "person": fields({"name": NAME, "birth_date": DAY}, sex=st.sampled_from(Sex), called=WORD),
    "contact": fields({"phone": NUMBER}, email=st.just("jane@example.test")),
    "emergency_contact": fields({"name": WORD, "phone": NUMBER}, relationship=WORD),
    "payment": fields({}, card=OWN_CARD | OTHERS_CARD),
    "language": fields({"spoken": TAG}, interpreter=st.booleans()),
}
"""What FHIR's own resources say of each part."""


@st.composite
def documents(draw):
    """A document: what FHIR's own resources and our questionnaire can say, and answers."""
    said = draw(record([one for one in questions() if one.kind == "group"]))
    if not draw(st.booleans()):
        said.pop("emergency_contact", None)
    for part, home in HOMES.items():
        if part in said or part != "emergency_contact":
            said[part] = said.get(part, {}) | draw(home)
    kinds = draw(st.lists(st.sampled_from(ConsentKind), unique=True))
    packs = draw(st.lists(st.sampled_from(sorted(OF_PATIENTS)), unique=True, max_size=3))
    answers = {pack: draw(forms(OF_PATIENTS[pack])) for pack in packs}
    return said | {
        "consents": [draw(consent(kind)) for kind in kinds],
        "answers": {pack: given for pack, given in answers.items() if given},
    }
