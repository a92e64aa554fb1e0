"""Secrets kept for a while, and a sign-in that was replaced."""

from dataclasses import dataclass, field

import pytest

from tests.unit.eligibility.transports.scripted_payer import EXCHANGE, X12
from threshold.eligibility.transports.port import (
    EnvelopeRejected,
    Exchange,
    Outage,
    PayerUnavailable,
    TransportAnswer,
)
from threshold.eligibility.transports.sign_in import KeptSecret, SignedInTransport


@dataclass
class Vault:
    """A secrets manager with a clock."""

    secret: str = "first"
    at: float = 100.0
    reads: int = 0

    def read(self) -> str:
        self.reads += 1
        return self.secret

    def kept(self) -> KeptSecret:
        return KeptSecret(self.read, lambda: self.at, most_age=300)


@dataclass
class Door:
    """A payer that takes one sign-in and keeps what it was asked with."""

    takes: str = "first"
    code: str = "UnAuthorized"
    asked: list[str] = field(default_factory=list)
    made: int = 0

    def make(self, values: tuple[str, ...]) -> "SignedDoor":
        self.made += 1
        return SignedDoor(self, values[0])


@dataclass
class SignedDoor:
    door: Door
    secret: str

    def ask(self, x12: str, exchange: Exchange) -> TransportAnswer:
        self.door.asked.append(self.secret)
        if self.secret != self.door.takes:
            raise EnvelopeRejected(self.door.code, b"")
        return TransportAnswer(x12, None, None, EXCHANGE.time_stamp - EXCHANGE.time_stamp)


def test_a_secret_is_read_once_while_it_is_young() -> None:
    vault = Vault()
    secret = vault.kept()
    assert [secret.value(), secret.value()] == ["first", "first"]
    vault.at += 299.9
    secret.value()
    assert vault.reads == 1


def test_a_secret_that_has_grown_old_is_read_again() -> None:
    vault = Vault()
    secret = vault.kept()
    secret.value()
    vault.secret = "second"
    vault.at += 300
    assert secret.value() == "second"


def test_nothing_is_read_before_it_is_needed() -> None:
    vault = Vault()
    SignedInTransport((vault.kept(),), Door().make)
    assert vault.reads == 0


def test_a_transport_is_made_once_for_a_sign_in() -> None:
    door = Door()
    transport = SignedInTransport((Vault().kept(),), door.make)
    transport.ask(X12, EXCHANGE)
    transport.ask(X12, EXCHANGE)
    assert (door.made, door.asked) == (1, ["first", "first"])


@pytest.mark.parametrize("code", ["UnAuthorized", "HTTP 401", "HTTP 403"])
def test_a_replaced_sign_in_is_noticed_when_the_old_is_refused(code: str) -> None:
    vault, door = Vault(), Door(code=code)
    transport = SignedInTransport((vault.kept(),), door.make)
    transport.ask(X12, EXCHANGE)
    vault.secret = door.takes = "second"
    with pytest.raises(PayerUnavailable) as failure:
        transport.ask(X12, EXCHANGE)
    assert (failure.value.cause, failure.value.disclosed) == (Outage.SIGN_IN_RENEWED, True)
    assert door.asked == ["first", "first"]
    assert transport.ask(X12, EXCHANGE).body == X12


def test_a_sign_in_that_was_not_replaced_stays_refused() -> None:
    vault, door = Vault(), Door(takes="other")
    transport = SignedInTransport((vault.kept(),), door.make)
    with pytest.raises(EnvelopeRejected):
        transport.ask(X12, EXCHANGE)
    assert (vault.reads, len(door.asked)) == (2, 1)


@pytest.mark.parametrize("code", ["VersionMismatch", "SenderIDIllegal", "HTTP 400"])
def test_any_other_refusal_reads_no_secret(code: str) -> None:
    vault = Vault()
    transport = SignedInTransport((vault.kept(),), Door(takes="other", code=code).make)
    with pytest.raises(EnvelopeRejected):
        transport.ask(X12, EXCHANGE)
    assert vault.reads == 1


def test_any_of_several_secrets_may_have_been_replaced() -> None:
    first, second, door = Vault("first"), Vault("certificate"), Door()
    transport = SignedInTransport((first.kept(), second.kept()), door.make)
    transport.ask(X12, EXCHANGE)
    door.takes, second.secret = "other", "renewed"
    with pytest.raises(PayerUnavailable):
        transport.ask(X12, EXCHANGE)
