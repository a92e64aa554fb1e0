"""How fast a submission is scored and triaged, and a PHQ-9 scored, beside FHIRPath on the same."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from time import perf_counter

from fhirpathpy import compile as compiled

from local.bench.table import Bound, Figure, Limit, Peer
from local.stories import stories
from threshold.assessment.pack_files import load_packs
from threshold.assessment.scoring import score
from threshold.assessment.settings import Settings
from threshold.assessment.submission_facts import facts_of
from threshold.assessment.triage import triage
from threshold.fhir.response import questionnaire_response
from threshold.intake.places import STATES
from threshold.web.submission_form import form

_ROUNDS = 7
MOST_MICROSECONDS = 1000
_SUM = (
    "QuestionnaireResponse.item.where(linkId != 'difficulty').answer.valueCoding"
    ".extension.where(url.endsWith('itemWeight')).valueDecimal.aggregate($this + $total, 0)"
)


def figures() -> list[Figure]:
    """A whole submission in microseconds, and a PHQ-9 beside FHIRPath's sum of its weights."""
    packs = load_packs()
    submission = form().validate_json(json.dumps(stories()[0].submission))
    now, settings = datetime.now(UTC), Settings(licensed_states=STATES)
    whole = _best(lambda: triage(facts_of(submission, packs, now.date()), settings, now), 200)
    phq, answers = packs["phq-9"], submission.answers["phq-9"]
    ours = _best(lambda: score(phq, answers), 2000)
    response = questionnaire_response(phq, answers, now, "Patient/example")
    summed = compiled(_SUM)
    if summed(response, {}) != [score(phq, answers).total]:
        raise ValueError("FHIRPath and we do not add up to the same")
    theirs = _best(lambda: summed(response, {}), 50)
    limit = Limit(Bound.VALUE_AT_MOST, MOST_MICROSECONDS)
    peer = Peer("fhirpathpy", 1 / theirs)
    return [
        Figure("a submission scored and triaged", whole * 1e6, "us", 0, None, limit),
        Figure("a PHQ-9 scored", 1 / ours, "a second", 0, peer),
    ]


def _best(work: Callable[[], object], times: int) -> float:
    """Seconds of one piece of work, in the best of some rounds."""
    best = float("inf")
    for _ in range(_ROUNDS):
        began = perf_counter()
        for _ in range(times):
            work()
        best = min(best, (perf_counter() - began) / times)
    return best
