"""Shows the patient's form, page by page, and keeps what is posted."""

from typing import Any

from aws_lambda_powertools.event_handler import Response

from threshold.edge import wiring
from threshold.edge.http import serve
from threshold.edge.pages import answer, asked, language_asked, pages, visit
from threshold.web.pages.visit import SAID_OF_CODE

app = pages(lambda *problem: wiring.form_site().problem(*problem))


@app.get("/apply")
def get_welcome() -> Response[str]:
    said = SAID_OF_CODE.get(asked(app, "code"), "")
    return answer(app, wiring.form_site().welcome(visit(app), language_asked(app), said))


@app.post("/apply")
def post_begin() -> Response[str]:
    return answer(app, wiring.form_site().begin(visit(app)))


@app.get("/apply/now")
def get_now() -> Response[str]:
    told = asked(app, "told") == "yes"
    return answer(app, wiring.form_site().crisis.show(visit(app), told=told))


@app.post("/apply/now")
def post_now() -> Response[str]:
    return answer(app, wiring.form_site().crisis.tell(visit(app)))


@app.get("/apply/leave")
def get_leave() -> Response[str]:
    return answer(app, wiring.form_site().leave())


@app.post("/apply/language")
def post_language() -> Response[str]:
    return answer(app, wiring.form_site().speak(visit(app)))


@app.post("/apply/return")
def post_return() -> Response[str]:
    return answer(app, wiring.form_site().come_back(visit(app)))


@app.post("/apply/pause")
def post_pause() -> Response[str]:
    return answer(app, wiring.form_site().pause(visit(app)))


@app.get("/apply/fix/<token>")
def get_fix(token: str) -> Response[str]:
    return answer(app, wiring.form_site().fix.show(visit(app), token))


@app.post("/apply/fix/<token>")
def post_fix(token: str) -> Response[str]:
    return answer(app, wiring.form_site().fix.save(visit(app), token))


@app.get("/apply/calendar.ics")
def get_calendar() -> Response[str]:
    return answer(app, wiring.form_site().own.calendar(visit(app)))


@app.get("/apply/<place>")
def get_step(place: str) -> Response[str]:
    return answer(app, wiring.form_site().step(visit(app), place))


@app.post("/apply/<place>")
def post_step(place: str) -> Response[str]:
    return answer(app, wiring.form_site().save(visit(app), place))


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return serve(app, event, context)
