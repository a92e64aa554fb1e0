"""The doors without a CORE envelope: X12 in JSON as clearinghouses take it, and X12 as it is."""

import json
from base64 import b64encode
from collections.abc import Mapping
from http import HTTPStatus

from local.payer_simulator.ask import Account, Ask, NotUnderstood, Said, Sent

X12_TYPE = "application/edi-x12"
_STATUS = {
    "UnAuthorized": HTTPStatus.UNAUTHORIZED,
    "Receiver": HTTPStatus.BAD_GATEWAY,
}


class JsonDoor:
    """X12 in JSON, in the style of Stedi's and Change Healthcare's raw-X12 endpoints."""

    name = "X12 in JSON"
    path = "/clearinghouse/eligibility/raw-x12"

    def read(self, headers: Mapping[str, str], body: bytes, account: Account) -> Ask:
        """See `Door.read`."""
        if headers.get("content-type", "").partition(";")[0] != "application/json":
            raise NotUnderstood(_refused("application/json wanted", 415))
        try:
            document = json.loads(body)
        except (ValueError, RecursionError):
            raise NotUnderstood(_refused("not JSON", 400)) from None
        x12 = document.get("x12") if isinstance(document, dict) else None
        if not isinstance(x12, str):
            raise NotUnderstood(_refused("x12: required", 400))
        right = headers.get("authorization", "").removeprefix("Key ") == account.password
        return Ask(x12, "" if right else "UnAuthorized")

    def write(self, ask: Ask, said: Said) -> Sent:  # noqa: ARG002 - the port's
        """See `Door.write`."""
        if said.error != "Success":
            return _refused(said.error, _status(said.error))
        document = {"meta": {"applicationMode": "test"}, "x12": said.payload}
        return Sent(json.dumps(document).encode(), "application/json")

    def broken(self) -> Sent:
        """See `Door.broken`."""
        return _refused("Internal Server Error", 500)


class X12Door:
    """X12 as it is, signed in by HTTP Basic."""

    name = "X12"
    path = "/x12"

    def read(self, headers: Mapping[str, str], body: bytes, account: Account) -> Ask:
        """See `Door.read`."""
        if headers.get("content-type", "").partition(";")[0].lower() != X12_TYPE:
            raise NotUnderstood(Sent(f"{X12_TYPE} wanted".encode(), "text/plain", 415))
        pair = f"{account.user_name}:{account.password}".encode()
        right = headers.get("authorization", "") == f"Basic {b64encode(pair).decode()}"
        return Ask(body.decode(errors="replace"), "" if right else "UnAuthorized")

    def write(self, ask: Ask, said: Said) -> Sent:  # noqa: ARG002 - the port's
        """See `Door.write`."""
        if said.error != "Success":
            return Sent(said.error.encode(), "text/plain", _status(said.error))
        return Sent(said.payload.encode(), X12_TYPE)

    def broken(self) -> Sent:
        """See `Door.broken`."""
        return Sent(b"Internal Server Error", "text/plain", 500)


def _status(code: str) -> int:
    return _STATUS.get(code, HTTPStatus.BAD_REQUEST)


def _refused(message: str, status: int) -> Sent:
    return Sent(json.dumps({"message": message}).encode(), "application/json", status)
