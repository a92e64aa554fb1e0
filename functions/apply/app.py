"""Takes submissions and tells people where theirs stands."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools.event_handler import Response

from threshold import __version__
from threshold.assessment.pack import Pack
from threshold.edge import wiring
from threshold.edge.http import FHIR, api, base_url, json_text, media_type, reply, serve
from threshold.edge.telemetry import count, logger
from threshold.errors import Unknown
from threshold.intake.life_cycle import IllegalTransition, Status, Worklist
from threshold.intake.record import PATIENT, IntakeRecord
from threshold.intake.submission import Submission
from threshold.use_cases.reassess import reassess
from threshold.use_cases.submit import KeyReused, submit
from threshold.web.openapi import openapi
from threshold.web.problem import Problem
from threshold.web.replies import asked_step, crisis_step, next_step
from threshold.web.submission_form import LARGEST, idempotency_key, read_answers, read_submission

app = api()


@app.post("/intakes")
def post_intake() -> Response[str]:
    key = idempotency_key(app.current_event.headers.get("idempotency-key"))
    clinic, record_key = wiring.clinic(), wiring.record_key()
    now = datetime.now(UTC)
    submission = _submitted(clinic.packs, now)
    try:
        receipt = submit(submission, key, wiring.store(), clinic, record_key, now)
    except KeyReused:
        raise Problem(409, "This Idempotency-Key came with another submission.") from None
    logger.set_correlation_id(receipt.intake_id)
    logger.info("submitted")
    count("CrisisSubmitted" if receipt.crisis else "Submitted")
    language = submission.language.spoken
    status_url = f"{base_url(app)}/status/{record_key.token(receipt.intake_id)}"
    told = crisis_step(language) if receipt.crisis else next_step(Status.SUBMITTED, language)
    document = {"intake_id": receipt.intake_id, "status_url": status_url, "next_step": told}
    return reply(202, document, headers={"Location": status_url})


def _submitted(packs: Mapping[str, Pack], now: datetime) -> Submission:
    if media_type(app) != FHIR:
        return read_submission(json_text(app, LARGEST, FHIR), packs)
    # Few speak FHIR: an import at the top would be paid by every cold start.
    from threshold.edge.fhir_door import LARGEST_BUNDLE, read_bundle

    return read_bundle(json_text(app, LARGEST_BUNDLE, FHIR), packs, now)


@app.post("/status/<token>/answers")
def post_answers(token: str) -> Response[str]:
    intake_id = _intake_of(token)
    clinic, store = wiring.clinic(), wiring.store()
    answers = read_answers(json_text(app, LARGEST), clinic.packs)
    try:
        crisis = reassess(intake_id, answers, PATIENT, store, clinic, datetime.now(UTC))
    except IllegalTransition:
        raise Problem(409, "This intake has ended. Please send a new one.") from None
    count("CrisisSubmitted" if crisis else "AnswersRenewed")
    record = store.load(intake_id)
    told = crisis_step(record.language) if crisis else next_step(record.status, record.language)
    return reply(202, {"next_step": told})


def _intake_of(token: str) -> str:
    intake_id = wiring.record_key().intake_of(token)
    if intake_id is None:
        raise Unknown("no such token")
    logger.set_correlation_id(intake_id)
    return intake_id


@app.get("/status/<token>")
def get_status(token: str) -> Response[str]:
    record = wiring.store().load(_intake_of(token))
    if record.worklist is Worklist.FIX_IT and (path := _asking_path(record)):
        told = {"next_step": asked_step(record.language), "answer_url": f"{base_url(app)}{path}"}
    else:
        told = {"next_step": next_step(record.status, record.language)}
    return reply(200, {"status": record.status, **told})


def _asking_path(record: IntakeRecord) -> str | None:
    from threshold.use_cases.asked import path_to_ask

    return path_to_ask(record, wiring.store(), wiring.record_key(), datetime.now(UTC))


@app.get("/openapi.json")
def get_openapi() -> Response[str]:
    return reply(200, openapi(base_url(app), __version__))


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return serve(app, event, context)
