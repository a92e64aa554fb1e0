"""From the form to the calendar: a seat is offered, taken on the person's own page, and kept.

One goes by finger without script, in Spanish; one by keyboard, in English. The system itself makes
the offer, to a story's own person.
"""

from collections.abc import Iterator
from uuid import uuid4

import icalendar
import pytest
from playwright.sync_api import Browser, Page

from local.stories import Player, stories, told_anew
from tests.browser.person import By, Person
from tests.browser.said import said_in
from tests.browser.telling import begun
from tests.browser.walk import Walk, walking
from tests.cloud import Cloud
from tests.integration.waiting import wait_for

ACCEPTED = next(story for story in stories() if story.then.get("status") == "offered")
TITLES = {"en": "Appointment", "es": "Cita"}
"""What stands in a calendar that others may see."""
PEOPLE = [Person(By.TOUCH, False, "es"), Person(By.KEYBOARD, True, "en")]


@pytest.fixture(params=PEOPLE, ids=str)
def walk(
    request: pytest.FixtureRequest, browser: Browser, cloud: Cloud, player: Player
) -> Iterator[Walk]:
    """Somebody to whom a seat was offered, on their own page."""
    story = told_anew(ACCEPTED, uuid4().hex)
    said = said_in(story)
    code = begun(cloud, request.param, said)
    with walking(browser, request.param, cloud.outputs.apply_url, code) as found:
        found.to_the_end(said)
        intake_id = cloud.draft(found.code).intake_id
        assert intake_id
        wait_for(lambda: player.view(intake_id)["status"], lambda status: status == "offered")
        found.page.goto(f"{cloud.outputs.apply_url}/yours")
        yield found


def act_on(page: Page, person: Person, selector: str) -> None:
    """Press a link or a button, by finger or by keyboard."""
    target = page.locator(selector)
    if person.by is By.TOUCH:
        target.tap()
    else:
        target.press("Enter")


def press(page: Page, person: Person, selector: str) -> None:
    """Go where a link or a button leads."""
    with page.expect_navigation():
        act_on(page, person, selector)


def test_from_the_form_to_the_calendar(walk: Walk, cloud: Cloud, player: Player):
    page, person = walk.page, walk.person
    press(page, person, "a.go[href$='/apply/offer']")
    press(page, person, "button[value=take]")
    with page.expect_download() as file:
        act_on(page, person, "a[href$='/apply/calendar.ics']")
    events = icalendar.Calendar.from_ical(file.value.path().read_bytes()).walk("VEVENT")
    assert {str(one["SUMMARY"]) for one in events} == {TITLES[person.language]}
    seen = player.view(str(cloud.draft(walk.code).intake_id))
    assert (seen["status"], seen["worklist"]) == ("scheduled", "seated")
