"""Where the staff API is, and the token that opens it: from the environment or the local cloud."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from threshold.cli.errors import UnusableInput

URL_VARIABLE = "THRESHOLD_API_URL"
TOKEN_VARIABLE = "THRESHOLD_TOKEN"  # noqa: S105 - the name of a variable
DEFAULT_ROLE = "admissions"


@dataclass(frozen=True, slots=True)
class Access:
    """The address of the API, without a slash at its end, and a Cognito ID token."""

    api_url: str
    token: str


def access(
    api_url: str | None,
    outputs: str | None,
    role: str | None,
    environment: Mapping[str, str],
    usual_role: str = DEFAULT_ROLE,
) -> Access:
    """The API of the environment or, without one or where `outputs` is named, the local cloud's.

    Raises:
        UnusableInput: half of what is needed is missing, an address or token cannot be used, or
            there is no local cloud.
        Unanswered: the local cloud did not let the member of staff sign in.
    """
    url = api_url or environment.get(URL_VARIABLE, "")
    token = environment.get(TOKEN_VARIABLE, "").strip()
    if outputs is None and (url or token):
        return _given(url, token, role)
    usual = Path(environment.get("STATE_DIR") or ".local") / "outputs.json"
    if outputs is None and not usual.exists():
        raise UnusableInput(
            "there is no local cloud: bring one up by `make run`, "
            f"or set {URL_VARIABLE} and {TOKEN_VARIABLE}"
        )
    from threshold.cli.local_cloud import id_token, read_outputs

    written = read_outputs(outputs or str(usual))
    return Access(_address(written.api_url), _checked(id_token(written, role or usual_role)))


def _given(url: str, token: str, role: str | None) -> Access:
    if not token:
        raise UnusableInput(f"{TOKEN_VARIABLE} must be set where the API's address is given")
    if not url:
        raise UnusableInput(f"{URL_VARIABLE} must be set where {TOKEN_VARIABLE} is")
    if role:
        raise UnusableInput(f"--as must be left out where {TOKEN_VARIABLE} is set: it has a role")
    return Access(_address(url), _checked(token))


def _address(url: str) -> str:
    """The address, checked: a token goes over TLS or does not leave this machine."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host = ""
    if not host or not url.isascii() or not url.isprintable() or " " in url:
        raise UnusableInput("the API's address must be a URL")
    here = host in ("localhost", "127.0.0.1", "::1") or host.endswith(".localhost")
    if parts.scheme != "https" and not (parts.scheme == "http" and here):
        raise UnusableInput("the API's address must begin with https, or be on this machine")
    return url.rstrip("/")


def _checked(token: str) -> str:
    if not token.isascii() or not token.isprintable() or " " in token:
        raise UnusableInput(f"{TOKEN_VARIABLE} must be a Cognito ID token")
    return token
