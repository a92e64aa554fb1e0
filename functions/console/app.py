"""Shows staff the worklists, one intake and how payers have been, and takes what they do."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import uuid4

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response

from threshold.console.payers import payers_view
from threshold.console.reading import AUDIT_TELLS, BENEFITS_TELL, COUPLE_TELLS, access, parts_in
from threshold.console.rights import may_use
from threshold.console.roles import NotForRole, Reading, roles_of
from threshold.console.safety import Member, sees_safety
from threshold.console.views import intake_view, worklist_view
from threshold.edge import wiring
from threshold.edge.actions import Call, act
from threshold.edge.environment import setting
from threshold.edge.http import (
    FHIR,
    api,
    groups,
    is_given_to,
    json_text,
    reply,
    serve,
    sign_in_name,
)
from threshold.edge.telemetry import logger
from threshold.errors import Unknown
from threshold.intake.access import Part
from threshold.record_key import is_intake_id
from threshold.staff.permissions import permissions_of
from threshold.web.paging import page_asked
from threshold.web.problem import MEDIA_TYPE, Problem
from threshold.web.staff_action import LARGEST

app = api()


def only_by_right(
    app: APIGatewayRestResolver, go_on: Callable[[APIGatewayRestResolver], Response[str]]
) -> Response[str]:
    event = app.current_event
    if not is_given_to(app, setting("STAFF_CLIENT")):
        return reply(401, Problem(401, "Sign in for this.").body(), MEDIA_TYPE)
    if not may_use(roles_of(groups(app)), event.http_method, event.resource):
        raise NotForRole
    return go_on(app)


app.use([only_by_right])


@app.exception_handler(NotForRole)
def not_for_role(_: NotForRole) -> Response[str]:
    return reply(403, Problem(403, "Your role does not see this.").body(), MEDIA_TYPE)


@app.get("/worklists/<name>")
def get_worklist(name: str) -> Response[str]:
    size, after = page_asked(app.current_event.query_string_parameters or {})
    return reply(200, worklist_view(wiring.store(), roles_of(groups(app)), name, size, after))


@app.get("/intakes/<intake_id>")
def get_intake(intake_id: str) -> Response[str]:
    _begin(intake_id)
    roles = roles_of(groups(app))
    sees = partial(sees_safety, _reader(), now=datetime.now(UTC))
    view = intake_view(wiring.store(), wiring.clinic().packs, roles, intake_id, sees)
    _write_down(intake_id, Reading.INTAKE, parts_in(view))
    return reply(200, view)


@app.get("/payers/health")
def get_payers_health() -> Response[str]:
    program, now = wiring.clinic().program, datetime.now(UTC)
    return reply(200, payers_view(program, wiring.payer_board(), roles_of(groups(app)), now))


@app.get("/measures")
def get_measures() -> Response[str]:
    from threshold.console.measures_view import measures_view, months_asked

    months = months_asked(app.current_event.query_string_parameters or {})
    return reply(200, measures_view(wiring.waiting_room(), months, datetime.now(UTC)))


@app.get("/intakes/<intake_id>/benefits")
def get_benefits(intake_id: str) -> Response[str]:
    from threshold.console.benefits_view import benefits_view

    _begin(intake_id)
    store, program, roles = wiring.store(), wiring.clinic().program, roles_of(groups(app))
    view = benefits_view(store, program, roles, intake_id, datetime.now(UTC))
    _write_down(intake_id, Reading.BENEFITS, BENEFITS_TELL)
    return reply(200, view)


@app.get("/intakes/<intake_id>/card-photos/<side>")
def get_card_photo(intake_id: str, side: str) -> Response[str]:
    from threshold.console.card_photos import photo_key

    _begin(intake_id)
    key = photo_key(wiring.store(), roles_of(groups(app)), intake_id, side)
    _write_down(intake_id, Reading.CARD_PHOTO, (Part.CARD_PHOTO,))
    return reply(200, {"url": wiring.card_photos().link_to(key)})


@app.get("/intakes/<intake_id>/couple")
def get_couple(intake_id: str) -> Response[str]:
    from threshold.console.couple_view import couple_view

    _begin(intake_id)
    view, members = couple_view(
        wiring.store(), wiring.clinic(), _reader(), intake_id, datetime.now(UTC)
    )
    for member in members:
        _write_down(member, Reading.COUPLE, COUPLE_TELLS)
    return reply(200, view)


@app.get("/intakes/<intake_id>/fhir")
def get_fhir(intake_id: str) -> Response[str]:
    from threshold.fhir.seat import seat_bundle
    from threshold.use_cases.seat_case import seat_case

    _begin(intake_id)
    bundle = seat_bundle(seat_case(intake_id, wiring.store(), wiring.seats(), datetime.now(UTC)))
    _write_down(intake_id, Reading.SEAT, (Part.RECORD,))
    return reply(200, bundle, FHIR)


@app.get("/intakes/<intake_id>/audit")
def get_audit(intake_id: str) -> Response[str]:
    from threshold.console.audit_view import audit_for, audit_view

    _begin(intake_id)
    audit = audit_for(wiring.store(), wiring.access_log(), roles_of(groups(app)), intake_id)
    _write_down(intake_id, Reading.AUDIT, AUDIT_TELLS)
    return reply(200, audit_view(audit, wiring.clinic().program))


@app.get("/roster")
def get_roster() -> Response[str]:
    from threshold.console.roster_view import roster_view

    return reply(200, roster_view(wiring.roster_desk().seats.availability()))


@app.post("/roster")
def post_roster() -> Response[str]:
    from threshold.edge.roster_import import LARGEST, take_import
    from threshold.use_cases.roster_keeping import Keeper

    by = Keeper(sign_in_name(app), roles_of(groups(app)))
    return reply(200, take_import(json_text(app, LARGEST), by, wiring.roster_desk()))


@app.post("/search")
def post_search() -> Response[str]:
    from threshold.console.searching import Searcher, find, search_view
    from threshold.web import search_form

    wanted = search_form.read_search_text(json_text(app, search_form.LARGEST))
    by = Searcher(sign_in_name(app), roles_of(groups(app)))
    kept = wiring.store(), wiring.record_key(), wiring.trail(), datetime.now(UTC), uuid4().hex
    return reply(200, search_view(find(wanted, by, *kept)))


@app.post("/intakes/<intake_id>/actions")
def post_action(intake_id: str) -> Response[str]:
    _begin(intake_id)
    who, store, program = _reader(), wiring.store(), wiring.clinic().program
    kept = store, wiring.seats, program, datetime.now(UTC)
    call = Call(intake_id, who.roles, who.name, *kept, who.permissions)
    return reply(200, act(json_text(app, LARGEST), call))


def _write_down(intake_id: str, reading: Reading, parts: tuple[Part, ...]) -> None:
    """A read is written down before its answer is sent; one that cannot be is not answered."""
    seen = access(reading, parts, _reader(), datetime.now(UTC))
    wiring.access_log().record(intake_id, seen, uuid4().hex)


def _reader() -> Member:
    found = groups(app)
    return Member(sign_in_name(app), roles_of(found), permissions_of(found))


def _begin(intake_id: str) -> None:
    if not is_intake_id(intake_id):
        raise Unknown("no intake has an id like this")
    logger.set_correlation_id(intake_id)


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return serve(app, event, context)
