"""What a person has said so far, kept until they submit it or it expires."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from threshold.form.signing import Signed

Value = str | int | bool | tuple[str, ...]
"""What was said to a field, as a submission holds it; of several choices, each."""

ANSWERS = "answers."
"""Fields called "answers.INSTRUMENT.ITEM" are answers to instruments."""

KEPT_FOR = timedelta(days=30)
"""Since it was last saved."""
KEPT_ONCE_SENT = timedelta(days=400)
"""Since then its code opens the page of what became of it: longer than care lasts."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A form half filled in. `said` is by field, the fields named by their path in a submission.

    page: where the person is, as the id of a page. `intake_id` is that of the intake it became,
    None before; `submitted` says that the person did that, and not only we for their safety.
    signed: the consents that stand, by kind.
    due_at: when staff hear of it unless the person goes on, None where nobody has to.
    version: counts the times it was saved.
    """

    language: str
    opened_at: datetime
    saved_at: datetime
    said: Mapping[str, Value] = field(default_factory=dict)
    page: str = ""
    intake_id: str | None = None
    submitted: bool = False
    due_at: datetime | None = None
    version: int = 0
    signed: Mapping[str, Signed] = field(default_factory=dict)

    @property
    def answers(self) -> Mapping[str, Mapping[str, int | str]]:
        """What was answered, by instrument and item."""
        found: dict[str, dict[str, int | str]] = {}
        for name, value in self.said.items():
            if name.startswith(ANSWERS) and isinstance(value, int | str):
                instrument, _, item = name.removeprefix(ANSWERS).partition(".")
                found.setdefault(instrument, {})[item] = value
        return found

    def saying(self, said: Mapping[str, Value | None], at: datetime) -> "Draft":
        """The draft with more said; None takes back what was."""
        merged = {**self.said, **said}
        kept = {name: value for name, value in merged.items() if value is not None}
        return replace(self, said=kept, saved_at=at)

    @property
    def kept_until(self) -> datetime:
        """When it is forgotten."""
        return self.saved_at + (KEPT_ONCE_SENT if self.submitted else KEPT_FOR)

    def signing(self, kind: str, consent: Signed | None) -> "Draft":
        """The draft with this consent; None takes back what was agreed to."""
        others = {name: one for name, one in self.signed.items() if name != kind}
        return replace(self, signed=others | ({kind: consent} if consent else {}))

    def has_expired(self, at: datetime) -> bool:
        """Whether it is too old to go on with."""
        return at >= self.kept_until
