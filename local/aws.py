"""Reaching the local cloud, and never a real account, with the tools made for AWS."""

import os
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Any

import boto3

REGION = "us-east-1"


@dataclass(frozen=True, slots=True)
class Admin:
    """Credentials of the local cloud's root user."""

    access_key_id: str = "test"
    secret_access_key: str = "test"  # noqa: S105 what MiniStack gives its root user


ADMIN = Admin()
_MAKING = Lock()


def client(service: str, endpoint: str) -> Any:
    """A boto3 client with the root user's rights: always the same, which threads may share."""
    with _MAKING:  # what boto3 makes clients with is not for threads
        return _made(service, endpoint)


@cache
def _made(service: str, endpoint: str) -> Any:
    return boto3.client(  # type: ignore[call-overload]
        service,
        endpoint_url=endpoint,
        region_name=REGION,
        aws_access_key_id=ADMIN.access_key_id,
        aws_secret_access_key=ADMIN.secret_access_key,
    )


def settings(endpoint: str) -> dict[str, str]:
    """The environment in which a tool works on the local cloud with the root user's rights."""
    return bare_environment() | {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": ADMIN.access_key_id,
        "AWS_SECRET_ACCESS_KEY": ADMIN.secret_access_key,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
    }


def bare_environment() -> dict[str, str]:
    """Our environment without what it says of AWS, of this Python or of the make that called."""
    ours = ("AWS_", "PYTHON", "VIRTUAL_ENV", "LAMBDA_", "MAKE", "MFLAGS", "PORT", "STATE_DIR")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}
