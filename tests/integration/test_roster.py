"""A roster on the deployed template: imported over the API and in the browser, edited, shown."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import urllib3
from urllib3.filepost import encode_multipart_formdata

from tests.cloud import Cloud
from tests.integration.console_browser import Browser, inputs

IMPORT = "/console/roster/import"
AHEAD = (datetime.now(UTC) + timedelta(days=30)).replace(minute=0)
STAFF = """
clinicians:
  - {id: it-sol, name: "Sol Ñandú Tester", licences: [{state: TX}]}
cohorts:
  - id: it-late
    name: Late group
    track: dual
    zone: America/Chicago
    capacity: 8
    sessions:
      - {weekday: mon, starts: 6:00, ends: 9:00, clinician: it-sol}
      - {weekday: tue, starts: 6:00, ends: 9:00, clinician: it-sol}
      - {weekday: wed, starts: 6:00, ends: 9:00, clinician: it-sol}
"""
SLOTS = f"clinician;kind;starts;minutes;id\r\nit-sol;first;{AHEAD:%Y-%m-%d %H:%M}Z;60;it-1\r\n"


def send(cloud: Cloud, **asked: Any) -> tuple[int, Any]:
    headers = {"Authorization": cloud.sign_in("admissions"), "Content-Type": "application/json"}
    url = f"{cloud.outputs.api_url}/roster"
    body = json.dumps(asked)
    answer = urllib3.request("POST", url, body=body, headers=headers, retries=False, timeout=90)
    return answer.status, answer.json()


@pytest.fixture(scope="module")
def imported(cloud: Cloud) -> Any:
    files = [{"name": "staff.yaml", "text": STAFF}, {"name": "slots.csv", "text": SLOTS}]
    dry = send(cloud, files=files, dry_run=True)
    return dry, send(cloud, files=files), send(cloud, files=files)


@pytest.fixture
def browser(cloud: Cloud) -> Browser:
    found = Browser(cloud.outputs)
    found.sign_in("supervisor")
    return found


def post(browser: Browser, path: str, fields: Mapping[str, Any]) -> tuple[int, str]:
    """Post a form with files, as a browser does."""
    body, kind = encode_multipart_formdata({"csrf": browser.csrf(), **fields})
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    answer = urllib3.request(
        "POST",
        browser.outputs.api_url + path,
        body=body,
        headers={"Content-Type": kind, "Cookie": cookies},
        redirect=False,
        retries=False,
        timeout=90,
    )
    return answer.status, answer.data.decode()


def test_an_import_is_planned_done_and_the_second_time_nothing(imported: Any):
    (_, dry), (status, done), (_, again) = imported
    assert (dry["stored"], status, done["stored"]) == (False, 200, True)
    assert dry["changes"] == done["changes"]
    assert done["changes"]["cohorts"]["new"] == ["it-late"]
    assert again["changes"]["cohorts"]["new"] == again["changes"]["slots"]["new"] == []
    assert again["changes"]["slots"]["unchanged"] == 1


def test_files_are_uploaded_looked_at_and_confirmed(imported: Any, browser: Browser):
    text = STAFF.replace("capacity: 8", "capacity: 6")
    upload = {"go": "look", "files": ("staff.yaml", text.encode())}
    status, shown = post(browser, IMPORT, upload)
    assert (status, "capacity" in shown) == (200, True)
    seen = dict(inputs(shown))["seen"]
    carried = {"file_name": "staff.yaml", "file_text": text, "seen": seen, "go": "import"}
    assert post(browser, IMPORT, carried)[0] == 303
    page = browser.ask("GET", "/console/roster/cohorts/it-late").data.decode()
    assert "0 of 6" in page
    assert "Sol Ñandú Tester" in page


def test_a_clinician_and_their_group_are_added_and_an_id_is_given_once(browser: Browser):
    new = "/console/roster/new"
    sol = {"name": "Sol Tester", "id": "it-new", "licences": "TX", "languages": "en"}
    times = "\r\n".join(f"{day} 9:00-12:00 it-new" for day in ("mon", "tue", "wed"))
    group = {"name": "Mornings", "id": "it-mornings", "track": "dual", "capacity": "8"}
    group |= {"zone": "America/Chicago", "language": "en", "ages": "adult", "sessions": times}
    assert browser.press(f"{new}/clinician", "save", **sol).status == 303
    assert [browser.press(f"{new}/cohort", "save", **group).status for _ in range(2)] == [303, 422]
    page = browser.ask("GET", "/console/roster/cohorts/it-mornings").data.decode()
    assert "0 of 8" in page
    assert "Sol Tester" in page


def test_an_appointment_is_taken_away(imported: Any, browser: Browser):
    path = "/console/roster/clinicians/it-sol/slots"
    assert "remove.it-1" in browser.ask("GET", path).data.decode()
    assert browser.press(path, "remove.it-1").status == 303
    assert "remove.it-1" not in browser.ask("GET", path).data.decode()
