"""Proving who we are to a payer that asks for a certificate."""

import ssl
from contextlib import suppress
from pathlib import Path
from socket import socket

import pytest
import trustme

from tests.unit.eligibility.transports.scripted_payer import (
    EXCHANGE,
    X12,
    Payer,
    http,
    listening,
)
from threshold.eligibility.transports.port import Outage, PayerUnavailable
from threshold.eligibility.transports.verified_tls import ClientCertificate, verifying_context
from threshold.eligibility.transports.x12_https import X12HttpsTransport

AUTHORITY = trustme.CA()
OURS = AUTHORITY.issue_cert("EXAMPLEIOP@example.test")
CERTIFICATE = ClientCertificate(
    OURS.cert_chain_pems[0].bytes().decode(), OURS.private_key_pem.bytes().decode()
)


def ask(folder: Path, certificate: ClientCertificate | None) -> tuple[str, object]:
    """Ask a payer that wants a certificate; gives its answer, and what it was shown."""
    AUTHORITY.cert_pem.write_to_path(str(folder / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    AUTHORITY.issue_cert("127.0.0.1").configure_cert(context)
    AUTHORITY.configure_trust(context)
    context.verify_mode = ssl.CERT_REQUIRED
    shown: list[object] = []

    def over_tls(plain: socket, payer: Payer) -> None:
        with suppress(ssl.SSLError), context.wrap_socket(plain, server_side=True) as secured:
            shown.append(secured.getpeercert())
            received = b""
            while not received.endswith(b"~"):
                received += secured.recv(65536)
            secured.sendall(http(X12.encode()))

    with listening(over_tls, str(folder / "ca.pem")) as payer:
        door = payer.door(client_certificate=certificate)
        return X12HttpsTransport(door, None).ask(X12, EXCHANGE).body, shown[0]


def test_a_payer_that_asks_is_shown_our_certificate(tmp_path: Path) -> None:
    answer, shown = ask(tmp_path, CERTIFICATE)
    assert answer == X12
    assert "EXAMPLEIOP@example.test" in str(shown)


def test_without_it_such_a_payer_is_not_heard(tmp_path: Path) -> None:
    with pytest.raises(PayerUnavailable) as failure:
        ask(tmp_path, None)
    assert failure.value.cause in {Outage.DROPPED, Outage.TLS}


@pytest.mark.parametrize(
    "broken",
    [
        ClientCertificate("", ""),
        ClientCertificate("no PEM", "no PEM"),
        ClientCertificate(CERTIFICATE.certificate_pem, ""),
        ClientCertificate(
            CERTIFICATE.certificate_pem,
            AUTHORITY.issue_cert("other@example.test").private_key_pem.bytes().decode(),
        ),
    ],
    ids=["empty", "no PEM", "no key", "another's key"],
)
def test_what_is_no_certificate_is_refused_at_once(broken: ClientCertificate) -> None:
    with pytest.raises(ValueError, match="client certificate: must be PEM"):
        verifying_context(None, broken)


def test_neither_certificate_nor_key_is_shown_or_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    verifying_context(None, CERTIFICATE)
    assert not list(tmp_path.iterdir())
    assert "BEGIN" not in repr(CERTIFICATE)
