"""Demo staff, one a role, as an administrator would create them."""

import secrets

from local.aws import client
from local.outputs import Outputs, StaffMember

ROLES = ("admissions", "clinician", "billing", "supervisor", "auditor")


def create_staff(endpoint: str, pool: str) -> list[StaffMember]:
    """Create a member of each group, with a password that lasts as long as the local cloud."""
    directory = client("cognito-idp", endpoint)
    members = [StaffMember(role, _password(role), role) for role in ROLES]
    for member in members:
        who = {"UserPoolId": pool, "Username": member.username}
        directory.admin_create_user(
            **who, TemporaryPassword=member.password, MessageAction="SUPPRESS"
        )
        directory.admin_set_user_password(**who, Password=member.password, Permanent=True)
        directory.admin_add_user_to_group(**who, GroupName=member.role)
    return members


def sign_in(outputs: Outputs, role: str) -> str:
    """The id token of the demo staff member with a role, for the Authorization header."""
    member = next(member for member in outputs.staff if member.role == role)
    answer = client("cognito-idp", outputs.endpoint_url).admin_initiate_auth(
        UserPoolId=outputs.user_pool_id,
        ClientId=outputs.user_pool_client_id,
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": member.username, "PASSWORD": member.password},
    )
    token: str = answer["AuthenticationResult"]["IdToken"]
    return token


def _password(role: str) -> str:
    return f"{role.capitalize()}-{secrets.randbelow(1_000_000):06d}-demo"
