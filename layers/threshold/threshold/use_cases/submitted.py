"""What a person sent last, with all that was changed of it since."""

from threshold.intake.change import FindingKind
from threshold.intake.ports import IntakeStore
from threshold.intake.submission import Submission


def last_submission(intake_id: str, store: IntakeStore) -> Submission:
    """The submission of an intake as it stands.

    Raises:
        LookupError: there is none, which no intake is opened without.
    """
    found = store.latest(intake_id, FindingKind.SUBMISSION, Submission)
    if found is None:
        raise LookupError("an intake without its submission")
    return found
