"""Signing a consent outside of the form: after it was taken back, or because it is asked for."""

from collections.abc import Mapping

from threshold.form.fields import Fault, Posted
from threshold.form.page import Page
from threshold.form.signing import Signed, agrees, signed
from threshold.intake.submission import Consent, ConsentKind, MessageUse
from threshold.use_cases.filling import read_page
from threshold.use_cases.form_desk import FormDesk


def read_consent(
    page: Page, posted: Posted, desk: FormDesk
) -> tuple[Consent | None, Mapping[str, Fault]]:
    """The consent that was signed on its page; None where it was not agreed to. And the faults.

    It counts only under the very words that are shown now.
    """
    said, faults = read_page(page, posted, desk)
    text = desk.shown(page.subject, "".join(posted.get("shown", ())))
    if text is None and agrees(page.subject, said):
        faults[page.fields[0].name] = Fault.RENEWED
    if faults or text is None:
        return None, faults
    found = signed(page.subject, said, text, None, desk.now())
    return (_consent(page.subject, found) if found else None), faults


def _consent(kind: str, found: Signed) -> Consent:
    return Consent(
        ConsentKind(kind),
        found.shown.version,
        found.name,
        found.at,
        found.shown.language,
        found.shown.sha256,
        tuple(MessageUse(use) for use in found.covers),
    )
