"""Upload forms as they are signed, and what is made of S3's answers."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from botocore.awsrequest import AWSResponse
from botocore.credentials import Credentials
from botocore.exceptions import ConnectTimeoutError

from threshold.errors import Retryable
from threshold.form.photos import LARGEST_SENT, MediaType, Upload
from threshold.store.photos import S3PhotoStore

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
BACK = "https://example.test/apply/7"
KEY = "sent/abc"


class Bucket:
    """Answers requests as it is told, and remembers them."""

    def __init__(self, status: int = 200, body: bytes = b"", **headers: str) -> None:
        self.answer = AWSResponse("", status, headers, [])
        self.answer._content = body
        self.asked: list = []

    def send(self, request):
        self.asked.append(request)
        return self.answer


def store(bucket: object = None, session: str | None = "a-session") -> S3PhotoStore:
    made = S3PhotoStore(
        Credentials("AKIDEXAMPLE", "a-secret", session),
        "us-east-1",
        "photos",
        "https://photos.s3.us-east-1.amazonaws.com",
    )
    if bucket:
        made._http = bucket
    return made


def policy_of(fields) -> dict:
    return json.loads(base64.b64decode(fields["policy"]))


def test_a_form_goes_to_the_bucket_and_names_all_that_may_be_sent():
    form = store().upload_form(KEY, BACK, NOW)
    assert form.url == "https://photos.s3.us-east-1.amazonaws.com/"
    policy = policy_of(form.fields)
    assert policy["expiration"] == "2026-11-23T19:00:00Z"
    for condition in (
        {"bucket": "photos"},
        {"key": KEY},
        {"Content-Type": "application/octet-stream"},
        {"success_action_redirect": BACK},
        ["content-length-range", 0, LARGEST_SENT],
    ):
        assert condition in policy["conditions"]
    told = {name for one in policy["conditions"] if isinstance(one, dict) for name in one}
    assert set(form.fields) - told == {"policy", "x-amz-signature"}


def test_a_form_is_signed_as_s3_reckons_it():
    fields = store().upload_form(KEY, BACK, NOW).fields
    day, region, service, end = fields["x-amz-credential"].split("/")[1:]
    assert (region, service, end) == ("us-east-1", "s3", "aws4_request")
    key = b"AWS4a-secret"
    for part in (day, region, service, end, fields["policy"]):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    assert fields["x-amz-signature"] == key.hex()


def test_a_functions_token_goes_along_and_without_one_none_does():
    assert store().upload_form(KEY, BACK, NOW).fields["x-amz-security-token"] == "a-session"
    plain = store(session=None).upload_form(KEY, BACK, NOW)
    assert "x-amz-security-token" not in plain.fields


def test_of_a_photo_only_its_first_bytes_are_read():
    bucket = Bucket(206, b"\xff\xd8\xff", **{"Content-Range": "bytes 0-63/12345", "ETag": '"e1"'})
    assert store(bucket).look(KEY) == Upload(12345, b"\xff\xd8\xff", '"e1"')
    (request,) = bucket.asked
    assert (request.method, request.headers["Range"]) == ("GET", "bytes=0-63")
    assert request.url.endswith("/sent/abc")


def test_a_link_opens_one_photo_for_a_minute_and_nothing_is_sent_to_make_it():
    bucket = Bucket()
    address = urlsplit(store(bucket).link_to("kept/front/x"))
    assert address.geturl().startswith("https://photos.s3.us-east-1.amazonaws.com/kept/front/x?")
    said = parse_qs(address.query)
    assert said["X-Amz-Expires"] == ["60"]
    assert said["X-Amz-SignedHeaders"] == ["host"]
    assert said["X-Amz-Security-Token"] == ["a-session"]
    assert said["response-cache-control"] == ["no-store"]
    assert bucket.asked == []


@pytest.mark.parametrize("status", [403, 404])
def test_what_is_not_there_is_nothing(status):
    assert store(Bucket(status)).look(KEY) is None


def test_an_empty_file_is_of_no_size():
    assert store(Bucket(416)).look(KEY) == Upload(0, b"", "")


def test_a_photo_is_kept_as_what_it_is_if_it_is_still_the_one_that_was_read():
    bucket = Bucket(200, b"<CopyObjectResult/>")
    assert store(bucket).keep(KEY, '"e1"', "kept/front/x", MediaType.PNG)
    (request,) = bucket.asked
    assert request.headers["x-amz-copy-source"] == "/photos/sent/abc"
    assert request.headers["x-amz-copy-source-if-match"] == '"e1"'
    assert request.headers["x-amz-metadata-directive"] == "REPLACE"
    assert request.headers["Content-Type"] == "image/png"


@pytest.mark.parametrize(
    "bucket", [Bucket(412), Bucket(404), Bucket(403), Bucket(200, b"<Error>InternalError</Error>")]
)
def test_a_photo_that_changed_or_is_gone_is_not_kept(bucket):
    assert not store(bucket).keep(KEY, '"e1"', "kept/front/x", MediaType.PNG)


@pytest.mark.parametrize("status", [400, 500, 503])
def test_whatever_else_s3_says_is_to_be_tried_again(status):
    for deed in (
        lambda photos: photos.look(KEY),
        lambda photos: photos.keep(KEY, "e", "kept/front/x", MediaType.PNG),
        lambda photos: photos.drop(KEY),
    ):
        with pytest.raises(Retryable, match=str(status)):
            deed(store(Bucket(status)))


def test_silence_is_to_be_tried_again():
    class Silent:
        def send(self, request):
            raise ConnectTimeoutError(endpoint_url=request.url)

    with pytest.raises(Retryable) as caught:
        store(Silent()).look(KEY)
    assert KEY not in str(caught.value)
