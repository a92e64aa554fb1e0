"""The local cloud that `make run` brought up: its API, and signing in as one of its demo staff."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from threshold.cli.documents import picked, read_json
from threshold.cli.errors import Unanswered, UnusableInput
from threshold.codec import Undecodable

_ASKED_ONCE = Config(
    connect_timeout=5, read_timeout=30, proxies={}, retries={"total_max_attempts": 1}
)


@dataclass(frozen=True, slots=True)
class Outputs:
    """What is needed of the file that the local cloud writes. `staff` has a sign-in a role.

    `admin` are the local cloud's own credentials: the user pool lets only an administrator sign
    somebody in by password.
    """

    api_url: str
    endpoint_url: str
    region: str
    user_pool_id: str
    user_pool_client_id: str
    admin: Mapping[str, str]
    staff: tuple[Mapping[str, str], ...]


def read_outputs(file: str) -> Outputs:
    """What the local cloud wrote.

    Raises:
        UnusableInput: there is no such file, or it is another one.
    """
    try:
        return picked(Outputs, read_json(file, "--outputs"))
    except Undecodable as error:
        raise UnusableInput(f"--outputs {error}") from None


def id_token(outputs: Outputs, role: str) -> str:
    """The ID token of the member of staff with a role.

    Raises:
        UnusableInput: no member has the role.
        Unanswered: Cognito cannot be reached, refuses, or asks for more than a password.
    """
    member = next((one for one in outputs.staff if one.get("role") == role), None)
    if member is None:
        raise UnusableInput("--as must be a role that has a sign-in in --outputs")
    try:
        answer = _cognito(outputs).admin_initiate_auth(
            UserPoolId=outputs.user_pool_id,
            ClientId=outputs.user_pool_client_id,
            AuthFlow="ADMIN_USER_PASSWORD_AUTH",
            AuthParameters={
                "USERNAME": member.get("username", ""),
                "PASSWORD": member.get("password", ""),
            },
        )
    except ClientError:
        raise Unanswered("Cognito refused the sign-in") from None
    except (BotoCoreError, ValueError):
        raise Unanswered("Cognito cannot be reached: is `make run` up?") from None
    token = (answer.get("AuthenticationResult") or {}).get("IdToken")
    if not token:
        raise Unanswered("Cognito asks for more than a password")
    return str(token)


def _cognito(outputs: Outputs) -> Any:
    return boto3.client(
        "cognito-idp",
        endpoint_url=outputs.endpoint_url,
        region_name=outputs.region,
        aws_access_key_id=outputs.admin.get("access_key_id", ""),
        aws_secret_access_key=outputs.admin.get("secret_access_key", ""),
        config=_ASKED_ONCE,
    )
