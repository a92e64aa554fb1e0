"""What staff do to an intake and search for, as OpenAPI describes it."""

from threshold.eligibility.conversation.playbook import Detail
from threshold.use_cases.seating.answering_offer import DeclineReason
from threshold.use_cases.staff_acts import Act, InterimService

_LINE = {"type": "string", "minLength": 1, "maxLength": 120}
_WORDS = {"type": "string", "minLength": 1, "maxLength": 2000}
_VERSION = {
    "type": "integer",
    "minimum": 1,
    "description": "Of the intake, as the caller saw it. 409 where something happened since.",
}

STAFF_ACT = {
    "type": "object",
    "required": ["action", "version", "key", "reason"],
    "additionalProperties": False,
    "properties": {
        "action": {"enum": [str(act) for act in Act]},
        "version": _VERSION,
        "key": {
            "type": "string",
            "minLength": 1,
            "maxLength": 60,
            "description": "Yours to choose. The same act with the same key is done once.",
        },
        "reason": {**_WORDS, "description": "For staff alone."},
        "signed_name": {
            **_LINE,
            "description": "Of the clinician who signs: to accept, and to override a rule.",
        },
        "asks": {"enum": [str(one) for one in Detail], "description": "Of the patient."},
        "rule": {**_LINE, "description": "The id of the rule that is set aside."},
        "member_id": {
            **_LINE,
            "description": "As it stands on the card, to verify again by. Left out: as it was.",
        },
        "referrals": {
            "type": "array",
            "maxItems": 10,
            "items": {"type": "string"},
            "description": "Ids of the program's places; to refer or decline, these or elsewhere.",
        },
        "elsewhere": {**_WORDS, "description": "Another place, in words."},
        "why": {"enum": [str(one) for one in DeclineReason], "description": "Of decline_offer."},
        "held_at": {
            "type": "string",
            "format": "date-time",
            "description": "When the first clinical contact was: with a clinician, for this person "
            "alone. A group intake or a place on a wait list is none.",
        },
        "services": {
            "type": "array",
            "minItems": 1,
            "uniqueItems": True,
            "items": {"enum": [str(one) for one in InterimService]},
            "description": "Interim services that were given (45 CFR 96.121).",
        },
    },
}
BREAK_GLASS = {
    "type": "object",
    "description": "Opens safety answers of this intake to the caller for an hour. Supervisors are "
    "told at once, and every look says that it rests on this.",
    "required": ["action", "key", "reason"],
    "additionalProperties": False,
    "properties": {
        "action": {"const": "break_glass"},
        "key": {
            **_LINE,
            "maxLength": 60,
            "description": "Yours to choose. The same again is done once.",
        },
        "reason": {"type": "string", "minLength": 10, "maxLength": 2000},
    },
}
MERGE = {
    "type": "object",
    "description": "Closes a duplicate. What waits for a clinician then waits in the other.",
    "required": ["action", "version", "reason", "into"],
    "additionalProperties": False,
    "properties": {
        "action": {"const": "merge"},
        "version": _VERSION,
        "reason": _WORDS,
        "into": {"type": "string", "description": "The id of the intake that goes on."},
        "differ": {
            "type": "boolean",
            "description": "Name or birth date differ, and the caller knows.",
        },
    },
}
SEARCH = {
    "description": "Names are found however they are typed: case, accents, hyphens, spaces.",
    "oneOf": [
        {
            "type": "object",
            "required": ["first", "last", "birth_date"],
            "additionalProperties": False,
            "properties": {
                "first": _LINE,
                "last": _LINE,
                "birth_date": {"type": "string", "format": "date"},
            },
        },
        {
            "type": "object",
            "required": ["intake_id"],
            "additionalProperties": False,
            "properties": {"intake_id": {"type": "string"}},
        },
    ],
}
