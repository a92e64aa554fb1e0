"""Demo staff, as an administrator would create them: one a role, and a clinician more."""

import secrets

from local.aws import client
from local.outputs import Outputs, StaffMember

ROLES = ("admissions", "clinician", "billing", "supervisor", "auditor")
SAFETY = "safety"
GROUPS = (*ROLES, SAFETY)
WITHOUT_SAFETY = "clinician-without-safety"


def create_staff(endpoint: str, pool: str) -> list[StaffMember]:
    """Create a member of each role, with a password that lasts as long as the local cloud.

    The clinician has the safety permission; another clinician comes after the others without it.
    """
    members = [StaffMember(role, _password(role), role) for role in ROLES]
    members.append(StaffMember(WITHOUT_SAFETY, _password("clinician"), "clinician"))
    for member in members:
        _create(endpoint, pool, member)
    return members


def _create(endpoint: str, pool: str, member: StaffMember) -> None:
    directory, who = client("cognito-idp", endpoint), {"UserPoolId": pool}
    who["Username"] = member.username
    directory.admin_create_user(**who, TemporaryPassword=member.password, MessageAction="SUPPRESS")
    directory.admin_set_user_password(**who, Password=member.password, Permanent=True)
    for group in (member.role, *((SAFETY,) if member.username == "clinician" else ())):
        directory.admin_add_user_to_group(**who, GroupName=group)


def sign_in(outputs: Outputs, role: str) -> str:
    """The id token of the first demo staff member with a role, for the Authorization header."""
    return token_of(outputs, next(member for member in outputs.staff if member.role == role))


def token_of(outputs: Outputs, member: StaffMember) -> str:
    """The id token of a demo staff member."""
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
