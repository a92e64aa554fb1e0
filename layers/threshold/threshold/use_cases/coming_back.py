"""Coming back to a form by its code, which nobody may find by trying."""

from datetime import UTC, datetime, timedelta

from threshold.form.code import code_in
from threshold.form.draft import Draft
from threshold.use_cases.form_desk import FormDesk, NotThere, load_draft

WINDOW = timedelta(minutes=15)
MOST_WRONG = 10
"""From one address in a window: a shelter or a clinic shares one."""
MANY_WRONG = 500
"""From all addresses in a window: somebody tries codes from many."""
MOST_WRONG_THEN = 3
"""From one address while there are many wrong ones: never none, so nobody is locked out."""
_EVERYBODY = "everybody"


class TooOften(Exception):
    """Too many wrong codes came from where this one does."""


def come_back(typed: str, caller: str, desk: FormDesk) -> tuple[str, Draft]:
    """The code in what was typed, and the form that it opens.

    caller: a keyed hash of the address it comes from. A try counts before it is looked at, so
    that many at once count too, and no more once it was right.

    Raises:
        NotThere: there is none.
        TooOften: it was not looked at.
    """
    code = code_in(typed)
    if code is None:
        raise NotThere
    window = int(desk.now().timestamp() // WINDOW.total_seconds())
    until = datetime.fromtimestamp((window + 2) * WINDOW.total_seconds(), UTC)
    here, everywhere = f"{caller}#{window}", f"{_EVERYBODY}#{window}"
    most = MOST_WRONG_THEN if desk.tries.count(everywhere) >= MANY_WRONG else MOST_WRONG
    if desk.tries.add(here, 1, until) > most:
        raise TooOften
    try:
        draft = load_draft(code, desk)
    except NotThere:
        desk.tries.add(everywhere, 1, until)
        raise
    desk.tries.add(here, -1, until)
    return code, draft
