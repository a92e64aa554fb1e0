"""Shows staff the console, page by page, and takes what they do there."""

from typing import Any

from aws_lambda_powertools.event_handler import Response

from threshold.edge.console_pages import console, sign_in_page, staff_page
from threshold.edge.http import serve

app = console()


@app.get("/console/sign-in")
def get_sign_in() -> Response[str]:
    return sign_in_page(app, lambda site, request: site.sign_in.begin(request))


@app.get("/console/sign-in/now")
def get_sign_in_now() -> Response[str]:
    return sign_in_page(app, lambda site, request: site.sign_in.ask(request))


@app.get("/console/signed-in")
def get_signed_in() -> Response[str]:
    return sign_in_page(app, lambda site, request: site.sign_in.come_back(request))


@app.get("/console/signed-off")
def get_signed_off() -> Response[str]:
    return sign_in_page(app, lambda site, request: site.sign_in.signed_off(request))


@app.post("/console/sign-off")
def post_sign_off() -> Response[str]:
    return staff_page(app, lambda site, visit: site.sign_in.sign_off(visit))


@app.get("/console")
def get_overview() -> Response[str]:
    return staff_page(app, lambda site, visit: site.worklists.overview(visit))


@app.get("/console/worklists/<name>")
def get_worklist(name: str) -> Response[str]:
    return staff_page(app, lambda site, visit: site.worklists.show(visit, name))


@app.post("/console/worklists/<name>")
def post_worklist(name: str) -> Response[str]:
    return staff_page(app, lambda site, visit: site.worklists.act(visit, name))


@app.get("/console/intakes/<intake_id>")
def get_case(intake_id: str) -> Response[str]:
    return staff_page(app, lambda site, visit: site.cases.show(visit, intake_id))


@app.post("/console/intakes/<intake_id>")
def post_case(intake_id: str) -> Response[str]:
    return staff_page(app, lambda site, visit: site.cases.act(visit, intake_id))


@app.get("/console/intakes/<intake_id>/safety")
def get_safety(intake_id: str) -> Response[str]:
    return staff_page(app, lambda site, visit: site.safety.show(visit, intake_id))


@app.post("/console/intakes/<intake_id>/safety")
def post_safety(intake_id: str) -> Response[str]:
    return staff_page(app, lambda site, visit: site.safety.break_glass(visit, intake_id))


@app.get("/console/intakes/<intake_id>/audit")
def get_audit(intake_id: str) -> Response[str]:
    return staff_page(app, lambda site, visit: site.audits.show(visit, intake_id))


@app.get("/console/intakes/<intake_id>/disclosures")
def get_disclosures(intake_id: str) -> Response[str]:
    return staff_page(app, lambda site, visit: site.audits.disclosures(visit, intake_id))


@app.get("/console/search")
def get_search() -> Response[str]:
    return staff_page(app, lambda site, visit: site.search.show(visit))


@app.post("/console/search")
def post_search() -> Response[str]:
    return staff_page(app, lambda site, visit: site.search.act(visit))


@app.get("/console/payers")
def get_payers() -> Response[str]:
    return staff_page(app, lambda site, visit: site.payers.show(visit))


@app.get("/console/queue")
def get_queue() -> Response[str]:
    return staff_page(app, lambda site, visit: site.queue.show(visit))


@app.post("/console/queue")
def post_queue() -> Response[str]:
    return staff_page(app, lambda site, visit: site.queue.act(visit))


@app.get("/console/planner")
def get_planner() -> Response[str]:
    return staff_page(app, lambda site, visit: site.planner.show(visit))


@app.get("/console/measures")
def get_measures() -> Response[str]:
    return staff_page(app, lambda site, visit: site.measures.show(visit))


@app.get("/console/roster")
def get_roster() -> Response[str]:
    return staff_page(app, lambda site, visit: site.roster.show(visit))


@app.get("/console/roster/import")
def get_roster_import() -> Response[str]:
    return staff_page(app, lambda site, visit: site.imports.show(visit))


@app.post("/console/roster/import")
def post_roster_import() -> Response[str]:
    return staff_page(app, lambda site, visit: site.imports.act(visit))


@app.get("/console/roster/new/<part>")
def get_new_entry(part: str) -> Response[str]:
    return staff_page(app, lambda site, visit: site.adding.show(visit, part))


@app.post("/console/roster/new/<part>")
def post_new_entry(part: str) -> Response[str]:
    return staff_page(app, lambda site, visit: site.adding.act(visit, part))


@app.get("/console/roster/cohorts/<cohort_id>")
def get_cohort(cohort_id: str) -> Response[str]:
    return staff_page(app, lambda site, visit: site.cohorts.show(visit, cohort_id))


@app.post("/console/roster/cohorts/<cohort_id>")
def post_cohort(cohort_id: str) -> Response[str]:
    return staff_page(app, lambda site, visit: site.cohorts.act(visit, cohort_id))


@app.get("/console/roster/clinicians/<clinician_id>")
def get_clinician(clinician_id: str) -> Response[str]:
    return staff_page(app, lambda site, visit: site.clinicians.show(visit, clinician_id))


@app.post("/console/roster/clinicians/<clinician_id>")
def post_clinician(clinician_id: str) -> Response[str]:
    return staff_page(app, lambda site, visit: site.clinicians.act(visit, clinician_id))


@app.get("/console/roster/clinicians/<clinician_id>/slots")
def get_slots(clinician_id: str) -> Response[str]:
    return staff_page(app, lambda site, visit: site.slots.show(visit, clinician_id))


@app.post("/console/roster/clinicians/<clinician_id>/slots")
def post_slots(clinician_id: str) -> Response[str]:
    return staff_page(app, lambda site, visit: site.slots.act(visit, clinician_id))


@app.get("/console/overrides")
def get_overrides() -> Response[str]:
    return staff_page(app, lambda site, visit: site.overrides.show(visit))


@app.get("/console/operations")
def get_operations() -> Response[str]:
    return staff_page(app, lambda site, visit: site.operations.show(visit))


@app.post("/console/operations")
def post_operations() -> Response[str]:
    return staff_page(app, lambda site, visit: site.operations.act(visit))


@app.get("/console/intakes/<intake_id>/acts/<act>")
def get_act(intake_id: str, act: str) -> Response[str]:
    return staff_page(app, lambda site, visit: site.acts.show(visit, intake_id, act))


@app.post("/console/intakes/<intake_id>/acts/<act>")
def post_act(intake_id: str, act: str) -> Response[str]:
    return staff_page(app, lambda site, visit: site.acts.do(visit, intake_id, act))


@app.get("/console/intakes/<intake_id>/benefits")
def get_benefits(intake_id: str) -> Response[str]:
    return staff_page(app, lambda site, visit: site.benefits.show(visit, intake_id))


@app.post("/console/intakes/<intake_id>/benefits")
def post_benefits(intake_id: str) -> Response[str]:
    return staff_page(app, lambda site, visit: site.benefits.record(visit, intake_id))


@app.get("/console/intakes/<intake_id>/call")
def get_call(intake_id: str) -> Response[str]:
    return staff_page(app, lambda site, visit: site.calls.show(visit, intake_id))


@app.post("/console/intakes/<intake_id>/call")
def post_call(intake_id: str) -> Response[str]:
    return staff_page(app, lambda site, visit: site.calls.record(visit, intake_id))


@app.get("/console/intakes/<intake_id>/answers")
def get_answers(intake_id: str) -> Response[str]:
    return staff_page(app, lambda site, visit: site.answers.show(visit, intake_id))


@app.get("/console/intakes/<intake_id>/couple")
def get_couple(intake_id: str) -> Response[str]:
    return staff_page(app, lambda site, visit: site.couples.show(visit, intake_id))


@app.get("/console/intakes/<intake_id>/card-photos/<side>")
def get_card_photo(intake_id: str, side: str) -> Response[str]:
    return staff_page(app, lambda site, visit: site.cases.photo(visit, intake_id, side))


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return serve(app, event, context)
