"""The Cognito pool as the console asks it: what is sent, and which tokens are believed."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from threshold.edge.identity import CognitoPool
from threshold.errors import Retryable
from threshold.staff.sign_in import Attempt, NotSignedIn

ISSUER = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_example"
CLIENT, BACK_TO = "client-1", "https://example.test/console/signed-in"
ATTEMPT = Attempt("a-state", "a-nonce", "v" * 52)
OURS, THEIRS = (rsa.generate_private_key(65537, 2048) for _ in range(2))


def claims(**changes: Any) -> dict[str, Any]:
    now = int(time.time())
    made = {
        "iss": ISSUER,
        "aud": CLIENT,
        "exp": now + 3600,
        "iat": now,
        "token_use": "id",
        "nonce": "a-nonce",
        "cognito:username": "cleo",
        "cognito:groups": ["clinician"],
    } | changes
    return {name: value for name, value in made.items() if value is not None}


def signed(kid: str = "ours", key: Any = OURS, algorithm: str = "RS256", **changes: Any) -> str:
    return jwt.encode(claims(**changes), key, algorithm, headers={"kid": kid})


def public(key: rsa.RSAPrivateKey, kid: str) -> dict[str, Any]:
    found = RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return found | {"kid": kid, "alg": "RS256", "use": "sig"}


@dataclass
class Cognito:
    """A pool's endpoints on this machine."""

    token: str = ""
    keys: list[dict[str, Any]] = field(default_factory=lambda: [public(OURS, "ours")])
    status: int = 200
    asked: list[tuple[str, str, dict[str, list[str]]]] = field(default_factory=list)
    url: str = ""

    def answer(self, method: str, path: str, body: str) -> tuple[int, str]:
        self.asked.append((method, path, parse_qs(body)))
        if method == "GET":
            return 200, json.dumps({"keys": self.keys})
        tokens = {"id_token": self.token, "access_token": "never looked at"}
        return self.status, json.dumps(tokens if self.status == 200 else {"error": "no"})

    def pool(self) -> CognitoPool:
        return CognitoPool(self.url, ISSUER, f"{self.url}/keys", CLIENT)

    def redeem(self):
        return self.pool().redeem("a-code", ATTEMPT, BACK_TO)


@pytest.fixture
def cognito() -> Iterator[Cognito]:
    here = Cognito()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            status, text = here.answer(self.command, self.path, self.rfile.read(length).decode())
            self.send_response(status)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text.encode())

        do_POST = do_GET  # noqa: N815 - the library's name

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    here.url = f"http://127.0.0.1:{server.server_port}"
    yield here
    server.shutdown()
    thread.join()
    server.server_close()


def test_who_signed_in_is_whom_the_token_names_until_its_end(cognito):
    ends = int(time.time()) + 60
    cognito.token = signed(exp=ends, **{"cognito:groups": ["clinician", "supervisor"]})
    found = cognito.redeem()
    assert (found.name, found.groups) == ("cleo", {"clinician", "supervisor"})
    assert found.ends_at == datetime.fromtimestamp(ends, UTC)


def test_who_is_in_no_group_is_in_none(cognito):
    cognito.token = signed(**{"cognito:groups": None})
    assert cognito.redeem().groups == frozenset()


def test_the_code_is_sent_with_the_verifier_and_where_it_came_back_to(cognito):
    cognito.token = signed()
    cognito.redeem()
    method, path, form = cognito.asked[0]
    assert (method, path) == ("POST", "/oauth2/token")
    assert {name: value for name, (value,) in form.items()} == {
        "grant_type": "authorization_code",
        "client_id": CLIENT,
        "code": "a-code",
        "redirect_uri": BACK_TO,
        "code_verifier": ATTEMPT.verifier,
    }


def forged_by_hand(header: dict[str, Any]) -> str:
    """A token whose header says how it is to be checked."""
    parts = signed().split(".")
    parts[0] = jwt.utils.base64url_encode(json.dumps(header).encode()).decode()
    return ".".join(parts)


REFUSED: dict[str, Callable[[], str]] = {
    "expired": lambda: signed(exp=int(time.time()) - 60),
    "issued in the future": lambda: signed(iat=int(time.time()) + 600),
    "another pool": lambda: signed(iss=f"{ISSUER}2"),
    "another client": lambda: signed(aud="client-2"),
    "another client's beside ours": lambda: signed(aud=["client-2"], azp=CLIENT),
    "another environment": lambda: signed("theirs", THEIRS, iss=f"{ISSUER}-test", aud="client-2"),
    "another environment's pool with our client": lambda: signed(iss=f"{ISSUER}-test"),
    "another attempt": lambda: signed(nonce="another"),
    "an access token": lambda: signed(token_use="access"),
    "without a nonce": lambda: signed(nonce=None),
    "without an end": lambda: signed(exp=None),
    "without a name": lambda: signed(**{"cognito:username": None}),
    "a key that is not the pool's": lambda: signed(kid="theirs", key=THEIRS),
    "another key under the pool's id": lambda: signed(key=THEIRS),
    "a changed signature": lambda: signed()[:-8] + "AAAAAAAA",
    "no algorithm": lambda: jwt.encode(claims(), None, "none", headers={"kid": "ours"}),
    "no algorithm, by hand": lambda: forged_by_hand({"alg": "none", "kid": "ours"}),
    "a shared secret": lambda: signed(key="k" * 32, algorithm="HS256"),
    "another algorithm": lambda: signed(algorithm="RS512"),
    "without the key's id": lambda: forged_by_hand({"alg": "RS256"}),
    "no token at all": lambda: "not a token",
}


@pytest.mark.parametrize("why", REFUSED)
def test_a_token_that_is_not_this_pools_for_this_attempt_signs_nobody_in(cognito, why):
    cognito.token = REFUSED[why]()
    with pytest.raises(NotSignedIn):
        cognito.redeem()


def test_the_pools_keys_are_read_again_for_one_that_is_new(cognito):
    pool = cognito.pool()
    cognito.token = signed()
    pool.redeem("a-code", ATTEMPT, BACK_TO)
    pool.redeem("a-code", ATTEMPT, BACK_TO)
    assert [path for _, path, _ in cognito.asked].count("/keys") == 1
    cognito.keys, cognito.token = [public(THEIRS, "new")], signed(kid="new", key=THEIRS)
    assert pool.redeem("a-code", ATTEMPT, BACK_TO).name == "cleo"
    assert [path for _, path, _ in cognito.asked].count("/keys") == 2


@pytest.mark.parametrize(
    ("status", "raised"),
    [(400, NotSignedIn), (302, NotSignedIn), (429, Retryable), (503, Retryable)],
)
def test_a_code_that_is_refused_and_a_pool_that_is_busy_are_told_apart(cognito, status, raised):
    cognito.status = status
    with pytest.raises(raised):
        cognito.redeem()


def test_a_pool_that_cannot_be_reached_is_for_later():
    nowhere = CognitoPool("http://127.0.0.1:9", ISSUER, "http://127.0.0.1:9/keys", CLIENT)
    with pytest.raises(Retryable):
        nowhere.redeem("a-code", ATTEMPT, BACK_TO)


def test_no_failure_tells_what_the_token_holds(cognito):
    cognito.token = signed(aud="CANARY", nonce="CANARY", **{"cognito:username": "CANARY"})
    with pytest.raises(NotSignedIn) as told:
        cognito.redeem()
    assert "CANARY" not in str(told.value)


def test_the_sign_in_page_is_asked_for_a_code_with_pkce_state_and_nonce(cognito):
    asked = urlsplit(cognito.pool().sign_in_url(ATTEMPT, BACK_TO))
    assert asked.path == "/oauth2/authorize"
    assert {name: value for name, (value,) in parse_qs(asked.query).items()} == {
        "response_type": "code",
        "client_id": CLIENT,
        "redirect_uri": BACK_TO,
        "scope": "openid",
        "state": "a-state",
        "nonce": "a-nonce",
        "code_challenge": ATTEMPT.challenge,
        "code_challenge_method": "S256",
    }
    assert ATTEMPT.verifier not in asked.query


def test_the_challenge_is_the_one_of_the_standards_own_example():
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"  # RFC 7636, appendix B
    challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    assert Attempt("", "", verifier).challenge == challenge
