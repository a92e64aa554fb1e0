"""A payer's transport from its configuration and its secrets."""

import json
from collections.abc import Mapping

from threshold.eligibility.transports.clearinghouse_json import ClearinghouseJsonTransport
from threshold.eligibility.transports.core_mime import CoreMimeTransport
from threshold.eligibility.transports.core_soap import CoreSoapTransport
from threshold.eligibility.transports.https import HttpsDoor
from threshold.eligibility.transports.message import Credentials
from threshold.eligibility.transports.port import PayerTransport
from threshold.eligibility.transports.verified_tls import ClientCertificate
from threshold.eligibility.transports.x12_https import X12HttpsTransport
from threshold.program.model import Transport, TransportKind


class UnusableSecret(Exception):
    """A payer's secret lacks what its transport needs. Names the secret and the field."""


def transport_of(
    configured: Transport, secrets: Mapping[str, str], ca_file: str | None
) -> PayerTransport:
    """The transport that is configured. secrets: the JSON of each secret, by its name.

    A client certificate's secret holds certificate_pem and private_key_pem; a sign-in's holds
    user_name and password or, for clearinghouse_json, api_key. Raises UnusableSecret.
    """
    held = {name: _Secret(name, text) for name, text in secrets.items()}
    signed = held[configured.credentials] if configured.credentials else None
    shown = held[configured.client_certificate] if configured.client_certificate else None
    try:
        door = HttpsDoor(configured.url, ca_file, shown.certificate() if shown else None)
        return _through(door, configured.kind, signed)
    except ValueError as error:
        raise UnusableSecret(str(error)) from None


def _through(door: HttpsDoor, kind: TransportKind, signed: "_Secret | None") -> PayerTransport:
    if kind is TransportKind.X12_HTTPS:
        return X12HttpsTransport(door, signed.credentials() if signed else None)
    if signed is None:
        raise UnusableSecret("credentials: this kind of transport cannot do without")
    match kind:
        case TransportKind.CORE_MIME:
            return CoreMimeTransport(door, signed.credentials())
        case TransportKind.CORE_SOAP:
            return CoreSoapTransport(door, signed.credentials())
        case TransportKind.CLEARINGHOUSE_JSON:
            return ClearinghouseJsonTransport(door, signed.field("api_key"))


class _Secret:
    """A secret's fields. Its values stand in no message."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        try:
            document = json.loads(text)
        except ValueError:
            document = None
        if not isinstance(document, dict):
            raise UnusableSecret(f"secret {name}: must be a JSON object")
        self._document = document

    def field(self, name: str) -> str:
        value = self._document.get(name)
        if not isinstance(value, str) or not value:
            raise UnusableSecret(f"secret {self._name}: {name} must be text, and not empty")
        return value

    def credentials(self) -> Credentials:
        return Credentials(self.field("user_name"), self.field("password"))

    def certificate(self) -> ClientCertificate:
        return ClientCertificate(self.field("certificate_pem"), self.field("private_key_pem"))
