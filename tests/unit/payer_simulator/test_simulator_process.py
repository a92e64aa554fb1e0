"""The simulator as it is run: by itself, over TLS, until it is told to stop."""

import json
import signal
import ssl
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPException, HTTPResponse, HTTPSConnection
from pathlib import Path

import pytest

from local.payer_simulator.app import DOORS
from local.payer_simulator.scenarios import SCENARIOS
from local.payer_simulator.server import Address, running
from local.payer_simulator.settings import Settings
from tests.unit.payer_simulator.questions import envelope, question

COMMAND = [sys.executable, "-m", "local.payer_simulator"]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    with running(Settings(tmp_path_factory.mktemp("payer"), slow_seconds=0.05)) as found:
        yield found


def call(
    address: Address, method: str, path: str, body: bytes = b"", kind: str = ""
) -> HTTPResponse:
    context = ssl.create_default_context(cafile=address.ca_file)
    connection = HTTPSConnection("localhost", address.port, context=context, timeout=2)
    connection.request(method, path, body, {"Content-Type": kind})
    return connection.getresponse()


def ask(address: Address, member_id: str) -> HTTPResponse:
    fields = envelope(question(member_id)).items()
    head = '--XbCY\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    body = "".join(head.format(*field) for field in fields) + "--XbCY--\r\n"
    kind = "multipart/form-data; boundary=XbCY"
    return call(address, "POST", "/core/eligibility", body.encode(), kind)


def test_a_270_is_answered_in_an_envelope(address: Address) -> None:
    reply = ask(address, "EXAPPO1")
    body = reply.read().decode()
    assert reply.status == 200
    assert "X12_271_Response_005010X279A1" in body
    assert "f81d4fae-7dec-11d0-a765-00a0c91e6bf6" in body
    assert "EB*1*IND*MH^AI^CF^CJ~" in body


@pytest.mark.parametrize(
    ("member_id", "status", "kind"),
    [
        ("EXADOWNALWAYS", 503, "text/plain"),
        ("EXABUSY", 429, "text/plain"),
        ("EXAHTML", 200, "text/html"),
        ("EXABARE", 200, "application/edi-x12"),
        ("EXASLOW", 200, "multipart/form-data"),
    ],
)
def test_troubles_show_on_the_wire(
    address: Address, member_id: str, status: int, kind: str
) -> None:
    reply = ask(address, member_id)
    assert (reply.status, reply.getheader("Content-Type", "").split(";")[0]) == (status, kind)


@pytest.mark.parametrize("member_id", ["EXARESET", "EXAHALF"])
def test_a_reset_connection_gives_no_whole_answer(address: Address, member_id: str) -> None:
    with pytest.raises((OSError, HTTPException)):
        ask(address, member_id).read()


def test_what_is_no_form_is_a_bad_request(address: Address) -> None:
    assert call(address, "POST", "/core/eligibility", b"ISA", "text/plain").status == 400


def test_the_journal_tells_who_was_asked_about_until_it_is_cleared(address: Address) -> None:
    ask(address, "EXAHMO77")
    ask(address, "EXAHMO77")
    kept = json.loads(call(address, "GET", "/journal?member_id=EXAHMO77").read())
    assert kept["count"] == 2
    assert kept["received"][0]["x12"] == question("EXAHMO77")
    assert kept["received"][0]["payer_id"] == "99991"
    assert kept["received"][0]["door"] == "CORE MIME"
    assert call(address, "DELETE", "/journal").status == 204
    assert json.loads(call(address, "GET", "/journal").read()) == {"count": 0, "received": []}


def test_health_is_told(address: Address) -> None:
    assert json.loads(call(address, "GET", "/health").read()) == {"status": "up"}


def test_it_runs_alone_and_stops_cleanly(tmp_path: Path) -> None:
    command = [*COMMAND, "--port", "0", "--state-dir", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = json.loads(process.stdout.readline())
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=5) == 0
    assert said == json.loads((tmp_path / "payer-simulator.json").read_text())
    assert said["url"] == f"https://127.0.0.1:{said['port']}/core/eligibility"
    doors = {name: said[name].rpartition(str(said["port"]))[2] for name in DOORS}
    assert doors == {name: door.path for name, door in DOORS.items()}
    assert "BEGIN CERTIFICATE" in Path(said["ca_file"]).read_text()


def test_it_says_what_it_takes_and_how_it_answers(address: Address) -> None:
    page = call(address, "GET", "/").read().decode()
    assert [door.path for door in DOORS.values() if f"POST {door.path} " not in page] == []
    assert [row.member_id for row in SCENARIOS if row.member_id not in page] == []


def test_one_that_cannot_listen_leaves_the_files_of_the_other_alone(address: Address) -> None:
    state_dir = Path(address.ca_file).parent
    command = [*COMMAND, "--port", str(address.port), "--state-dir", str(state_dir)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    assert ended.returncode != 0
    assert "address already in use" in ended.stderr
    assert call(address, "GET", "/health").status == 200


def test_a_state_folder_that_cannot_be_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    command = [*COMMAND, "--state-dir", str(tmp_path / "file" / "state")]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == "--state-dir cannot be used: Not a directory\n"


def test_it_lists_its_scenarios() -> None:
    listed = subprocess.run([*COMMAND, "--scenarios"], capture_output=True, text=True, check=True)
    names = {line.split(" ")[0] for line in listed.stdout.splitlines()}
    assert {row.member_id for row in SCENARIOS} <= names
