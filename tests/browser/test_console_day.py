"""A day's work at the console: claim, call, record, accept, search, send again, sign off.

And where two are at one case, a lease runs out or a session ends mid-form: nothing is lost.
"""

from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

import pytest
from playwright.sync_api import Browser

from local.stories import Player, Story, stories
from tests.browser.colleague import Colleague, at_work
from tests.cloud import Cloud
from tests.integration.elapsing import end_claim, end_session
from tests.integration.test_operations import message
from tests.integration.waiting import wait_for, waiting_on

PHONE = "/console/worklists/verify_by_phone"
OPERATIONS = "/console/operations"
WRITTEN = "More care, near home."
COVERED = """one => { one.getAnimations()[0].currentTime = 15 * 60 * 1000 }"""
"""The page's own quarter of an hour, passed at once."""


@pytest.fixture(scope="module")
def ana(browser: Browser, cloud: Cloud) -> Iterator[Colleague]:
    with at_work(browser, cloud, "admissions") as found:
        yield found


@pytest.fixture(scope="module")
def clara(browser: Browser, cloud: Cloud) -> Iterator[Colleague]:
    with at_work(browser, cloud, "clinician") as found:
        yield found


def story(number: str) -> Story:
    return next(one for one in stories() if one.name.startswith(number))


@pytest.fixture
def left_to_a_call(player: Player) -> str:
    """An intake whose payer did not say whether behavioral care is covered."""
    return str(player.play(story("15")).seen["intake_id"])


@pytest.fixture(scope="module")
def in_review(player: Player) -> str:
    """An intake that waits for a clinician's decision, and may wait on."""
    return str(player.play(story("02")).seen["intake_id"])


def test_a_case_is_claimed_called_about_recorded_and_accepted(
    ana: Colleague, clara: Colleague, player: Player, left_to_a_call: str
):
    case = f"/console/intakes/{left_to_a_call}"
    row = ana.look_for(left_to_a_call, PHONE)
    ana.tap(row.get_by_role("button", name="Claim"))
    assert "you until" in row.inner_text()

    ana.tap(row.get_by_role("link"))
    ana.follow("Call the payer")
    ana.write(representative="Rep One", reference="REF-1")
    for question in ("iop_covered", "virtual_covered"):
        ana.tap(ana.page.locator(f"#q-{question}").get_by_role("button", name="Yes"))
        assert ana.page.locator("#representative").input_value() == "Rep One"
        assert ana.page.locator(f"#q-{question}").count() == 0
    ana.go(f"{case}/acts/send_to_review")
    ana.write(reason="Covered, says the plan.")
    ana.press("Send to review")
    assert "Sent to review." in ana.reads

    clara.go(case)
    clara.follow("Accept")
    clara.write(reason="Fits.", signed_name="Clara Tester, LCSW")
    clara.press("Sign and accept")
    assert "Accepted and signed." in clara.reads
    assert "Signed: Clara Tester, LCSW" in clara.reads
    wait_for(lambda: player.view(left_to_a_call), lambda seen: seen["worklist"] == "scheduling")


def test_enter_in_the_call_script_records_what_is_written_and_taps_no_answer(
    ana: Colleague, left_to_a_call: str
):
    ana.go(f"/console/intakes/{left_to_a_call}/call")
    ana.write(representative="Rep Two", reference="REF-2")
    with ana.page.expect_navigation():
        ana.page.locator("#reference").press("Enter")
    assert "Nothing yet." in ana.reads


def test_a_person_is_searched_for_and_opened(ana: Colleague, player: Player):
    sent, last = story("01"), f"Tester-{uuid4().hex[:8]}"
    person = sent.submission["person"] | {"name": {"first": "Zoe", "last": last}}
    mine = replace(sent, submission=sent.submission | {"person": person})
    intake_id = player.submit(mine)["intake_id"]

    ana.go()
    ana.follow("Search")
    ana.write(**{"f-first": "ZOË", "f-last": last.upper(), "f-birth_date": person["birth_date"]})
    ana.press("Search")
    assert "Found: 1" in ana.reads
    assert last not in ana.page.url
    ana.tap(ana.page.locator("table.rows tbody th a"))
    assert f"Zoe {last}" in ana.reads
    assert ana.page.url.endswith(intake_id)


def test_a_supervisor_sends_what_was_given_up_again(browser: Browser, cloud: Cloud, in_review: str):
    dead, why = cloud.outputs.dead_letter_queues["assessment"], f"Restored {uuid4().hex[:8]}"
    message(cloud, dead, in_review)
    with at_work(browser, cloud, "supervisor") as sam:
        sam.go(OPERATIONS)
        letter = sam.page.get_by_role("row").filter(has_text=in_review)
        assert "No error was noted" in letter.first.inner_text()
        sam.write(**{"f-reason": why})
        with sam.page.expect_navigation():
            sam.page.locator("#f-reason").press("Enter")
        assert waiting_on(cloud, dead) == 1
        sam.press("Send to Assessment again")
        assert f"began to send to Assessment again: {why}" in sam.reads
        assert waiting_on(cloud, dead) == 0


def test_whoever_signs_off_leaves_nothing_to_go_back_to(
    browser: Browser, cloud: Cloud, in_review: str
):
    with at_work(browser, cloud, "clinician") as somebody:
        somebody.go(f"/console/intakes/{in_review}")
        name = somebody.page.locator("h1").inner_text()
        somebody.press("Sign off")
        assert "You are signed off" in somebody.reads
        somebody.page.go_back()
        assert name not in somebody.page.content()
        assert somebody.page.locator("#password").is_visible()


# Two at one case.


def _typed(colleague: Colleague) -> list[str]:
    return [colleague.page.locator(f"#{field}").input_value() for field in ("reason", "elsewhere")]


def test_of_two_who_claim_the_second_is_told_who_was_first(
    ana: Colleague, clara: Colleague, in_review: str
):
    for colleague in (ana, clara):
        colleague.go(f"/console/intakes/{in_review}")
    assert ana.press("Claim") == 200
    assert clara.press("Claim") == 409
    assert "admissions took this on before you" in clara.reads
    ana.press("Let go")


def test_the_second_of_two_who_act_is_told_who_was_first_and_still_has_what_was_typed(
    ana: Colleague, clara: Colleague, player: Player
):
    case = f"/console/intakes/{player.play(story('02')).seen['intake_id']}"
    clara.go(f"{case}/acts/refer")
    clara.write(reason=WRITTEN, elsewhere="County clinic")
    ana.go(f"{case}/acts/withdraw")
    ana.write(reason="They called.")
    ana.press("Withdraw")

    assert clara.press("Refer") == 409
    told = clara.page.get_by_role("alert").first.inner_text()
    assert "somebody else acted" in told
    assert "admissions" in told
    assert _typed(clara) == [WRITTEN, "County clinic"]


def test_a_lease_that_runs_out_mid_form_goes_to_a_colleague_and_what_was_written_is_kept(
    cloud: Cloud, ana: Colleague, clara: Colleague, in_review: str
):
    case, note = f"/console/intakes/{in_review}", "The plan rings back at four."
    ana.go(case)
    ana.press("Claim")
    ana.follow("Add a note")
    ana.write(reason=note)
    end_claim(cloud, in_review)
    clara.go(case)
    assert clara.press("Claim") == 200

    assert ana.press("Keep the note") == 200
    assert note in ana.reads
    assert "clinician until" in ana.page.locator(".hold").inner_text()
    clara.press("Let go")


# A session that ends mid-form.


def test_a_page_left_alone_is_covered_and_what_was_typed_comes_back_after_signing_in(
    browser: Browser, cloud: Cloud, in_review: str
):
    with at_work(browser, cloud, "clinician") as somebody:
        somebody.go(f"/console/intakes/{in_review}/acts/refer")
        somebody.write(reason=WRITTEN, elsewhere="County clinic")
        cover = somebody.page.locator(".cover")
        assert not cover.is_visible()
        cover.evaluate(COVERED)
        end_session(cloud, somebody.session)
        assert cover.is_visible()

        assert somebody.press("Keep it and sign in again") == 401
        assert "is kept and was not sent" in somebody.reads
        somebody.follow("Sign in")
        somebody.type_password()
        assert "is back. It was not sent" in somebody.reads
        assert _typed(somebody) == [WRITTEN, "County clinic"]


def test_what_is_sent_in_a_session_whose_token_has_ended_is_kept_and_then_sent_once(
    browser: Browser, cloud: Cloud, in_review: str
):
    note = f"Rang back {uuid4().hex[:8]}"
    with at_work(browser, cloud, "admissions") as somebody:
        somebody.go(f"/console/intakes/{in_review}/acts/add_note")
        somebody.write(reason=note)
        end_session(cloud, somebody.session, "token")
        assert somebody.press("Keep the note") == 401
        somebody.follow("Sign in")
        somebody.type_password()
        assert somebody.press("Keep the note") == 200
        assert somebody.page.locator("blockquote").filter(has_text=note).count() == 1
