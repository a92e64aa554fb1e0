"""The most of a submission that can be used, where all of it cannot: nobody is lost over a part."""

from collections.abc import Callable, Mapping

Document = Mapping[str, object]
Accepts = Callable[[Document], bool]

_CONTACT = (("contact", "phone"), ("contact", "email"), ("location", "call_back_phone"))


def usable_part(document: Document, accepts: Accepts) -> Document:
    """The parts that are accepted together; of a part that is not, whatever of it is.

    Begins with name, birth date and a way to reach the person, without which there is no
    submission; where these are not accepted, they are returned alone.
    """
    person = _part(document, "person")
    bare: Document = {
        "person": {name: person[name] for name in ("name", "birth_date") if name in person}
    }
    reached = [
        {**bare, part: {name: _part(document, part)[name]}}
        for part, name in _CONTACT
        if name in _part(document, part)
    ]
    kept = next(filter(accepts, reached), bare)
    for name, value in document.items():
        kept = _grown(kept, (name,), value, accepts)
    return kept


def _grown(kept: Document, path: tuple[str, ...], value: object, accepts: Accepts) -> Document:
    """What was kept so far with a value in its place, or with as much of it as is accepted."""
    whole = _with(kept, path, value)
    if accepts(whole):
        return whole
    if isinstance(value, Mapping):
        for name, part in value.items():
            kept = _grown(kept, (*path, name), part, accepts)
    elif isinstance(value, list):
        found: list[object] = []
        for one in value:
            more = _with(kept, path, [*found, one])
            if accepts(more):
                found, kept = [*found, one], more
    return kept


def _with(document: Document, path: tuple[str, ...], value: object) -> Document:
    first, *rest = path
    inner = _with(_part(document, first), tuple(rest), value) if rest else value
    return {**document, first: inner}


def _part(document: Document, name: str) -> Document:
    part = document.get(name)
    return part if isinstance(part, Mapping) else {}
