"""The insurer's side of the CORE vC2.2.0 envelope: its fields, in MIME and SOAP alike."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

from local.payer_simulator.ask import Account, Ask, Said

REQUIRED = (
    *("PayloadType", "ProcessingMode", "PayloadID", "TimeStamp", "UserName", "Password"),
    *("SenderID", "ReceiverID", "CORERuleVersion", "Payload"),
)
ENVELOPE_ERROR = "CoreEnvelopeError"


def core_ask(fields: Mapping[str, str], account: Account) -> Ask:
    """Take the fields of a request."""
    return Ask(fields.get("Payload", ""), fault_of(fields, account), fields)


def fault_of(fields: Mapping[str, str], account: Account) -> str:
    """Return the CORE error code of a request's envelope, or nothing."""
    missing = [f"{name}Required" for name in REQUIRED if not fields.get(name)]
    if missing:
        return missing[0]
    if fields["CORERuleVersion"] != "2.2.0":
        return "VersionMismatch"
    if Account(fields["UserName"], fields["Password"]) != account:
        return "UnAuthorized"
    legal = {
        "PayloadType": fields["PayloadType"] == "X12_270_Request_005010X279A1",
        "ProcessingMode": fields["ProcessingMode"] == "RealTime",
        "PayloadID": _is_uuid(fields["PayloadID"]),
        "TimeStamp": _is_utc(fields["TimeStamp"]),
    }
    return next((f"{name}Illegal" for name, right in legal.items() if not right), "")


def answer_fields(ask: Ask, said: Said) -> dict[str, str]:
    """Fill the fields of an answer but its payload."""
    error = said.error
    return {
        "PayloadType": said.payload_type,
        "ProcessingMode": "RealTime",
        "PayloadID": ask.payload_id,
        "TimeStamp": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "SenderID": ask.fields.get("ReceiverID", ""),
        "ReceiverID": ask.fields.get("SenderID", ""),
        "CORERuleVersion": "2.2.0",
        "ErrorCode": error,
        "ErrorMessage": "" if error == "Success" else f"the envelope was refused: {error}",
    }


def _is_uuid(value: str) -> bool:
    try:
        return str(UUID(value)) == value.lower()
    except ValueError:
        return False


def _is_utc(value: str) -> bool:
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", value):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True
