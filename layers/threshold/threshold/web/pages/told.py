"""What somebody told us, as they see it again: every answer, and no score."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from threshold.assessment.battery import Battery
from threshold.assessment.pack import Item, Pack
from threshold.assessment.rights import Text
from threshold.form.draft import Draft
from threshold.form.fields import DECLINED
from threshold.form.page import Look, Section
from threshold.form.pages import AFTER, BEFORE
from threshold.form.photos import Side
from threshold.form.said_of import said_of
from threshold.intake.submission import Answer, Submission
from threshold.use_cases.keeping_photos import seen_as
from threshold.web.pages.private import ABOUT_A_PARTNER, asked_alone
from threshold.web.pages.review import Group, Row, rows_of
from threshold.web.pages.texts import Texts

_APART = frozenset({Look.CONSENT, Look.REVIEW, Look.PAYER_FOUND})
"""Agreements have a page of their own; which payer was meant, its name says."""
_STAYS = tuple(seen_as(side) for side in Side)
"""What only the form itself keeps."""


def told(
    submission: Submission, draft: Draft, texts: Texts, packs: Mapping[str, Pack], battery: Battery
) -> tuple[Group, ...]:
    """Every answer, by the part of the form it was given in.

    What is private stays out, whether it was asked or not.
    """
    found: dict[str, list[Row]] = {}
    kept = {name: draft.said[name] for name in _STAYS if name in draft.said}
    said = replace(draft, said={**kept, **said_of(submission)})
    shown = said.said.keys() - ABOUT_A_PARTNER
    for page in (*BEFORE, *AFTER):
        if page.look not in _APART:
            answered = tuple(one for one in page.fields if one.name in shown)
            is_here = page.look is Look.PHOTO and seen_as(Side(page.subject)) in shown
            if answered or is_here:
                rows = rows_of(replace(page, fields=answered), 0, said, texts, packs)
                found.setdefault(page.section, []).extend(rows)
    questions = found.setdefault(Section.HOW_YOU_ARE, [])
    private = asked_alone(battery)
    for step in battery.steps:
        if step.pack not in private:
            answers = submission.answers.get(step.pack, {})
            questions.extend(_answers(packs[step.pack], answers, texts))
    in_order = ((section, found.get(section, [])) for section in Section)
    return tuple(
        Group(texts(f"section.{section}"), tuple(rows)) for section, rows in in_order if rows
    )


def _answers(pack: Pack, answers: Mapping[str, Answer], texts: Texts) -> Iterator[Row]:
    """The answers to an instrument, in its own words in some language."""
    text = pack.text_in(texts.language) or pack.text_in("en")
    for item in pack.items if text else ():
        answer = answers.get(item.id)
        if text and answer is not None:
            yield Row(text.items[item.id], _in_words(pack, item, answer, text, texts), 0)


def _in_words(pack: Pack, item: Item, answer: int | str, text: Text, texts: Texts) -> str:
    if answer == DECLINED:
        return texts("fields.declined")
    if answer in ("yes", "no"):
        return texts(f"option.{answer}")
    if not item.answers:
        return str(answer)
    words = zip(pack.options(item), text.choices[item.answers], strict=True)
    return next((word for option, word in words if option.score == answer), str(answer))
