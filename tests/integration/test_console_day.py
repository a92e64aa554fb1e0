"""A day's work at the deployed console: claim, call, record, decide, and two at the same case."""

import re
from html import unescape
from urllib.parse import urljoin

import pytest

from local.stories import Player, stories
from tests.cloud import Cloud
from tests.console_walker import filled
from tests.integration.console_browser import Browser
from tests.integration.waiting import wait_for

PHONE = "/console/worklists/verify_by_phone"
CALL = {"representative": "Rep One", "reference": "REF-1"}


@pytest.fixture(scope="module")
def browsers(cloud: Cloud) -> dict[str, Browser]:
    found = {role: Browser(cloud.outputs) for role in ("admissions", "clinician", "billing")}
    for role, browser in found.items():
        assert browser.sign_in(role).status == 200
    return found


@pytest.fixture
def left_to_a_call(player: Player) -> str:
    """An intake whose payer did not say whether behavioral care is covered."""
    return str(told(player, "15-")["intake_id"])


def told(player: Player, number: str) -> dict:
    return player.play(next(one for one in stories() if one.name.startswith(number))).seen


def fill_in(browser: Browser, path: str, go: str, **written: str):
    """Fill in the form of a page, and press a button: where one comes to, as text."""
    opened = browser.ask("GET", path).data.decode()
    return send(browser, path, opened, go, **written)


def send(browser: Browser, path: str, opened: str, go: str, **written: str):
    fields = {name: values[0] for name, values in filled(opened).items() if values}
    return browser.ask("POST", path, {**fields, "go": go, **written})


def page(browser: Browser, path: str) -> str:
    answer = browser.ask("GET", path)
    assert answer.status == 200
    return unescape(re.sub(r"<[^>]+>", " ", answer.data.decode()))


def test_claim_call_record_and_accept(
    cloud: Cloud, browsers: dict[str, Browser], left_to_a_call: str, player: Player
):
    ana, clara = browsers["admissions"], browsers["clinician"]
    case = f"/console/intakes/{left_to_a_call}"

    wait_for(lambda: ana.ask("GET", PHONE).data.decode(), lambda html: left_to_a_call in html)
    assert ana.press(PHONE, f"claim.{left_to_a_call}").status == 303
    assert "Call the payer, and tap each answer into the script." in page(ana, case)
    for button in ("say.iop_covered=yes", "say.virtual_covered=yes"):
        reply = fill_in(ana, f"{case}/call", button, **CALL)
        assert reply.status == 303
    assert fill_in(ana, f"{case}/acts/send_to_review", "do", reason="Covered.").status == 303

    assert "Rep One" in page(clara, f"{case}/benefits")
    signed = {"reason": "Fits.", "signed_name": "Clara Tester, LCSW"}
    reply = fill_in(clara, f"{case}/acts/accept", "do", **signed)
    assert reply.status == 303
    came_to = urljoin(clara.way[-1], reply.headers["Location"])
    assert "Accepted and signed." in page(clara, came_to)
    seated = wait_for(lambda: player.view(left_to_a_call), lambda v: v["status"] == "offered")
    kinds = [event["kind"] for event in seated["events"]]
    assert kinds.count("benefits_recorded") == 2
    assert kinds.count("accepted") == 1


def test_each_segment_on_the_card_is_the_one_that_the_payer_sent(
    browsers: dict[str, Browser], left_to_a_call: str
):
    bill, case = browsers["billing"], f"/console/intakes/{left_to_a_call}"
    html = bill.ask("GET", case).data.decode()
    raw = bill.ask("GET", f"{case}/answers").data.decode()
    places = set(re.findall(r"/answers#(a\d+-\d+)", html))
    assert places
    assert all(f'id="{place}"' in raw for place in places)


def test_the_second_of_two_at_one_case_is_told_and_loses_nothing(
    browsers: dict[str, Browser], left_to_a_call: str
):
    ana, clara = browsers["admissions"], browsers["clinician"]
    case = f"/console/intakes/{left_to_a_call}"
    opened = clara.ask("GET", f"{case}/acts/refer").data.decode()
    assert fill_in(ana, f"{case}/acts/withdraw", "do", reason="They called.").status == 303
    written = {"reason": "More care, near home.", "elsewhere": "County clinic"}
    told_so = send(clara, f"{case}/acts/refer", opened, "do", **written)
    html = told_so.data.decode()
    assert (told_so.status, "somebody else acted" in html) == (409, True)
    assert "More care, near home." in html


def test_a_rule_is_set_aside_in_the_ledger(
    cloud: Cloud, browsers: dict[str, Browser], player: Player
):
    intake_id = str(told(player, "08-")["intake_id"])
    clara, case = browsers["clinician"], f"/console/intakes/{intake_id}"
    assert fill_in(clara, f"{case}/acts/reopen", "do", reason="They called.").status == 303
    signed = {"reason": "Worse since.", "signed_name": "Clara Tester, LCSW"}
    assert fill_in(clara, f"{case}/acts/override_rule", "do", rule="L3", **signed).status == 303
    assert fill_in(clara, f"{case}/acts/accept", "do", **signed).status == 303
    seen = wait_for(lambda: player.intake(intake_id), lambda one: one["status"] == "offered")
    assert seen["worklist"] == "scheduling"
