"""The insurer's side of the CORE vC2.2.0 envelope, read with the standard library's own parser."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP
from uuid import UUID, uuid4

REQUIRED = (
    *("PayloadType", "ProcessingMode", "PayloadID", "TimeStamp", "UserName", "Password"),
    *("SenderID", "ReceiverID", "CORERuleVersion", "Payload"),
)
ENVELOPE_ERROR = "CoreEnvelopeError"


@dataclass(frozen=True, slots=True)
class Account:
    """The one trading partner that the insurer knows."""

    user_name: str
    password: str


class NotMultipart(ValueError):
    """The body is no multipart/form-data."""


def read_fields(content_type: str, body: bytes) -> dict[str, str]:
    """Read the fields of a request. Raises NotMultipart."""
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + body)
    if message.get_content_type() != "multipart/form-data" or message.defects:
        raise NotMultipart
    return {_name(part): _text(part) for part in message.walk() if not part.is_multipart()}


def fault_of(fields: dict[str, str], account: Account) -> str:
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


def write_answer(
    question: dict[str, str], payload_type: str, payload: str = "", error: str = "Success"
) -> tuple[str, bytes]:
    """Write an answer's Content-Type and body."""
    fields = {
        "PayloadType": payload_type,
        "ProcessingMode": "RealTime",
        "PayloadID": question.get("PayloadID", ""),
        "TimeStamp": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "SenderID": question.get("ReceiverID", ""),
        "ReceiverID": question.get("SenderID", ""),
        "CORERuleVersion": "2.2.0",
        "ErrorCode": error,
        "ErrorMessage": "" if error == "Success" else f"the envelope was refused: {error}",
        **({"Payload": payload} if payload else {}),
    }
    boundary = uuid4().hex
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    body = "".join(parts) + f"--{boundary}--\r\n"
    return f'multipart/form-data; boundary="{boundary}"', body.encode()


def _name(part: Message) -> str:
    return str(part.get_param("name", "", header="content-disposition"))


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    return content.decode(errors="replace") if isinstance(content, bytes) else ""


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
