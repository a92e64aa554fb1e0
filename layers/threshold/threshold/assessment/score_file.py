"""The file that `threshold score` reads, to a score."""

from collections.abc import Mapping

from threshold.assessment.answers import UnusableAnswer, in_form_order
from threshold.assessment.pack import Pack
from threshold.assessment.scoring import Context, Scored, score
from threshold.intake.submission import Sex

SEX_NOT_SAID = frozenset({"other", "unknown"})


def score_file(pack: Pack, payload: object) -> Scored:
    """`{"answers": [in form order] or {item: answer}, "context": {"sex": ..}?}`, scored.

    Raises:
        UnusableAnswer: another shape than this, an answer that cannot be scored, or a pack that
            is off.
    """
    if pack.off:
        raise UnusableAnswer(pack.id, None, "off until the right to use it is configured")
    if not isinstance(payload, Mapping):
        raise UnusableAnswer(pack.id, None, "the file is not an object")
    if payload.keys() - {"answers", "context"}:
        raise UnusableAnswer(pack.id, None, "the file has keys besides answers and context")
    answers = payload.get("answers")
    if isinstance(answers, list):
        answers = in_form_order(pack, answers)
    if not isinstance(answers, Mapping):
        raise UnusableAnswer(pack.id, "answers", "neither a list nor an object")
    return score(pack, answers, _context(pack, payload.get("context")))


def _context(pack: Pack, context: object) -> Context:
    if context is None:
        return Context()
    if not isinstance(context, Mapping) or context.keys() - {"sex"}:
        raise UnusableAnswer(pack.id, "context", "not an object with sex alone")
    sex = context.get("sex")
    if sex is None or (isinstance(sex, str) and sex in SEX_NOT_SAID):
        return Context()
    try:
        return Context(Sex(sex))
    except ValueError:
        raise UnusableAnswer(pack.id, "context.sex", "not a sex as payers record it") from None
