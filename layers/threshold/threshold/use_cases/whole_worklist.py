"""Everybody on a worklist, page by page."""

from collections.abc import Iterator

from threshold.intake.life_cycle import Worklist
from threshold.intake.ports import IntakeStore
from threshold.intake.record import IntakeRecord

PAGE = 100


def everybody_on(store: IntakeStore, worklist: Worklist) -> Iterator[IntakeRecord]:
    """Each record of a worklist, most urgent first; a page is read when its turn comes."""
    after = None
    while True:
        page = store.worklist(worklist, PAGE, after)
        yield from page.records
        if page.after is None:
            return
        after = page.after
