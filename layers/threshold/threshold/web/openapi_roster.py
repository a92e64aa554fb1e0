"""The roster in the OpenAPI document."""

from threshold.program.roster_parts import Part

_IDS = {"type": "array", "items": {"type": "string"}}
ROSTER_IMPORT = {
    "type": "object",
    "required": ["files"],
    "additionalProperties": False,
    "properties": {
        "files": {
            "type": "array",
            "minItems": 1,
            "maxItems": 20,
            "items": {
                "type": "object",
                "required": ["name", "text"],
                "additionalProperties": False,
                "properties": {
                    "name": {"type": "string", "pattern": r"\.(yaml|yml|csv)$"},
                    "text": {"type": "string"},
                },
            },
        },
        "close_missing": {"type": "boolean", "description": "Groups not named are closed."},
        "dry_run": {"type": "boolean", "description": "Nothing is stored."},
    },
}
_TALLY = {
    "type": "object",
    "required": ["new", "changed", "closed", "unchanged", "past"],
    "properties": {
        "new": _IDS,
        "changed": {"type": "object", "additionalProperties": _IDS},
        "closed": _IDS,
        "unchanged": {"type": "integer"},
        "past": {"type": "integer", "description": "Appointments that have begun: left out."},
    },
}
ROSTER_CHANGES = {
    "type": "object",
    "required": ["stored", "changes"],
    "properties": {
        "stored": {"type": "boolean"},
        "changes": {"type": "object", "properties": {part.value: _TALLY for part in Part}},
    },
}
