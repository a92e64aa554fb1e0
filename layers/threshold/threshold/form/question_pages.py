"""The instruments as pages: a few questions with the same answers on each, as they branch.

What is asked, and in which order, the packs and the battery say; nothing of it stands here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from threshold.assessment.answers import UnusableAnswer, read
from threshold.assessment.battery import Battery, Sitting
from threshold.assessment.branching import on_branch
from threshold.assessment.pack import Item, Pack
from threshold.form.draft import ANSWERS, Draft
from threshold.form.fields import Field, Kind
from threshold.form.page import Look, Page, Section
from threshold.intake.submission import Sex, Track

MOST_ON_A_PAGE = 3
SECONDS_A_QUESTION = 7

Packs = Mapping[str, Pack]


def sitting_of(draft: Draft) -> Sitting:
    """The sitting in which a draft is filled in, as far as it says."""
    said = draft.said
    tracks, sex = said.get("need.tracks", ()), said.get("person.sex")
    alone, partner = said.get("form.alone"), said.get("form.has_partner")
    return Sitting(
        language=draft.language,
        sex=Sex(sex) if isinstance(sex, str) and sex in set(Sex) else None,
        tracks=tuple(Track(track) for track in tracks) if isinstance(tracks, tuple) else (),
        has_partner=partner if isinstance(partner, bool) else None,
        alone=alone if isinstance(alone, bool) else None,
    )


def readable(packs: Packs, draft: Draft) -> Draft:
    """The draft without answers to questions that are not, or not so, asked any more."""
    gone = [
        f"{ANSWERS}{instrument}.{item}"
        for instrument, answers in draft.answers.items()
        for item, answer in answers.items()
        if not _is_read(packs.get(instrument), item, answer)
    ]
    return replace(draft, said={k: v for k, v in draft.said.items() if k not in gone})


def _is_read(pack: Pack | None, item: str, answer: int | str) -> bool:
    try:
        return bool(pack and read(pack, {item: answer}))
    except UnusableAnswer:
        return False


def question_pages(battery: Battery, packs: Packs, draft: Draft) -> Iterator[Page]:
    """The pages of the instruments that the answers so far lead to."""
    for asked in on_branch(battery, packs, draft.answers, sitting_of(draft)):
        pack = packs[asked.instrument]
        items = [item for item in pack.items if item.id in asked.items]
        for group in _groups(items):
            yield _page(pack, group)


def _groups(items: list[Item]) -> Iterator[tuple[Item, ...]]:
    """Neighbours with the same answers, as evenly as they go; what branches stands alone."""
    for _, run in groupby(items, key=_kin):
        alike = tuple(run)
        pages = -(-len(alike) // MOST_ON_A_PAGE)
        for page in range(pages):
            yield alike[page * len(alike) // pages : (page + 1) * len(alike) // pages]


def _kin(item: Item) -> tuple[object, ...]:
    signal = item.safety.signal if item.safety else ""
    return (item.answers, item.up_to, item.scored, signal, item.asked_when)


def _page(pack: Pack, items: tuple[Item, ...]) -> Page:
    return Page(
        f"{pack.id}.{items[0].id}",
        Section.HOW_YOU_ARE,
        tuple(question_field(pack, item) for item in items),
        Look.QUESTIONS,
        subject=pack.id,
        seconds=SECONDS_A_QUESTION * len(items),
    )


def question_field(pack: Pack, item: Item) -> Field:
    """A question as a field."""
    return Field(
        f"{ANSWERS}{pack.id}.{item.id}",
        Kind.ITEM,
        required=True,
        options=tuple(str(option.score) for option in pack.options(item)),
        up_to=item.up_to or 0,
        refusable=True,
    )
