"""Choosing a payer: typed or picked, found, and taken only when the person says it is theirs."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from threshold.form.draft import Draft, Value
from threshold.form.fields import Field
from threshold.form.page import Look, Page
from threshold.form.payers import by_name, payers_meant
from threshold.form.payment_pages import (
    LISTED,
    NONE_OF_THESE,
    PAYER,
    PAYER_ID,
    PAYER_NAME,
    PAYERS_FOUND,
)
from threshold.program.model import Payer

Said = Mapping[str, Value | None]


def with_payers(page: Page, draft: Draft, payers: Sequence[Payer]) -> Page:
    """The page with the payers that are offered on it, called what people call them."""
    if page.look is Look.PAYER:
        name, listed = page.fields
        return replace(page, fields=(name, _offering(listed, by_name(payers))))
    if page.look is Look.PAYER_FOUND:
        (choice,) = page.fields
        return replace(page, fields=(_offering(choice, _found(draft, payers), NONE_OF_THESE),))
    return page


def payer_said(page: Page, said: Said, draft: Draft, payers: Sequence[Payer]) -> Said:
    """What follows from what was said on a page: who was found, and in the end the payer's id.

    Whoever says something else than before is asked again whether what is found is theirs.
    """
    if page.look is Look.PAYER_FOUND and PAYER in said:
        chosen = said[PAYER]
        return {PAYER_ID: None if chosen == NONE_OF_THESE else chosen}
    if page.look is not Look.PAYER or PAYER_NAME not in said:
        return {}
    picked = [one for one in payers if one.id == said.get(LISTED)]
    name = said[PAYER_NAME] or (picked[0].called if picked else None)
    found = dict.fromkeys([*picked, *payers_meant(str(name or ""), payers)])
    ids = tuple(one.id for one in found) or None
    asked: Said = {PAYER_NAME: name, PAYERS_FOUND: ids, LISTED: None}
    same = all(draft.said.get(key) == asked[key] for key in (PAYER_NAME, PAYERS_FOUND))
    return asked if same else {**asked, PAYER: None, PAYER_ID: None}


def _found(draft: Draft, payers: Sequence[Payer]) -> list[Payer]:
    ids = draft.said.get(PAYERS_FOUND, ())
    known = {one.id: one for one in payers}
    return [known[one] for one in ids if one in known] if isinstance(ids, tuple) else []


def _offering(field: Field, payers: Sequence[Payer], *others: str) -> Field:
    ids = tuple(one.id for one in payers)
    return replace(field, options=(*ids, *others), labels=tuple(one.called for one in payers))
