"""Each transport asks the simulator, over TLS, and finds the same behind every door."""

from collections.abc import Iterator

import pytest

from local.payer_simulator.server import Address, running
from local.payer_simulator.settings import Settings
from tests.unit.eligibility.transports.scripted_payer import EXCHANGE
from tests.unit.payer_simulator.questions import answered, question
from threshold.eligibility.transports.clearinghouse_json import ClearinghouseJsonTransport
from threshold.eligibility.transports.core_mime import CoreMimeTransport
from threshold.eligibility.transports.core_soap import CoreSoapTransport
from threshold.eligibility.transports.https import HttpsDoor
from threshold.eligibility.transports.message import Credentials
from threshold.eligibility.transports.port import (
    AnswerFault,
    EnvelopeRejected,
    Outage,
    PayerTransport,
    PayerUnavailable,
    UnusableAnswer,
)
from threshold.eligibility.transports.x12_https import X12HttpsTransport

DOORS = ["url", "soap_url", "json_url", "x12_url"]
ENVELOPED = DOORS[:2]
BARE = DOORS[2:]


@pytest.fixture(scope="module")
def insurer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    with running(Settings(tmp_path_factory.mktemp("payer"), slow_seconds=1.0)) as address:
        yield address


def through(
    insurer: Address, door: str, signed_by: str = "simulated", total: float = 2.0
) -> PayerTransport:
    https = HttpsDoor(insurer.door(door), insurer.ca_file, total_timeout=total)
    signed = Credentials("threshold", signed_by)
    made: dict[str, PayerTransport] = {
        "url": CoreMimeTransport(https, signed),
        "soap_url": CoreSoapTransport(https, signed),
        "json_url": ClearinghouseJsonTransport(https, signed_by),
        "x12_url": X12HttpsTransport(https, signed),
    }
    return made[door]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    "member_id",
    ["EXAPPO", "EXACARVEVN", "EXAAAA72", "EXA999", "EXATA1", "EXATRUNCATED", "EXABARE", "EXABOM"],
)
def test_x12_of_any_kind_comes_back_as_it_was_sent(
    insurer: Address, door: str, member_id: str
) -> None:
    answer = through(insurer, door).ask(question(member_id), EXCHANGE)
    assert answer.body == answered(question(member_id)).payload


@pytest.mark.parametrize("door", DOORS)
def test_an_ampersand_comes_back_escaped_or_not(insurer: Address, door: str) -> None:
    body = through(insurer, door).ask(question("EXAUNESCAPED"), EXCHANGE).body
    assert "EB*1*IND*30^98^MH*PR*GOLD & MORE PPO~" in body


@pytest.mark.parametrize("door", ENVELOPED)
def test_an_envelope_names_what_it_carries(insurer: Address, door: str) -> None:
    answer = through(insurer, door).ask(question("EXAPPO"), EXCHANGE)
    assert answer.payload_type == "X12_271_Response_005010X279A1"
    assert answer.error_code == "Success"


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    ("member_id", "cause"),
    [
        ("EXADOWNALWAYS", Outage.SERVER_ERROR),
        ("EXABUSY", Outage.BUSY),
        ("EXARESET", Outage.DROPPED),
        ("EXAHALF", Outage.DROPPED),
        ("EXASLOW", Outage.READ_TIMEOUT),
    ],
)
def test_an_insurer_that_is_down_is_unavailable(
    insurer: Address, door: str, member_id: str, cause: Outage
) -> None:
    # Only who is slow is not waited for: a busy machine must not make another outage of the rest.
    total = 0.5 if cause is Outage.READ_TIMEOUT else 10.0
    with pytest.raises(PayerUnavailable) as failure:
        through(insurer, door, total=total).ask(question(member_id), EXCHANGE)
    assert (failure.value.cause, failure.value.disclosed) == (cause, True)


@pytest.mark.parametrize(
    ("door", "cause"),
    [
        ("url", Outage.SERVER_ERROR),
        ("soap_url", Outage.RECEIVER),
        ("json_url", Outage.SERVER_ERROR),
        ("x12_url", Outage.SERVER_ERROR),
    ],
)
def test_an_insurer_that_breaks_is_unavailable(insurer: Address, door: str, cause: Outage) -> None:
    with pytest.raises(PayerUnavailable) as failure:
        through(insurer, door).ask(question("EXABROKEN"), EXCHANGE)
    assert failure.value.cause is cause


@pytest.mark.parametrize("door", DOORS)
def test_wrong_credentials_are_told_from_other_refusals(insurer: Address, door: str) -> None:
    with pytest.raises(EnvelopeRejected) as failure:
        through(insurer, door, signed_by="other").ask(question("EXAPPO"), EXCHANGE)
    assert failure.value.unauthorized
    with pytest.raises(EnvelopeRejected) as failure:
        through(insurer, door).ask(question("EXACORESENDER"), EXCHANGE)
    assert not failure.value.unauthorized


@pytest.mark.parametrize("door", DOORS)
def test_a_redirect_is_refused(insurer: Address, door: str) -> None:
    with pytest.raises(EnvelopeRejected) as failure:
        through(insurer, door).ask(question("EXAREDIRECT"), EXCHANGE)
    assert failure.value.error_code == "HTTP 302"


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("member_id", ["EXAHTML", "EXAJSON", "EXAEMPTY"])
def test_a_success_without_x12_is_unusable(insurer: Address, door: str, member_id: str) -> None:
    with pytest.raises(UnusableAnswer):
        through(insurer, door).ask(question(member_id), EXCHANGE)


@pytest.mark.parametrize("door", ENVELOPED)
def test_an_answer_to_another_exchange_is_unusable(insurer: Address, door: str) -> None:
    with pytest.raises(UnusableAnswer) as failure:
        through(insurer, door).ask(question("EXAWRONGID"), EXCHANGE)
    assert failure.value.fault is AnswerFault.WRONG_PAYLOAD_ID


@pytest.mark.parametrize("door", BARE)
def test_without_an_envelope_only_the_trace_can_tell(insurer: Address, door: str) -> None:
    body = through(insurer, door).ask(question("EXAWRONGTRACE"), EXCHANGE).body
    assert "TRN*2*REQ0001*" not in body
