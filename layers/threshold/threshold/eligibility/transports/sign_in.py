"""Signing in with secrets that are kept for a while, and noticed when they are replaced."""

from collections.abc import Callable

from threshold.eligibility.transports.port import (
    EnvelopeRejected,
    Exchange,
    Outage,
    PayerTransport,
    PayerUnavailable,
    TransportAnswer,
)

MOST_AGE = 300.0
"""Seconds for which a secret is used without being read again."""


class KeptSecret:
    """A secret, read when first needed and again when it has grown old.

    fetch: reads it. clock: monotonic, in seconds.
    """

    def __init__(
        self, fetch: Callable[[], str], clock: Callable[[], float], most_age: float = MOST_AGE
    ) -> None:
        self._fetch, self._clock, self._most_age = fetch, clock, most_age
        self._value: str | None = None
        self._read_at = 0.0

    def value(self) -> str:
        """The secret, at most `most_age` old. Raises whatever reading it does."""
        if self._value is None or self._clock() - self._read_at >= self._most_age:
            return self._read()
        return self._value

    def is_replaced(self) -> bool:
        """Read the secret again, and tell whether it differs from the one that was used."""
        before = self._value
        return self._read() != before

    def _read(self) -> str:
        self._value, self._read_at = self._fetch(), self._clock()
        return self._value


class SignedInTransport:
    """A transport made anew whenever one of its secrets changes.

    When the payer refuses our sign-in the secrets are read once more. Where one was replaced in
    the meantime the payer counts as unavailable, so that the queue asks again, accounted for like
    any other ask; where none was, the refusal stands. Nothing is ever sent twice here.
    """

    def __init__(
        self, secrets: tuple[KeptSecret, ...], make: Callable[[tuple[str, ...]], PayerTransport]
    ) -> None:
        self._secrets, self._make = secrets, make
        self._made: tuple[tuple[str, ...], PayerTransport] | None = None

    def ask(self, x12: str, exchange: Exchange) -> TransportAnswer:
        """See `PayerTransport.ask`. Raises also what reading a secret raises."""
        try:
            return self._transport().ask(x12, exchange)
        except EnvelopeRejected as error:
            if error.unauthorized and any(secret.is_replaced() for secret in self._secrets):
                raise PayerUnavailable(Outage.SIGN_IN_RENEWED, disclosed=True) from None
            raise

    def _transport(self) -> PayerTransport:
        values = tuple(secret.value() for secret in self._secrets)
        if self._made is None or self._made[0] != values:
            self._made = (values, self._make(values))
        return self._made[1]
