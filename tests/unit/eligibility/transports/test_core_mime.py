"""The transport on real TLS connections: to the simulator, and to payers that misbehave."""

import json
import logging
import ssl
from collections.abc import Iterator
from http.client import HTTPSConnection
from pathlib import Path
from socket import SO_LINGER, SOL_SOCKET, socket
from struct import pack
from time import monotonic

import pytest

from local.payer_simulator.server import Address, running
from local.payer_simulator.settings import Settings
from tests.unit.eligibility.transports.scripted_payer import (
    CREDENTIALS,
    EXCHANGE,
    X12,
    Payer,
    Script,
    answering,
    http,
    listening,
    read_request,
    scripted,
)
from tests.unit.payer_simulator.questions import question
from threshold.eligibility.transports.core_mime import CoreMimeTransport
from threshold.eligibility.transports.https import HttpsDoor
from threshold.eligibility.transports.message import Credentials
from threshold.eligibility.transports.port import (
    AnswerFault,
    EnvelopeRejected,
    Outage,
    PayerUnavailable,
    UnusableAnswer,
)


@pytest.fixture(scope="module")
def insurer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    folder = tmp_path_factory.mktemp("payer")
    with running(Settings(folder, slow_seconds=1.0, drip_seconds=0.05)) as address:
        yield address


def to(insurer: Address, user_name: str = "threshold", total: float = 2.0) -> CoreMimeTransport:
    door = HttpsDoor(insurer.url, insurer.ca_file, total_timeout=total)
    return CoreMimeTransport(door, Credentials(user_name, "simulated"))


def asks_received(insurer: Address) -> int:
    context = ssl.create_default_context(cafile=insurer.ca_file)
    connection = HTTPSConnection("127.0.0.1", insurer.port, context=context, timeout=2)
    connection.request("GET", "/journal")
    return int(json.load(connection.getresponse())["count"])


def unavailable(transport: CoreMimeTransport) -> PayerUnavailable:
    with pytest.raises(PayerUnavailable) as failure:
        transport.ask(X12, EXCHANGE)
    return failure.value


def test_a_270_brings_back_its_271(insurer: Address) -> None:
    answer = to(insurer).ask(question("EXAPPO1"), EXCHANGE)
    assert answer.payload_type == "X12_271_Response_005010X279A1"
    assert answer.error_code == "Success"
    assert "TRN*2*REQ0001*9EXAMPLEID~" in answer.body
    assert answer.body.endswith("IEA*1*000000001~")
    assert 0 < answer.elapsed.total_seconds() < 2


@pytest.mark.parametrize(
    ("member_id", "payload_type", "holds"),
    [
        ("EXAAAA72", "X12_271_Response_005010X279A1", "AAA*N**72*C~"),
        ("EXA999", "X12_999_Response_005010X231A1", "IK5*R*5~"),
        ("EXATA1", "X12_TA1_Response_00501X231A1", "TA1*000000001*"),
        ("EXABARE", None, "EB*1*"),
        ("EXATRUNCATED", "X12_271_Response_005010X279A1", "EB*1*"),
    ],
)
def test_x12_of_any_kind_is_brought_back(
    insurer: Address, member_id: str, payload_type: str | None, holds: str
) -> None:
    answer = to(insurer).ask(question(member_id), EXCHANGE)
    assert answer.payload_type == payload_type
    assert holds in answer.body


@pytest.mark.parametrize(
    ("member_id", "cause"),
    [
        ("EXADOWNALWAYS", Outage.SERVER_ERROR),
        ("EXABUSY", Outage.BUSY),
        ("EXARESET", Outage.DROPPED),
        ("EXAHALF", Outage.DROPPED),
        ("EXACORERECEIVER", Outage.RECEIVER),
    ],
)
def test_an_insurer_that_is_down_is_unavailable(
    insurer: Address, member_id: str, cause: Outage
) -> None:
    with pytest.raises(PayerUnavailable) as failure:
        to(insurer).ask(question(member_id), EXCHANGE)
    assert (failure.value.cause, failure.value.disclosed) == (cause, True)


@pytest.mark.parametrize("member_id", ["EXASLOW", "EXADRIP"])
def test_an_insurer_that_takes_too_long_is_unavailable(insurer: Address, member_id: str) -> None:
    started = monotonic()
    with pytest.raises(PayerUnavailable) as failure:
        to(insurer, total=0.3).ask(question(member_id), EXCHANGE)
    assert (failure.value.cause, failure.value.disclosed) == (Outage.READ_TIMEOUT, True)
    assert monotonic() - started < 0.8


@pytest.mark.parametrize(
    ("member_id", "fault"),
    [
        ("EXAHTML", AnswerFault.NOT_AN_ENVELOPE),
        ("EXAWRONGID", AnswerFault.WRONG_PAYLOAD_ID),
    ],
)
def test_an_answer_that_is_not_ours_is_unusable(
    insurer: Address, member_id: str, fault: AnswerFault
) -> None:
    with pytest.raises(UnusableAnswer) as failure:
        to(insurer).ask(question(member_id), EXCHANGE)
    assert (failure.value.fault, failure.value.disclosed) == (fault, True)
    assert failure.value.raw


def test_wrong_credentials_are_rejected(insurer: Address) -> None:
    with pytest.raises(EnvelopeRejected) as failure:
        to(insurer, user_name="stranger").ask(question("EXAPPO1"), EXCHANGE)
    assert failure.value.error_code == "UnAuthorized"


def test_an_untrusted_authority_is_refused_before_anything_is_sent(
    insurer: Address, tmp_path: Path
) -> None:
    before = asks_received(insurer)
    with scripted(answering(b""), tmp_path) as other:
        transport = CoreMimeTransport(HttpsDoor(insurer.url, other.ca_file), CREDENTIALS)
        failure = unavailable(transport)
    assert (failure.cause, failure.disclosed) == (Outage.CERTIFICATE, False)
    assert asks_received(insurer) == before


def test_the_systems_trust_does_not_hold_for_a_local_authority(insurer: Address) -> None:
    failure = unavailable(CoreMimeTransport(HttpsDoor(insurer.url), CREDENTIALS))
    assert (failure.cause, failure.disclosed) == (Outage.CERTIFICATE, False)


def test_a_certificate_for_another_host_is_refused(tmp_path: Path) -> None:
    with scripted(answering(http(X12.encode())), tmp_path, name="other.example.test") as payer:
        failure = unavailable(payer.transport())
    assert (failure.cause, failure.disclosed) == (Outage.CERTIFICATE, False)


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1:DeprecationWarning")
def test_tls_older_than_1_2_is_refused(tmp_path: Path) -> None:
    with scripted(answering(b""), tmp_path, newest=ssl.TLSVersion.TLSv1_1) as payer:
        failure = unavailable(payer.transport())
    assert (failure.cause, failure.disclosed) == (Outage.TLS, False)


@pytest.mark.parametrize(
    "url",
    [
        *("http://payer.example.test/core", "payer.example.test/core", "https:///core", ""),
        *("ftp://payer.example.test", "https://user:word@payer.example.test/core"),
    ],
)
def test_only_https_urls_are_taken(url: str) -> None:
    with pytest.raises(ValueError, match="url: must be https"):
        HttpsDoor(url)


def test_a_refused_connection_discloses_nothing(tmp_path: Path) -> None:
    with scripted(answering(b""), tmp_path) as payer:
        transport = payer.transport()
    failure = unavailable(transport)
    assert (failure.cause, failure.disclosed) == (Outage.UNREACHABLE, False)


def test_an_unknown_host_discloses_nothing() -> None:
    failure = unavailable(CoreMimeTransport(HttpsDoor("https://payer.invalid/core"), CREDENTIALS))
    assert (failure.cause, failure.disclosed) == (Outage.UNREACHABLE, False)


def test_a_handshake_that_never_comes_ends_with_the_connect_timeout(insurer: Address) -> None:
    def silent(_: socket, payer: Payer) -> None:
        payer.over.wait(2)

    with listening(silent, insurer.ca_file) as payer:
        started = monotonic()
        failure = unavailable(payer.transport(connect_timeout=0.2))
        taken = monotonic() - started
        payer.over.set()
    assert (failure.cause, failure.disclosed) == (Outage.CONNECT_TIMEOUT, False)
    assert 0.15 < taken < 0.8


def test_a_connection_closed_in_the_handshake_discloses_nothing(insurer: Address) -> None:
    with listening(lambda *_: None, insurer.ca_file) as payer:
        failure = unavailable(payer.transport())
    assert (failure.cause, failure.disclosed) == (Outage.TLS, False)


def dripping(beginning: bytes) -> Script:
    def script(secured: socket, payer: Payer) -> None:
        read_request(secured)
        secured.sendall(beginning)
        while not payer.over.wait(0.03):
            secured.sendall(b"x")

    return script


@pytest.mark.parametrize(
    "beginning",
    [b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n", b"HTTP/"],
    ids=["headers", "body", "status line"],
)
def test_a_dripping_payer_is_cut_off_at_the_deadline(tmp_path: Path, beginning: bytes) -> None:
    with scripted(dripping(beginning), tmp_path) as payer:
        started = monotonic()
        failure = unavailable(payer.transport(total_timeout=0.3))
        assert monotonic() - started < 0.8
    assert (failure.cause, failure.disclosed) == (Outage.READ_TIMEOUT, True)


def test_a_payer_that_reads_nothing_is_cut_off_at_the_deadline(tmp_path: Path) -> None:
    def deaf(_: socket, payer: Payer) -> None:
        payer.over.wait(2)

    with scripted(deaf, tmp_path) as payer, pytest.raises(PayerUnavailable) as failure:
        payer.transport(total_timeout=0.3).ask("ISA" + " " * 30_000_000, EXCHANGE)
    assert (failure.value.cause, failure.value.disclosed) == (Outage.READ_TIMEOUT, True)


def resetting(secured: socket, _: Payer) -> None:
    read_request(secured)
    secured.setsockopt(SOL_SOCKET, SO_LINGER, pack("ii", 1, 0))


@pytest.mark.parametrize(
    "script",
    [
        resetting,
        answering(b""),
        answering(http(b"x" * 90)[:-40]),
        answering(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nISA"),
        answering(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-7\r\nISA"),
        answering(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nTESTER\r\nISA"),
        answering(b"TESTER\r\n\r\n"),
    ],
    ids=["reset", "nothing", "half", "half a chunk", "below zero", "no length", "no HTTP"],
)
def test_half_an_answer_is_no_answer(tmp_path: Path, script: Script) -> None:
    with scripted(script, tmp_path) as payer:
        failure = unavailable(payer.transport())
    assert (failure.cause, failure.disclosed) == (Outage.DROPPED, True)
    assert failure.__cause__ is None
    assert failure.__suppress_context__


def test_a_chunked_answer_is_read_whole(tmp_path: Path) -> None:
    chunks = b"7\r\n" + X12[:7].encode() + b"\r\n%x\r\n" % len(X12[7:]) + X12[7:].encode()
    reply = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + b"\r\n0\r\n\r\n"
    with scripted(answering(reply), tmp_path) as payer:
        assert payer.transport().ask(X12, EXCHANGE).body == X12


@pytest.mark.parametrize("size", [1000, 1001, 50_000])
def test_an_answer_beyond_the_limit_is_unusable(tmp_path: Path, size: int) -> None:
    body = X12.encode().ljust(size)
    with scripted(answering(http(body)), tmp_path) as payer:
        transport = payer.transport(answer_limit=1000)
        if size <= 1000:
            assert len(transport.ask(X12, EXCHANGE).body) == size
            return
        with pytest.raises(UnusableAnswer) as failure:
            transport.ask(X12, EXCHANGE)
    assert (failure.value.fault, failure.value.raw) == (AnswerFault.OVERSIZE, body[:1000])


@pytest.mark.parametrize(
    "reply",
    [
        http(b"", status="302 Found", more="Location: https://elsewhere.example.test/\r\n"),
        http(b"", status="307 Temporary Redirect", more="Location: /core2\r\n"),
        http(b"", status="503 Service Unavailable", more="Retry-After: 0\r\n"),
        b"",
    ],
    ids=["302", "307", "503", "closed"],
)
def test_a_request_is_sent_once_and_follows_no_redirect(tmp_path: Path, reply: bytes) -> None:
    with scripted(answering(reply), tmp_path) as payer:
        with pytest.raises((PayerUnavailable, EnvelopeRejected)):
            payer.transport().ask(X12, EXCHANGE)
        assert payer.connections == 1


def test_nothing_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    reply = b"HTTP/1.1 200 OK\r\nNM1 TESTER JANE\r\nno header\r\n\r\nISA*TESTER"
    with scripted(answering(reply), tmp_path) as payer:
        payer.transport().ask(X12, EXCHANGE)
    assert not caplog.records


def test_the_request_is_one_post_that_closes_its_connection(tmp_path: Path) -> None:
    received: list[bytes] = []

    def keep(secured: socket, _: Payer) -> None:
        received.append(read_request(secured))
        secured.sendall(http(X12.encode()))

    with scripted(keep, tmp_path) as payer:
        payer.transport().ask(X12, EXCHANGE)
    head = received[0].partition(b"\r\n\r\n")[0].decode().split("\r\n")
    assert head[0] == "POST /core HTTP/1.1"
    assert f"Host: 127.0.0.1:{payer.port}" in head
    assert "Connection: close" in head
