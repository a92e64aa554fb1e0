"""The OpenAPI 3.1 document of the API, its schemas made from the types the edge checks with."""

from typing import Any

from threshold.intake.consents import REVOCABLE
from threshold.intake.life_cycle import Status, Worklist
from threshold.web.submission_form import form

_PROBLEM = {
    "type": "object",
    "description": "RFC 9457. Every fault at once; a value that was sent is never repeated.",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "detail"],
                "properties": {"pointer": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}
_STATUS = {
    "type": "object",
    "required": ["status", "next_step"],
    "properties": {
        "status": {"enum": [str(status) for status in Status]},
        "next_step": {"type": "string", "description": "For the person, in their language."},
        "answer_url": {
            "type": "string",
            "format": "uri",
            "description": "Only where one thing is asked of the person: the page that takes it.",
        },
    },
}
_RECEIPT = {
    "type": "object",
    "required": ["intake_id", "status_url", "next_step"],
    "properties": {
        "intake_id": {"type": "string"},
        "status_url": {"type": "string", "format": "uri"},
        "next_step": {"type": "string", "description": "For the person; say it to them at once."},
    },
}
_BUNDLE = {
    "type": "object",
    "description": "FHIR R4. One Patient, who may have QuestionnaireResponses, one Coverage with "
    "its payer and subscriber, and Consents; docs/fhir.md says how each is read.",
    "required": ["resourceType", "type", "entry"],
    "properties": {
        "resourceType": {"const": "Bundle"},
        "type": {"enum": ["collection", "transaction"]},
        "entry": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["resource"],
                "properties": {"resource": {"type": "object", "required": ["resourceType"]}},
            },
        },
    },
}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _says(description: str, schema: dict[str, Any] | None = None) -> dict[str, Any]:
    content = {"application/json": {"schema": schema}} if schema else {}
    return {"description": description, "content": content}


def _problems(**descriptions: str) -> dict[str, Any]:
    content = {"application/problem+json": {"schema": _ref("Problem")}}
    return {
        code.removeprefix("_"): {"description": text, "content": content}
        for code, text in descriptions.items()
    }


def _path(name: str, description: str) -> dict[str, Any]:
    schema = {"type": "string"}
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": description,
        "schema": schema,
    }


_SUBMIT = {
    "operationId": "submitIntake",
    "summary": "Ask for help",
    "parameters": [
        {
            "name": "Idempotency-Key",
            "in": "header",
            "description": "Yours to choose. The same key and body again: the same answer.",
            "schema": {"type": "string", "minLength": 1, "maxLength": 255},
        }
    ],
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": _ref("Submission")},
            "application/fhir+json": {"schema": _ref("Bundle")},
        },
    },
    "responses": {
        "202": _says("Stored, and on its way.", _ref("Receipt")),
        **_problems(
            _400="A bad submission; nothing was stored.",
            _409="The key came before with another body.",
            _413="Too large.",
            _415="Neither JSON nor FHIR as JSON.",
            _429="Too many at once.",
            _503="Busy; nothing was stored.",
        ),
    },
}
_READ_STATUS = {
    "operationId": "readStatus",
    "summary": "Where an intake stands, for the person",
    "parameters": [_path("token", "From the status_url.")],
    "responses": {
        "200": _says("No name, no score, no reason.", _ref("Status")),
        **_problems(_404="No such page."),
    },
}
_ANSWER = {
    "operationId": "renewAnswers",
    "summary": "Answer instruments again, on an intake that is open",
    "parameters": [_path("token", "From the status_url.")],
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["answers"],
                    "additionalProperties": False,
                    "properties": {"answers": _ref("Answers")},
                }
            }
        },
    },
    "responses": {
        "202": _says(
            "Stored beside the answers before.",
            {
                "type": "object",
                "required": ["next_step"],
                "properties": {"next_step": {"type": "string"}},
            },
        ),
        **_problems(
            _400="Bad answers; nothing was stored.",
            _404="No such page.",
            _409="The intake has ended.",
            _413="Too large.",
            _415="Not JSON.",
        ),
    },
}
_STAFF: dict[str, Any] = {"security": [{"staff": []}]}
_DENIED = _problems(_401="No valid token.", _403="Not for your role.", _404="No such thing.")
_UNWRITTEN = _problems(_503="That it was read could not be written down, so it is not shown.")
_WORKLIST = _STAFF | {
    "operationId": "readWorklist",
    "summary": "A page of a worklist, most urgent first",
    "parameters": [
        _path("name", f"One of: {', '.join(Worklist)}."),
        {
            "name": "size",
            "in": "query",
            "schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 25},
        },
        {
            "name": "after",
            "in": "query",
            "description": "The `after` of the page before.",
            "schema": {"type": "string"},
        },
    ],
    "responses": {"200": _says("The page.", {"type": "object"}), **_DENIED},
}
_INTAKE = _STAFF | {
    "operationId": "readIntake",
    "summary": "One intake, with what was found and every event",
    "parameters": [_path("id", "The intake's id.")],
    "responses": {"200": _says("The intake.", {"type": "object"}), **_DENIED, **_UNWRITTEN},
}
_SEARCH = _STAFF | {
    "operationId": "searchIntakes",
    "summary": "The intakes of a person by initials, newest first; or one by its id",
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": _ref("Search")}},
    },
    "responses": {
        "200": _says("What was found, at most 25.", {"type": "object"}),
        **_problems(
            _400="Nobody to look for, or part of a person.",
            _401="No valid token.",
            _403="Not for your role.",
            _413="Too large.",
            _415="Not JSON.",
        ),
        **_UNWRITTEN,
    },
}
_PAYERS_HEALTH = _STAFF | {
    "operationId": "readPayersHealth",
    "summary": "Whether each payer may be asked now, and how its last asks ended",
    "responses": {
        "200": _says("The payers.", {"type": "object"}),
        **_problems(_401="No valid token.", _403="Not for your role.", _503="Busy."),
    },
}
_MEASURES = _STAFF | {
    "operationId": "readMeasures",
    "summary": "How long people wait, who reaches a seat, by language, state and payer",
    "parameters": [
        {
            "name": "months",
            "in": "query",
            "description": "Of so many months' forms, this one included.",
            "schema": {"enum": [1, 3, 12], "default": 3},
        }
    ],
    "responses": {
        "200": _says("The measures; small groups are put together.", {"type": "object"}),
        **_problems(_401="No valid token.", _403="Not for your role.", _503="Busy."),
    },
}
_READ_ROSTER = _STAFF | {
    "operationId": "readRoster",
    "summary": "Groups, clinicians, appointments and compacts, with what is free; no patient",
    "responses": {
        "200": _says("The roster.", {"type": "object"}),
        **_problems(_401="No valid token.", _403="Not for your role.", _503="Busy."),
    },
}
_IMPORT_ROSTER = _STAFF | {
    "operationId": "importRoster",
    "summary": "Put files over the roster; what they do not name stays",
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": _ref("RosterImport")}},
    },
    "responses": {
        "200": _says("What it changes.", _ref("RosterChanges")),
        **_problems(
            _400="Files with faults, each by file, line and field; nothing was stored.",
            _401="No valid token.",
            _403="Not for your role.",
            _409="Seats were taken meanwhile that a group would lose. Send it again.",
            _413="Too large.",
            _503="Busy.",
        ),
    },
}
_BENEFITS = _STAFF | {
    "operationId": "readBenefits",
    "summary": "Verification of benefits: sheet, call script, estimates, good-faith estimate",
    "parameters": [_path("id", "The intake's id.")],
    "responses": {"200": _says("The benefits.", _ref("Benefits")), **_DENIED, **_UNWRITTEN},
}
_CARD_PHOTO = _STAFF | {
    "operationId": "openCardPhoto",
    "summary": "A link to a photo of the insurance card, which opens it for a minute",
    "parameters": [_path("id", "The intake's id."), _path("side", "`front` or `back`.")],
    "responses": {
        "200": _says(
            "The link. Whoever has it can open the photo while it lives.",
            {
                "type": "object",
                "required": ["url"],
                "properties": {"url": {"type": "string", "format": "uri"}},
            },
        ),
        **_DENIED,
        **_UNWRITTEN,
    },
}
_COUPLE = _STAFF | {
    "operationId": "readCouple",
    "summary": "Who comes together, and whether they may be placed so; for who sees safety answers",
    "parameters": [_path("id", "The id of an intake of either.")],
    "responses": {"200": _says("The couple.", {"type": "object"}), **_DENIED, **_UNWRITTEN},
}
_SEAT = _STAFF | {
    "operationId": "readSeatAsFhir",
    "summary": "The way to a seat of who was accepted, as a FHIR R4 Bundle of references and codes",
    "parameters": [_path("id", "The intake's id.")],
    "responses": {
        "200": {
            "description": "ServiceRequest, Appointments with Slots and Schedules, Group, service.",
            "content": {"application/fhir+json": {"schema": {"type": "object"}}},
        },
        **_DENIED,
        **_UNWRITTEN,
    },
}
_AUDIT = _STAFF | {
    "operationId": "readAudit",
    "summary": "Who opened, changed and disclosed what, and whether the trail is whole",
    "parameters": [_path("id", "The intake's id.")],
    "responses": {"200": _says("The audit.", {"type": "object"}), **_DENIED, **_UNWRITTEN},
}
_ACT = _STAFF | {
    "operationId": "actOnIntake",
    "summary": "Do something to an intake; the same action sent twice is done once",
    "parameters": [_path("id", "The intake's id.")],
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "oneOf": [
                        _ref("StaffAct"),
                        _ref("Merge"),
                        _ref("BreakGlass"),
                        _ref("RecordBenefits"),
                        _ref("RevokeConsent"),
                    ]
                }
            }
        },
    },
    "responses": {
        "200": _says(
            "Done, or done before.",
            {
                "type": "object",
                "required": ["version", "stored", "ids"],
                "properties": {
                    "version": {"type": "integer", "description": "Of the intake, after it."},
                    "stored": {"type": "boolean", "description": "Whether anything was new."},
                    "ids": {
                        "type": "array",
                        "items": {"type": "string"},
                        "description": "Of facts recorded, in order; to take one back by.",
                    },
                },
            },
        ),
        **_DENIED,
        **_problems(
            _400="An unknown action, or a bad one; nothing was stored.",
            _409="Something happened since the version that was seen, or it cannot be done.",
            _413="Too large.",
            _415="Not JSON.",
            _503="Busy; nothing was stored.",
        ),
    },
}
_REVOKE = {
    "type": "object",
    "description": "For somebody who takes a consent back by phone or letter.",
    "required": ["action", "kind"],
    "additionalProperties": False,
    "properties": {
        "action": {"const": "revoke_consent"},
        "kind": {"enum": sorted(kind.value for kind in REVOCABLE)},
    },
}
_SPEC = {
    "operationId": "readOpenApi",
    "summary": "This document",
    "responses": {"200": _says("OpenAPI 3.1.", {"type": "object"})},
}


def openapi(base_url: str, version: str) -> dict[str, Any]:
    """The document for the API at an address."""
    # Asked for rarely: an import at the top would be paid by every submission's cold start.
    from threshold.web.openapi_acts import BREAK_GLASS, MERGE, SEARCH, STAFF_ACT
    from threshold.web.openapi_benefits import BENEFITS, RECORD_BENEFITS
    from threshold.web.openapi_roster import ROSTER_CHANGES, ROSTER_IMPORT

    schema = form().json_schema(ref_template="#/components/schemas/{model}", mode="validation")
    schemas = schema.pop("$defs", {}) | {"Submission": schema}
    schemas["Answers"] = schema["properties"]["answers"]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Threshold",
            "version": version,
            "summary": 'From "I need help" to a seat in a virtual intensive outpatient program.',
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": base_url}],
        "paths": {
            "/intakes": {"post": _SUBMIT},
            "/status/{token}": {"get": _READ_STATUS},
            "/status/{token}/answers": {"post": _ANSWER},
            "/worklists/{name}": {"get": _WORKLIST},
            "/intakes/{id}": {"get": _INTAKE},
            "/search": {"post": _SEARCH},
            "/roster": {"get": _READ_ROSTER, "post": _IMPORT_ROSTER},
            "/payers/health": {"get": _PAYERS_HEALTH},
            "/measures": {"get": _MEASURES},
            "/intakes/{id}/benefits": {"get": _BENEFITS},
            "/intakes/{id}/card-photos/{side}": {"get": _CARD_PHOTO},
            "/intakes/{id}/couple": {"get": _COUPLE},
            "/intakes/{id}/fhir": {"get": _SEAT},
            "/intakes/{id}/audit": {"get": _AUDIT},
            "/intakes/{id}/actions": {"post": _ACT},
            "/openapi.json": {"get": _SPEC},
        },
        "components": {
            "schemas": schemas
            | {"Bundle": _BUNDLE, "Problem": _PROBLEM, "Status": _STATUS, "Receipt": _RECEIPT}
            | {"StaffAct": STAFF_ACT, "Merge": MERGE, "BreakGlass": BREAK_GLASS, "Search": SEARCH}
            | {"RosterImport": ROSTER_IMPORT, "RosterChanges": ROSTER_CHANGES}
            | {"Benefits": BENEFITS, "RecordBenefits": RECORD_BENEFITS, "RevokeConsent": _REVOKE},
            "securitySchemes": {
                "staff": {
                    "type": "apiKey",
                    "in": "header",
                    "name": "Authorization",
                    "description": "The ID token of a Cognito sign-in.",
                }
            },
        },
    }
