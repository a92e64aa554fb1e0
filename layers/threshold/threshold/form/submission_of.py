"""A draft as the document of a submission, the same that any other door takes."""

from threshold.form.draft import ANSWERS, Draft, Value
from threshold.form.inviting import invitation_of, seeks_couples
from threshold.form.signing import Signed
from threshold.intake.submission import PaymentPath, Relationship

Document = dict[str, object]

OWN = "form."
"""Fields called "form..." are the form's own, and have no place of this name in a submission."""


def document_of(draft: Draft) -> Document:
    """The submission that a draft stands for, complete or not."""
    document: Document = {"person": {"name": {}}, "answers": draft.answers}
    for name, value in draft.said.items():
        if not name.startswith((OWN, ANSWERS)):
            _put(document, name.split("."), list(value) if isinstance(value, tuple) else value)
    _drop_halves(document)
    _drop_card_not_used(document)
    language = _part(document, "language")
    if language.get("spoken") == "other":
        language["spoken"] = "und"
    if language.get("read") == "other":
        language["read"] = "und"
    if draft.said.get("form.has_partner") or "couple" in document or seeks_couples(draft):
        _put(document, ["couple", "screened_alone"], draft.said.get("form.alone"))
        _put(document, ["couple", "invitation"], invitation_of(draft))
    if draft.said.get("person.sex") == "not_said":
        del _part(document, "person")["sex"]
    if windows := draft.said.get("form.windows"):
        _part(document, "availability")["windows"] = [_window(one) for one in _many(windows)]
    document["consents"] = [_consent(kind, one) for kind, one in draft.signed.items()]
    return document


def _consent(kind: str, signed: Signed) -> Document:
    return {
        "kind": kind,
        "version": signed.shown.version,
        "signed_name": signed.name,
        "signed_at": signed.at.isoformat(),
        "language": signed.shown.language,
        "text_sha256": signed.shown.sha256,
        "covers": list(signed.covers),
    }


_WHOLE_OR_NOT = (
    (("emergency_contact",), ("name", "phone")),
    (("payment", "card", "subscriber"), ("name", "birth_date")),
)


def _drop_halves(document: Document) -> None:
    """Parts that are of no use by half, as somebody who was interrupted leaves them."""
    for (*path, last), needed in _WHOLE_OR_NOT:
        parent = document
        for part in path:
            parent = _part(parent, part)
        found = parent.get(last)
        if isinstance(found, dict) and not all(found.get(name) for name in needed):
            del parent[last]


def _drop_card_not_used(document: Document) -> None:
    """What was said before the person chose otherwise: another way to pay, a card of their own."""
    payment = _part(document, "payment")
    if payment.get("path") != PaymentPath.INSURANCE:
        payment.pop("card", None)
    elif _part(payment, "card").get("relationship") == Relationship.SELF:
        _part(payment, "card").pop("subscriber", None)


def _put(document: Document, path: list[str], value: object) -> None:
    for part in path[:-1]:
        document = _part(document, part)
    document[path[-1]] = value


def _part(document: Document, name: str) -> Document:
    part = document.setdefault(name, {})
    if not isinstance(part, dict):
        raise TypeError(f"{name} is not a part of a submission")
    return part


def _window(name: str) -> Document:
    day, _, part = name.partition("_")
    return {"weekday": day, "part": part}


def _many(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()
