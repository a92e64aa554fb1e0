"""The roster at the edges: over the API, and as a browser uploads it."""

import json
from dataclasses import replace

import pytest

from tests.clinic import CLINIC
from tests.roster_on_paper import SeatsOnPaper
from tests.rosters import EVENING, ROSTER
from threshold.codec import decode
from threshold.edge import wiring
from threshold.edge.uploads import MOST_PARTS, read_upload
from threshold.errors import Conflict
from threshold.program.roster import Roster
from threshold.program.roster_file import read_roster
from threshold.program.roster_writing import to_yaml
from threshold.use_cases.roster_keeping import RosterDesk

KIND = "multipart/form-data; boundary=----x"


@pytest.fixture
def seats(practice, trail, monkeypatch):
    made = SeatsOnPaper(ROSTER)
    desk = RosterDesk(
        made, trail, CLINIC.program, 12, read_roster, lambda: practice.now, lambda: "nonce"
    )
    monkeypatch.setattr(wiring, "roster_desk", lambda: desk)
    return made


@pytest.fixture
def send(call, seats):
    def sending(document, role="admissions"):
        body = document if isinstance(document, str) else json.dumps(document)
        return call("POST", "/roster", "/roster", body, role)

    return sending


def files(roster: Roster, **more: object) -> dict[str, object]:
    return {"files": [{"name": "roster.yaml", "text": to_yaml(roster)}], **more}


SMALLER = replace(ROSTER, cohorts=(replace(EVENING, capacity=9),))


@pytest.mark.parametrize("role", ["admissions", "clinician", "billing", "supervisor", "auditor"])
def test_all_staff_may_read_the_roster_as_it_stands(call, seats, role):
    status, view = call("GET", "/roster", "/roster", role=role)
    assert (status, decode(Roster, view["roster"])) == (200, ROSTER)
    assert view["seats_free"] == {"evening-1": 12, "morning-1": 8}
    assert view["slots_free"] == ["first-1", "med-1"]


@pytest.mark.parametrize("role", ["clinician", "billing", "auditor"])
def test_who_only_reads_may_import_nothing(send, seats, role):
    status, _ = send(files(SMALLER), role)
    assert (status, seats.writes) == (403, 0)


def test_an_import_is_stored_and_told(send, seats):
    status, told = send(files(SMALLER, close_missing=True))
    assert (status, told["stored"]) == (200, True)
    assert told["changes"]["cohorts"] == {
        "new": [],
        "changed": {"evening-1": ["capacity"]},
        "closed": ["morning-1"],
        "unchanged": 0,
        "past": 0,
    }
    assert seats.roster.cohorts[0].capacity == 9


def test_a_dry_run_tells_and_stores_nothing(send, seats):
    status, told = send(files(SMALLER, dry_run=True))
    assert (status, told["stored"], seats.writes) == (200, False, 0)
    assert told["changes"]["cohorts"]["changed"] == {"evening-1": ["capacity"]}


def test_faults_are_told_by_file_line_and_field(send, seats):
    text = to_yaml(SMALLER).replace("America/Chicago", "Chicago")
    status, problem = send({"files": [{"name": "a.yaml", "text": text}]})
    (fault,) = problem["errors"]
    assert (status, fault["pointer"]) == (400, "#/files/0/text")
    assert fault["detail"].startswith("a.yaml, line ")
    assert fault["detail"].endswith(
        "cohorts[0].zone: must be an IANA time zone, as in America/New_York"
    )
    assert seats.writes == 0


@pytest.mark.parametrize(
    "document",
    [
        "{",
        {"files": []},
        {"files": [{"name": "a.csv"}]},
        {"files": [{"name": "a.csv", "text": "x"}] * 21},
        {"files": [{"name": "a.csv", "text": "x"}], "more": 1},
        {"files": [{"name": "a.csv", "text": "\ud800"}]},
    ],
)
def test_what_is_no_import_is_refused(send, seats, document):
    status, problem = send(document)
    assert (status, len(problem["errors"]), seats.writes) == (400, 1, 0)


def test_seats_that_are_taken_meanwhile_are_a_conflict(send, seats, monkeypatch):
    def taken(*_: object) -> None:
        raise Conflict("capacity: fewer places than are taken")

    monkeypatch.setattr(seats, "put_cohort", taken)
    assert send(files(SMALLER))[0] == 409


def part(disposition: str, content: bytes) -> bytes:
    head = f"------x\r\nContent-Disposition: form-data; {disposition}\r\n\r\n"
    return head.encode() + content + b"\r\n"


def test_an_upload_has_fields_and_files_as_they_were_sent():
    body = (
        part('name="go"', b"look")
        + part('name="file_text"', "id,Grupo de mañana\r\n\r\nlast".encode())
        + part('name="file_text"', b"")
        + part('name="files"; filename="grupo.csv"', b"\xef\xbb\xbfid;name\r\n\xff\r\n")
        + part('name="files"; filename=""', b"")
        + b"------x--\r\n"
    )
    fields, sent = read_upload(KIND, body)
    assert fields == {"go": ["look"], "file_text": ["id,Grupo de mañana\r\n\r\nlast", ""]}
    assert sent == (("grupo.csv", b"\xef\xbb\xbfid;name\r\n\xff\r\n"),)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (KIND, b""),
        (KIND, b"no part at all"),
        ("multipart/form-data", part('name="go"', b"look") + b"------x--\r\n"),
        (KIND, part('name="go"', b"\xff") + b"------x--\r\n"),
        (KIND, part('name="go"', b"look") * (MOST_PARTS + 1) + b"------x--\r\n"),
    ],
)
def test_what_is_no_form_with_files_is_refused(kind, body):
    with pytest.raises(ValueError, match=r"form|utf-8"):
        read_upload(kind, body)
