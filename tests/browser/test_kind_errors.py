"""What can be typed of the malformed story: each page says kindly what to type, and stays."""

import pytest
from playwright.sync_api import Browser

from local.stories import stories
from tests.browser.person import By, Person
from tests.browser.reading import page_id, wrong
from tests.browser.said import said_in
from tests.browser.walk import walking
from tests.cloud import Cloud

MALFORMED = next(story for story in stories() if story.then.get("http") == 400)
SAID = said_in(MALFORMED) | {"location.state": ("TX",)}
"""A state that is none is offered nowhere, nor are answers that are none."""
RIGHT = SAID | {
    "person.birth_date.month": ("1",),
    "person.birth_date.day": ("1",),
    "person.birth_date.year": ("1990",),
}


@pytest.mark.parametrize(
    "person", [Person(By.TOUCH, False, "es"), Person(By.KEYBOARD, True, "en")], ids=str
)
def test_each_page_says_what_is_wrong_and_nothing_is_sent(
    browser: Browser, cloud: Cloud, person: Person
):
    with walking(browser, person, cloud.outputs.apply_url) as walk:
        walk.on_to("birth-date", SAID)
        assert (walk.answer(SAID), page_id(walk.page)) == (422, "birth-date")
        first = {"en": "month", "es": "day"}[person.language]
        assert wrong(walk.page) == [f"#person-birth-date-{first}"]
        walk.on_to("reach", RIGHT)
        assert (walk.answer(RIGHT), page_id(walk.page)) == (422, "reach")
        assert wrong(walk.page) == ["#contact-phone"]
        assert walk.page.locator("#contact-phone").input_value() == "call me"
        assert cloud.draft(walk.code).intake_id is None
