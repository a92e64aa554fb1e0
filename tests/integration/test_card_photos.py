"""Photos of insurance cards, sent by real multipart posts to the deployed bucket."""

import re
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
import urllib3

from local.stories import Player, stories
from tests.cloud import Cloud
from tests.integration.form_walk import Browser, Walk
from tests.integration.probe import Probe
from threshold.form.photos import LARGEST_SENT

JPEG = b"\xff\xd8\xff\xe0" + b"an invented card" * 8


@pytest.fixture(scope="module")
def walk(cloud: Cloud) -> Walk:
    walk = Walk(cloud.outputs.api_url)
    walk.on_to("card-front")
    return walk


@pytest.fixture(scope="module")
def place(walk: Walk) -> str:
    return walk.browser.address


@pytest.fixture
def page(walk: Walk, place: str) -> Browser:
    """The page for the front of the card, with nothing sent yet."""
    assert walk.browser.go(place) == 200
    return walk.browser


def upload(page: Browser, file: bytes, **changed: str) -> int:
    url = bucket_url(page)
    fields = page.hidden(urlsplit(url).path)
    return page.send(
        url, fields | {name.replace("_", "-"): to for name, to in changed.items()}, file
    )


def bucket_url(page: Browser) -> str:
    found = re.search('action="([^"]*)" enctype="multipart/form-data"', page.html)
    assert found
    return found[1]


def stored(cloud: Cloud) -> list[str]:
    listed = cloud.client("s3").list_objects_v2(Bucket=cloud.resource("CardPhotos"))
    return [one["Key"] for one in listed.get("Contents", [])]


def test_the_page_lets_its_form_go_to_the_bucket_and_nowhere_else(page: Browser):
    policy = page.headers["content-security-policy"]
    assert f"form-action 'self' {bucket_url(page)};" in policy


def test_a_file_that_is_no_photo_is_deleted_and_told(cloud: Cloud, page: Browser):
    before = stored(cloud)
    assert upload(page, b"<script>alert(1)</script>") == 303
    assert page.go(page.sent_on_to) == 200
    assert "could not read that file as a photo" in page.html
    assert stored(cloud) == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("key", "kept/front/another"),
        ("key", "sent/another"),
        ("Content-Type", "text/html"),
        ("success_action_redirect", "https://example.test/"),
        ("x-amz-signature", "0" * 64),
        ("acl", "public-read"),
        ("x-amz-meta-more", "anything"),
    ],
)
def test_a_form_that_was_changed_stores_nothing(cloud: Cloud, page: Browser, field, value):
    url, before = bucket_url(page), stored(cloud)
    fields = page.hidden(urlsplit(url).path)
    assert page.send(url, fields | {field: value}, JPEG) == 403
    assert stored(cloud) == before


def test_a_file_far_too_large_stores_nothing(cloud: Cloud, page: Browser):
    before = stored(cloud)
    assert upload(page, JPEG + b"0" * LARGEST_SENT) == 400
    assert stored(cloud) == before


def test_nobody_without_a_signature_reaches_the_bucket(cloud: Cloud, page: Browser):
    url, before = bucket_url(page), stored(cloud)
    key = page.hidden(urlsplit(url).path)["key"]
    assert page.go(f"{url}{key}") == 403
    assert page.go(f"{url}?list-type=2") == 403
    assert page.send(url, {"key": key}, JPEG) == 403
    assert stored(cloud) == before


def test_the_forms_role_lists_nothing_and_reads_nothing_that_was_kept(cloud: Cloud):
    probe, bucket = Probe(cloud, "FormRole"), cloud.resource("CardPhotos")
    kept = {"Bucket": bucket, "Key": "kept/front/any"}
    try:
        assert probe.call("s3", "list_objects_v2", {"Bucket": bucket}) == "AccessDenied"
        assert probe.call("s3", "get_object", kept) == "AccessDenied"
        assert probe.call("s3", "delete_object", kept) == "AccessDenied"
    finally:
        probe.remove()


def test_a_photo_goes_to_the_bucket_back_to_the_form_and_along_with_it(cloud: Cloud):
    walk = Walk(cloud.outputs.api_url)
    walk.on_to("card-front")
    page, s3 = walk.browser, cloud.client("s3")
    bucket, key = cloud.resource("CardPhotos"), page.hidden(urlsplit(bucket_url(page)).path)["key"]
    try:
        assert upload(page, JPEG) == 303
        assert page.go(page.sent_on_to) == 200
        assert "We have your photo" in page.html
        sent = s3.head_object(Bucket=bucket, Key=key)
        assert sent["ContentType"] == "application/octet-stream"
        walk.to_the_end()
        assert page.address.endswith("/apply/yours")
        (kept,) = [one for one in stored(cloud) if one.startswith("kept/")]
        found = s3.get_object(Bucket=bucket, Key=kept)
        assert (found["ContentType"], found["Body"].read()) == ("image/jpeg", JPEG)
    finally:
        for one in stored(cloud):
            s3.delete_object(Bucket=bucket, Key=one)


def test_staff_open_a_kept_photo_by_a_link_and_the_link_opens_nothing_else(
    cloud: Cloud, player: Player
):
    s3, bucket, key = cloud.client("s3"), cloud.resource("CardPhotos"), f"kept/front/{'b' * 26}"
    s3.put_object(Bucket=bucket, Key=key, Body=JPEG, ContentType="image/jpeg")
    try:
        story = stories()[0]
        payment = story.submission["payment"]
        with_photo = payment | {"card": payment["card"] | {"photos": [key]}}
        submission = story.submission | {"payment": with_photo}
        intake_id = player.submit(replace(story, submission=submission))["intake_id"]
        status, told = open_photo(cloud, intake_id, "billing")
        assert status == 200
        photo = urllib3.request("GET", told["url"], retries=False)
        assert (photo.status, photo.data) == (200, JPEG)
        assert photo.headers["Content-Type"] == "image/jpeg"
        other = told["url"].replace(key, f"kept/back/{'b' * 26}")
        assert urllib3.request("GET", other, retries=False).status == 403
        assert open_photo(cloud, intake_id, "auditor")[0] == 403
        assert open_photo(cloud, intake_id, "clinician", "back")[0] == 404
    finally:
        s3.delete_object(Bucket=bucket, Key=key)


def open_photo(cloud: Cloud, intake_id: str, role: str, side: str = "front"):
    url = f"{cloud.outputs.api_url}/intakes/{intake_id}/card-photos/{side}"
    token = {"Authorization": cloud.sign_in(role)}
    answer = urllib3.request("GET", url, headers=token, retries=False, timeout=90)
    return answer.status, answer.json()
