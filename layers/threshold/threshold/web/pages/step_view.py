"""A page of the form as its template wants it: labels, what was said or typed, what is wrong."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from threshold.assessment.pack import Item, Pack
from threshold.assessment.rights import Text
from threshold.form.doubts import DOUBTS, was_asked_about
from threshold.form.draft import Draft, Value
from threshold.form.fields import DECLINED, Fault, Field, Kind, Posted, typed
from threshold.form.page import Look, Page
from threshold.web.pages.texts import Texts

_TYPES = {Kind.PHONE: "tel", Kind.EMAIL: "email"}
_MODES = {Kind.PHONE: "tel", Kind.EMAIL: "email", Kind.WHOLE: "numeric"}
_AS_PRINTED = frozenset({Kind.MEMBER_ID, Kind.CARD_CODE})
_LONGEST_SCALE = 10


@dataclass(frozen=True, slots=True)
class OptionView:
    """One answer that is offered."""

    id: str
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class PartView:
    """A part of a date."""

    part: str
    label: str
    value: str
    autocomplete: str


@dataclass(frozen=True, slots=True)
class FieldView:
    """One question. What a kind does not have is empty."""

    id: str
    name: str
    kind: str
    label: str
    hint: str
    fault: str
    needed: bool
    value: str
    options: tuple[OptionView, ...] = ()
    parts: tuple[PartView, ...] = ()
    type: str = "text"
    inputmode: str = ""
    autocomplete: str = ""
    plain: bool = False
    scale: bool = False
    asked_about: bool = False


@dataclass(frozen=True, slots=True)
class FaultView:
    """One line of the list of what is wrong: its text, and the id of what it is about."""

    anchor: str
    text: str


def field_views(
    page: Page,
    draft: Draft,
    texts: Texts,
    packs: Mapping[str, Pack],
    posted: Posted | None = None,
    faults: Mapping[str, Fault] | None = None,
) -> tuple[FieldView, ...]:
    """The questions of a page. posted: what was typed, to be shown again beside its faults."""
    pack = packs.get(page.subject) if page.look is Look.QUESTIONS else None
    return tuple(
        _view(field, draft, texts, pack, posted, (faults or {}).get(field.name))
        for field in page.fields
    )


def fault_views(views: Sequence[FieldView]) -> tuple[FaultView, ...]:
    """What is wrong on a page, in its order; each leads to what can be typed into.

    Where the same is wrong with several questions, each names its own.
    """
    wrong = [one for one in views if one.fault]
    times = Counter(one.fault for one in wrong)
    return tuple(
        FaultView(
            _first_input(one), one.fault if times[one.fault] == 1 else f"{one.label}: {one.fault}"
        )
        for one in wrong
    )


def _first_input(view: FieldView) -> str:
    if view.options and view.kind != Kind.LIST:
        return view.options[0].id
    return f"{view.id}-{view.parts[0].part}" if view.parts else view.id


def _view(
    field: Field,
    draft: Draft,
    texts: Texts,
    pack: Pack | None,
    posted: Posted | None,
    fault: Fault | None,
) -> FieldView:
    values = _shown(field, draft.said.get(field.name)) if posted is None else typed(field, posted)
    item, text = _item(pack, field, texts.language)
    labels = list(_item_options(field, item, text, texts) if text else _options(field, texts))
    name = field.name
    number = field.up_to > _LONGEST_SCALE
    return FieldView(
        id=element_id(name),
        name=name,
        kind=Kind.WHOLE if number else field.kind,
        label=text.items[item.id] if item and text else texts(f"field.{name}.label"),
        hint=texts(f"field.{name}.hint") if texts.has(f"field.{name}.hint") else "",
        fault=_fault(field, fault, texts) if fault else "",
        needed=field.is_needed(draft.said),
        value=values[0] if values else "",
        options=tuple(
            OptionView(f"{element_id(name)}-{value}", value, label, value in values)
            for value, label in labels
        ),
        parts=tuple(_parts(field, values, texts)) if field.kind is Kind.DAY else (),
        type=_TYPES.get(field.kind, "text"),
        inputmode="numeric" if number else _MODES.get(field.kind, ""),
        autocomplete=field.autocomplete,
        plain=field.kind in _AS_PRINTED,
        asked_about=fault in DOUBTS or was_asked_about(field, posted or {}),
        scale=0 < field.up_to <= _LONGEST_SCALE,
    )


def element_id(name: str) -> str:
    """A field's name as the id of its element."""
    return name.replace(".", "-").replace("_", "-")


def _item(pack: Pack | None, field: Field, language: str) -> tuple[Item | None, Text | None]:
    if pack is None:
        return None, None
    item_id = field.name.rsplit(".", 1)[-1]
    return next(one for one in pack.items if one.id == item_id), pack.text_in(language)


def _item_options(
    field: Field, item: Item | None, text: Text, texts: Texts
) -> Iterator[tuple[str, str]]:
    """The pack's own words or numbers, and the way not to answer. A long scale is typed."""
    if item and item.answers:
        yield from zip(field.options, text.choices[item.answers], strict=True)
    elif field.up_to <= _LONGEST_SCALE:
        yield from ((str(number), str(number)) for number in range(field.up_to + 1))
    if field.refusable:
        yield DECLINED, texts("fields.declined")


def _options(field: Field, texts: Texts) -> Iterator[tuple[str, str]]:
    for place, option in enumerate(field.options):
        own = field.labels[place] if place < len(field.labels) else ""
        yield option, own or option_label(field, option, texts)


def option_label(field: Field, option: str, texts: Texts) -> str:
    """What an option is called: where it is asked, or else everywhere."""
    own = f"field.{field.name}.{option}"
    return texts(own if texts.has(own) else f"option.{option}")


def _fault(field: Field, fault: Fault, texts: Texts) -> str:
    own = f"field.{field.name}.fault.{fault}"
    if texts.has(own):
        return texts(own)
    return texts(
        f"fault.{field.kind}.{fault}"
        if texts.has(f"fault.{field.kind}.{fault}")
        else f"fault.{fault}"
    )


def _shown(field: Field, value: Value | None) -> tuple[str, ...]:
    """What was said as it is typed."""
    if value is None:
        return ()
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    if isinstance(value, tuple):
        return value
    if field.kind is Kind.PHONE:
        return (phone_in_words(str(value)),)
    if field.kind is Kind.DAY:
        year, month, day = str(value).split("-")
        return (month.lstrip("0"), day.lstrip("0"), year)
    return (str(value),)


def phone_in_words(number: str) -> str:
    """A number of the United States as people there write it; another as it is."""
    if len(number) == 12 and number.startswith("+1"):
        return f"({number[2:5]}) {number[5:8]}-{number[8:]}"
    return number


def _parts(field: Field, values: Sequence[str], texts: Texts) -> Iterator[PartView]:
    typed_parts = dict(zip(("month", "day", "year"), values or ("", "", ""), strict=True))
    for part in texts("date.order").split():
        value = typed_parts[part]
        purpose = f"{field.autocomplete}-{part}" if field.autocomplete else ""
        yield PartView(part, texts(f"fields.{part}"), value, purpose)
