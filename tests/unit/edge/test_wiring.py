"""Payers' transports as they are wired: from configuration and Secrets Manager."""

import json
from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import Any

import boto3
import pytest
import trustme
from moto import mock_aws

from tests.clinic import ROOT
from threshold.edge import wiring
from threshold.eligibility.transports.by_kind import UnusableSecret, transport_of
from threshold.eligibility.transports.clearinghouse_json import ClearinghouseJsonTransport
from threshold.eligibility.transports.core_mime import CoreMimeTransport
from threshold.eligibility.transports.core_soap import CoreSoapTransport
from threshold.eligibility.transports.sign_in import SignedInTransport
from threshold.eligibility.transports.x12_https import X12HttpsTransport
from threshold.program.model import Payer, Program, Transport, TransportKind
from threshold.program.schema import Misconfigured, read_program

SIGN_IN = json.dumps({"user_name": "EXAMPLEIOP", "password": "not-real"})
API_KEY = json.dumps({"api_key": "not-real"})


def configured(kind: TransportKind, **changes: Any) -> Transport:
    fields: dict[str, Any] = {
        "url": "https://payer.example.test/core",
        "sender_id": "EXAMPLEIOP",
        "receiver_id": "EXAMPLEPAYER",
        "kind": kind,
        "credentials": "example-health-plan",
    }
    return Transport(**fields | changes)


def certificate() -> str:
    issued = trustme.CA().issue_cert("EXAMPLEIOP@example.test")
    pems = issued.cert_chain_pems[0].bytes().decode(), issued.private_key_pem.bytes().decode()
    return json.dumps(dict(zip(("certificate_pem", "private_key_pem"), pems, strict=True)))


def program_with(folder: Path, transport: str) -> Program:
    """The local program, its first payer reached otherwise."""
    text = (ROOT / "local/program/program.yaml").read_text(encoding="utf-8")
    text = text.replace("credentials: payer-simulator", transport, 1)
    file = folder / "program.yaml"
    filled = Template(text).substitute(url="https://payer.example.test/", ca_file="ca.pem")
    file.write_text(filled, encoding="utf-8")
    return read_program(file)


@pytest.mark.parametrize("kind", TransportKind)
def test_a_kind_a_certificate_and_a_cap_can_be_configured(
    kind: TransportKind, tmp_path: Path
) -> None:
    lines = [f"kind: {kind}", "credentials: plan", "client_certificate: ours", "at_once: 3"]
    transport = "\n      ".join(lines)
    read = program_with(tmp_path, transport).payers[0].transport
    assert (read.kind, read.credentials, read.client_certificate) == (kind, "plan", "ours")
    assert read.at_once == 3


@pytest.mark.parametrize("kind", ["core_mime", "core_soap", "clearinghouse_json", "x12_https"])
def test_a_payer_without_a_sign_in_is_refused(kind: str, tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="credentials: required for this kind"):
        program_with(tmp_path, f"kind: {kind}")


def test_raw_x12_may_do_with_a_certificate_alone(tmp_path: Path) -> None:
    lines = "kind: x12_https\n      client_certificate: ours"
    assert program_with(tmp_path, lines).payers[0].transport.credentials is None


@pytest.mark.parametrize(
    ("kind", "secret", "transport"),
    [
        (TransportKind.CORE_MIME, SIGN_IN, CoreMimeTransport),
        (TransportKind.CORE_SOAP, SIGN_IN, CoreSoapTransport),
        (TransportKind.CLEARINGHOUSE_JSON, API_KEY, ClearinghouseJsonTransport),
        (TransportKind.X12_HTTPS, SIGN_IN, X12HttpsTransport),
    ],
)
def test_each_kind_has_its_transport(
    kind: TransportKind, secret: str, transport: type[object]
) -> None:
    made = transport_of(configured(kind), {"example-health-plan": secret}, None)
    assert type(made) is transport


def test_a_certificate_alone_may_sign_us_in_for_raw_x12() -> None:
    alone = configured(TransportKind.X12_HTTPS, credentials=None, client_certificate="ours")
    assert isinstance(transport_of(alone, {"ours": certificate()}, None), X12HttpsTransport)


@pytest.mark.parametrize(
    ("kind", "secret", "fault"),
    [
        (TransportKind.CORE_MIME, "not-real", "example-health-plan: must be a JSON object"),
        (TransportKind.CORE_MIME, '"not-real"', "example-health-plan: must be a JSON object"),
        (TransportKind.CORE_SOAP, API_KEY, "user_name must be text"),
        (TransportKind.X12_HTTPS, '{"user_name": "not-real"}', "password must be text"),
        (TransportKind.CLEARINGHOUSE_JSON, '{"api_key": ""}', "api_key must be text"),
        (TransportKind.CLEARINGHOUSE_JSON, '{"api_key": "not-real\\n"}', "api_key: must be"),
    ],
)
def test_a_secret_that_does_not_fit_is_named_and_not_told(
    kind: TransportKind, secret: str, fault: str
) -> None:
    with pytest.raises(UnusableSecret, match=fault) as failure:
        transport_of(configured(kind), {"example-health-plan": secret}, None)
    assert "not-real" not in str(failure.value)


def test_a_certificate_that_is_none_is_refused() -> None:
    secrets = {
        "example-health-plan": SIGN_IN,
        "ours": '{"certificate_pem": "not-real", "private_key_pem": "not-real"}',
    }
    wanted = configured(TransportKind.CORE_MIME, client_certificate="ours")
    with pytest.raises(UnusableSecret, match="client certificate: must be PEM"):
        transport_of(wanted, secrets, None)


@pytest.fixture
def vault(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Secrets Manager's double, with one payer's sign-in, and a wiring that starts anew."""
    made = (wiring._client, wiring.transport, wiring._payer_secret)
    for cached in made:
        cached.cache_clear()
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("PAYER_SECRET_PREFIX", "threshold/test/payers/")
    with mock_aws():
        client = boto3.client("secretsmanager")
        client.create_secret(Name="threshold/test/payers/example-health-plan", SecretString=SIGN_IN)
        yield client
    for cached in made:
        cached.cache_clear()


def test_a_payers_transport_is_made_once_an_environment(vault: Any) -> None:
    payer = Payer("99991", "EXAMPLE HEALTH PLAN", configured(TransportKind.CORE_SOAP))
    assert wiring.transport(payer) is wiring.transport(payer)
    assert isinstance(wiring.transport(payer), SignedInTransport)


def test_payers_with_one_sign_in_read_it_once(vault: Any) -> None:
    first = wiring._payer_secret("example-health-plan")
    assert json.loads(first.value()) == {"user_name": "EXAMPLEIOP", "password": "not-real"}
    assert wiring._payer_secret("example-health-plan") is first


def test_a_rotated_secret_is_noticed(vault: Any) -> None:
    secret = wiring._payer_secret("example-health-plan")
    secret.value()
    assert not secret.is_replaced()
    vault.put_secret_value(SecretId="threshold/test/payers/example-health-plan", SecretString="{}")
    assert secret.is_replaced()
    assert secret.value() == "{}"
