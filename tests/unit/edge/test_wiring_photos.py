"""Where photos go: on AWS to the bucket's own address, elsewhere to the endpoint's."""

from collections.abc import Iterator

import pytest

from threshold.edge import wiring
from threshold.edge.environment import Misdeployed

ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
    "AWS_SECRET_ACCESS_KEY": "not-real",
    "AWS_REGION": "us-east-1",
    "CARD_PHOTOS": "photos",
    "CARD_PHOTOS_URL": "https://photos.s3.us-east-1.amazonaws.com",
}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"):
        monkeypatch.delenv(name, raising=False)
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    wiring.card_photos.cache_clear()
    yield
    wiring.card_photos.cache_clear()


def test_on_aws_photos_go_to_the_buckets_own_address():
    assert wiring.card_photos().address == "https://photos.s3.us-east-1.amazonaws.com/"


@pytest.mark.parametrize("name", ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"])
def test_elsewhere_they_go_to_the_endpoint(monkeypatch: pytest.MonkeyPatch, name: str):
    monkeypatch.setenv(name, "http://127.0.0.1:4566/")
    assert wiring.card_photos().address == "http://127.0.0.1:4566/photos/"


def test_without_a_bucket_the_function_is_misdeployed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("CARD_PHOTOS")
    with pytest.raises(Misdeployed, match="CARD_PHOTOS"):
        wiring.card_photos()
