"""The Cognito pool in which staff sign in: its pages' addresses, codes redeemed, tokens verified.

PyJWT is imported where a token is verified: no other page has to pay for it.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import urllib3

from threshold.errors import Retryable
from threshold.staff.sign_in import Attempt, NotSignedIn, SignedIn

if TYPE_CHECKING:
    from jwt import PyJWK

_PATIENCE = urllib3.Timeout(connect=2, read=5)
_LONGEST_ANSWER = 64 * 1024
_CLOCKS_DIFFER = 30
"""Seconds by which our clock and Cognito's may differ."""
_ID_TOKEN = "id"  # noqa: S105 - a kind of token
_NEEDED = ["aud", "cognito:username", "exp", "iat", "iss", "nonce", "token_use"]


class CognitoPool:
    """An `IdentityProvider`.

    pages: where the pool's sign-in pages stand. issuer: the pool as its tokens name it. keys:
    where its public keys are. client: the id of the console's app client.
    """

    def __init__(self, pages: str, issuer: str, keys: str, client: str) -> None:
        self._pages, self._issuer, self._keys_at, self._client = pages, issuer, keys, client
        self._http = urllib3.PoolManager(timeout=_PATIENCE, retries=False)
        self._keys: Mapping[str, PyJWK] = {}

    @property
    def origin(self) -> str:
        """See `IdentityProvider.origin`."""
        parts = urlsplit(self._pages)
        return f"{parts.scheme}://{parts.netloc}"

    def sign_in_url(self, attempt: Attempt, back_to: str) -> str:
        """See `IdentityProvider.sign_in_url`."""
        asked = {
            "response_type": "code",
            "client_id": self._client,
            "redirect_uri": back_to,
            "scope": "openid",
            "state": attempt.state,
            "nonce": attempt.nonce,
            "code_challenge": attempt.challenge,
            "code_challenge_method": "S256",
        }
        return f"{self._pages}/oauth2/authorize?{urlencode(asked)}"

    def sign_out_url(self, then: str) -> str:
        """See `IdentityProvider.sign_out_url`."""
        return f"{self._pages}/logout?{urlencode({'client_id': self._client, 'logout_uri': then})}"

    def redeem(self, code: str, attempt: Attempt, back_to: str) -> SignedIn:
        """See `IdentityProvider.redeem`."""
        form = {
            "grant_type": "authorization_code",
            "client_id": self._client,
            "code": code,
            "redirect_uri": back_to,
            "code_verifier": attempt.verifier,
        }
        answer = self._ask("POST", f"{self._pages}/oauth2/token", form)
        return self._verified(answer.get("id_token"), attempt.nonce)

    def _verified(self, token: object, nonce: str) -> SignedIn:
        import jwt

        if not isinstance(token, str):
            raise NotSignedIn("no id token was given")
        try:
            claims = jwt.decode(
                token,
                self._key(str(jwt.get_unverified_header(token).get("kid"))),
                algorithms=["RS256"],
                audience=self._client,
                issuer=self._issuer,
                leeway=_CLOCKS_DIFFER,
                options={"require": _NEEDED},
            )
        except jwt.PyJWTError as error:
            raise NotSignedIn(type(error).__name__) from None
        if claims["token_use"] != _ID_TOKEN:
            raise NotSignedIn("not an id token")
        if claims["nonce"] != nonce:
            raise NotSignedIn("the nonce of another attempt")
        return SignedIn(
            claims["cognito:username"],
            frozenset(claims.get("cognito:groups", ())),
            datetime.fromtimestamp(claims["exp"], UTC),
        )

    def _key(self, kid: str) -> "PyJWK":
        """The pool's key of this id; the keys are read again for one we do not know yet."""
        from jwt import PyJWKSet

        if kid not in self._keys:
            found = PyJWKSet.from_dict(self._ask("GET", self._keys_at))
            self._keys = {key.key_id: key for key in found.keys if key.key_id}
        if kid not in self._keys:
            raise NotSignedIn("signed with no key of this pool")
        return self._keys[kid]

    def _ask(self, method: str, url: str, form: Mapping[str, str] | None = None) -> dict[str, Any]:
        body = urlencode(form) if form else None
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
        try:
            answer = self._http.request(
                method, url, body=body, headers=headers, redirect=False, preload_content=False
            )
            text = answer.read(_LONGEST_ANSWER)
            answer.release_conn()
        except urllib3.exceptions.HTTPError:
            raise Retryable("the sign-in service cannot be reached") from None
        if answer.status >= 500 or answer.status == 429:
            raise Retryable("the sign-in service is busy")
        try:
            document = json.loads(text)
        except ValueError:
            raise NotSignedIn("an answer that is no JSON") from None
        if answer.status != 200 or not isinstance(document, dict):
            raise NotSignedIn("refused")
        return document
