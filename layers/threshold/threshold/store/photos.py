"""Photos of insurance cards in S3, in memory for tests.

Requests are signed and sent with what botocore has loaded anyway: a client would need its
description of S3, which is twice as large as that of DynamoDB.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import sha256
from http import HTTPStatus

from botocore.auth import S3SigV4Auth, S3SigV4PostAuth, S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest, AWSResponse
from botocore.credentials import Credentials
from botocore.exceptions import BotoCoreError
from botocore.httpsession import URLLib3Session

from threshold.errors import Retryable
from threshold.form.photos import HEAD, LARGEST_SENT, MediaType, Upload, UploadForm

OPEN_FOR = timedelta(hours=1)
"""How long an upload form can be sent."""
LINK_LIVES = timedelta(minutes=1)
AS_SENT = "application/octet-stream"
"""What every file is kept as until it was read, so that nothing sent can open as a page."""
_ABSENT = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.FORBIDDEN, HTTPStatus.PRECONDITION_FAILED})
"""Who may not list a bucket is told "forbidden" of what is not there."""


class S3PhotoStore:
    """A `PhotoStore` on the bucket of `template.yaml`. `url`: the bucket's, without a slash."""

    def __init__(self, credentials: Credentials, region: str, bucket: str, url: str) -> None:
        self._credentials, self._region, self._bucket = credentials, region, bucket
        self._url = url

    @cached_property
    def _http(self) -> URLLib3Session:
        """Made when first asked for: most requests for pages have nothing to do with photos."""
        return URLLib3Session(timeout=5)

    @property
    def address(self) -> str:
        """See `PhotoStore.address`."""
        return f"{self._url}/"

    def upload_form(self, key: str, back_to: str, at: datetime) -> UploadForm:
        """See `PhotoStore.upload_form`."""
        fields = {"key": key, "Content-Type": AS_SENT, "success_action_redirect": back_to}
        conditions: list[object] = [{name: value} for name, value in fields.items()]
        limits = [{"bucket": self._bucket}, ["content-length-range", 0, LARGEST_SENT]]
        expires = (at + OPEN_FOR).strftime("%Y-%m-%dT%H:%M:%SZ")
        request = AWSRequest(method="POST", url=self.address)
        request.context["s3-presign-post-fields"] = fields
        request.context["s3-presign-post-policy"] = {
            "expiration": expires,
            "conditions": [*conditions, *limits],
        }
        S3SigV4PostAuth(self._credentials, "s3", self._region).add_auth(request)
        return UploadForm(self.address, fields)

    def look(self, key: str) -> Upload | None:
        """See `PhotoStore.look`."""
        found = self._send("GET", key, {"Range": f"bytes=0-{HEAD - 1}"})
        if found.status_code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            return Upload(0, b"", "")
        if found.status_code in _ABSENT:
            return None
        size = int(found.headers.get("Content-Range", "/0").rpartition("/")[2])
        return Upload(size, found.content[:HEAD], found.headers["ETag"])

    def keep(self, key: str, mark: str, to: str, media_type: MediaType) -> bool:
        """See `PhotoStore.keep`."""
        headers = {
            "Content-Type": media_type.value,
            "x-amz-copy-source": f"/{self._bucket}/{key}",
            "x-amz-copy-source-if-match": mark,
            "x-amz-metadata-directive": "REPLACE",
        }
        # S3 may begin to answer "OK" before it finds that a copy failed.
        return b"<CopyObjectResult" in self._send("PUT", to, headers).content

    def link_to(self, key: str) -> str:
        """See `PhotoStore.link_to`."""
        # No browser is to keep it for longer than the link lives.
        kept = {"response-cache-control": "no-store"}
        request = AWSRequest(method="GET", url=f"{self._url}/{key}", params=kept)
        seconds = int(LINK_LIVES.total_seconds())
        S3SigV4QueryAuth(self._credentials, "s3", self._region, seconds).add_auth(request)
        return str(request.prepare().url)

    def drop(self, key: str) -> None:
        """See `PhotoStore.drop`."""
        self._send("DELETE", key, {})

    def _send(self, method: str, key: str, headers: Mapping[str, str]) -> AWSResponse:
        request = AWSRequest(method=method, url=f"{self._url}/{key}", headers=dict(headers))
        S3SigV4Auth(self._credentials, "s3", self._region).add_auth(request)
        try:
            answer = self._http.send(request.prepare())
        except BotoCoreError:
            raise Retryable("photos cannot be reached") from None
        known = answer.status_code < 300 or answer.status_code in _ABSENT
        if not known and answer.status_code != HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            raise Retryable(f"photos: HTTP {answer.status_code}")
        return answer


class MemoryPhotoStore:
    """A `PhotoStore` that forgets when the process ends; `files` is what browsers sent."""

    address = "https://photos.example.test/"

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def upload_form(self, key: str, back_to: str, _at: datetime) -> UploadForm:
        """See `PhotoStore.upload_form`."""
        return UploadForm(self.address, {"key": key, "success_action_redirect": back_to})

    def look(self, key: str) -> Upload | None:
        """See `PhotoStore.look`."""
        file = self.files.get(key)
        return None if file is None else Upload(len(file), file[:HEAD], _mark(file))

    def keep(self, key: str, mark: str, to: str, _media_type: MediaType) -> bool:
        """See `PhotoStore.keep`."""
        file = self.files.get(key)
        if file is None or _mark(file) != mark:
            return False
        self.files[to] = file
        return True

    def link_to(self, key: str) -> str:
        """See `PhotoStore.link_to`."""
        return f"{self.address}{key}"

    def drop(self, key: str) -> None:
        """See `PhotoStore.drop`."""
        self.files.pop(key, None)


def _mark(file: bytes) -> str:
    return sha256(file).hexdigest()
