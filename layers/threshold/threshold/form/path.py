"""The way through the form: the pages a person meets, where they are, how far it still is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from threshold.assessment.battery import Battery
from threshold.assessment.pack import Pack
from threshold.form.choosing_payer import with_payers
from threshold.form.draft import Draft
from threshold.form.inviting import seeks_couples
from threshold.form.page import Page, Section
from threshold.form.pages import AFTER, BEFORE
from threshold.form.question_pages import question_pages
from threshold.program.model import Payer


@dataclass(frozen=True, slots=True)
class Way:
    """The pages that what was said so far leads to, in order."""

    pages: tuple[Page, ...]

    def place_of(self, page_id: str) -> int | None:
        """The place of a page, from 1; None where it is not on the way."""
        ids = [page.id for page in self.pages]
        return ids.index(page_id) + 1 if page_id in ids else None

    def at(self, place: int) -> Page | None:
        """The page at a place, from 1; None past either end."""
        return self.pages[place - 1] if 1 <= place <= len(self.pages) else None

    def first_open(self, draft: Draft) -> int:
        """The place of the first page on which something that must be said was not."""
        for place, page in enumerate(self.pages, 1):
            if not page.is_answered(draft):
                return place
        return len(self.pages)

    def is_open(self, page: Page, draft: Draft) -> bool:
        """Whether a page may be answered: nothing clinical before we know whom to call where."""
        place, first = self.place_of(page.id), self.first_open(draft)
        known = self.pages[first - 1].section not in (Section.START, Section.ABOUT_YOU)
        return place is not None and (known or place <= first)

    def is_whole(self, draft: Draft) -> bool:
        """Whether all that must be said was."""
        return all(page.is_answered(draft) for page in self.pages)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a person is: the part they are in, from 1, of how many, and the minutes left.

    Some answers lead to further questions; the minutes are those of what is known to come. Whoever
    comes with a partner is told none: beside each other's, they would tell what was asked.
    """

    section: Section
    part: int
    parts: int
    minutes_left: int | None


def way_through(
    battery: Battery,
    packs: Mapping[str, Pack],
    draft: Draft,
    payers: Sequence[Payer] = (),
    unasked: frozenset[str] = frozenset(),
) -> Way:
    """The pages that what was said so far leads to. unasked: consents that nobody is asked for."""
    return Way(
        (
            *(page for page in BEFORE if page.applies(draft)),
            *question_pages(battery, packs, draft),
            *(
                with_payers(page, draft, payers)
                for page in AFTER
                if page.applies(draft) and page.subject not in unasked
            ),
        )
    )


def progress(way: Way, page: Page, draft: Draft) -> Progress:
    """How far somebody on a page is."""
    sections = list(dict.fromkeys(one.section for one in way.pages))
    ahead = way.pages[way.pages.index(page) :]
    minutes = None if seeks_couples(draft) else -(-sum(one.seconds for one in ahead) // 60)
    return Progress(page.section, sections.index(page.section) + 1, len(sections), minutes)
