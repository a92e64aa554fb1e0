"""`threshold benefits`: the verification of benefits of one intake, for a person or as JSON."""

from collections.abc import Iterator
from urllib.parse import quote

from threshold.cli.access import Access
from threshold.cli.benefits_text import UnreadableView, as_text
from threshold.cli.documents import json_line
from threshold.cli.errors import Unanswered
from threshold.cli.staff_api import answer

_INTAKE = "intake"


def benefits(access: Access, intake_id: str, *, as_json: bool) -> Iterator[str]:
    """The benefits of an intake.

    Raises:
        Unanswered: the API did not give them.
    """
    view = answer(access, f"/intakes/{quote(intake_id, safe='')}/benefits", _INTAKE)
    if as_json:
        yield json_line(view)
        return
    try:
        yield as_text(view)
    except UnreadableView:
        raise Unanswered("the API's answer is not an intake's benefits") from None
