"""Photos of insurance cards, sent by real multipart posts to the deployed bucket."""

import re
from urllib.parse import urlsplit

import pytest

from tests.cloud import Cloud
from tests.integration.form_walk import Browser, Walk
from tests.integration.probe import Probe
from threshold.form.photos import LARGEST

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


def test_a_file_that_is_too_large_stores_nothing(cloud: Cloud, page: Browser):
    before = stored(cloud)
    assert upload(page, JPEG + b"0" * LARGEST) == 400
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
