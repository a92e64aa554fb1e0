import pytest

from local.bench import prices
from local.bench.cost import Usage, billed_seconds, dollars, started_cold, usage
from local.bench.journey import Call

MEMORY = {"apply": 1024, "assess": 512, "verify": 256}


def call(function="assess", wall=0.0, cpu=0.0, logged=()):
    return Call(function, wall, cpu, tuple(logged))


def nothing(**used):
    return Usage(**dict.fromkeys(Usage.__slots__, 0) | used)


@pytest.mark.parametrize(
    ("used", "usd"),
    [
        ({"write_units": 1_000_000}, {"DynamoDB": 0.625}),
        ({"read_units": 1_000_000}, {"DynamoDB": 0.125}),
        ({"write_units": 40_000, "read_units": 12_000}, {"DynamoDB": 0.0265}),
        ({"gb_seconds": 1_000}, {"Lambda": 0.0133334}),
        ({"starts": 1_000_000}, {"Lambda": 0.2, "X-Ray": 5}),
        ({"messages": 1_000_000}, {"SQS": 1.2}),
        ({"log_bytes": 2_000_000_000}, {"CloudWatch Logs": 1}),
        ({"requests": 1_000_000}, {"API Gateway and WAF": 4.1}),
        ({"secret_reads": 10_000}, {"Secrets Manager": 0.05}),
        ({}, {}),
    ],
)
def test_each_use_has_its_price(used, usd):
    assert dollars(nothing(**used)) == pytest.approx(usd)


@pytest.mark.parametrize(
    ("made", "megabytes", "seconds"),
    [
        (call(wall=0.010, cpu=0.010), 1769, 0.010),
        (call(wall=0.010, cpu=0.010), 3538, 0.010),
        (call(wall=0.0101, cpu=0.0101), 1769, 0.011),
        (call(wall=0.030, cpu=0.010), 1769, 0.030),
        (call(wall=0.012, cpu=0.010), 884.5, 0.022),
        (call(wall=0.009, cpu=0.010), 1769, 0.010),
        (call("verify", wall=0.010, cpu=0.010), 1769, 3.010),
    ],
)
def test_computing_slows_to_the_share_of_a_processor_and_waiting_does_not(made, megabytes, seconds):
    assert billed_seconds(made, megabytes) == pytest.approx(seconds)


def test_an_intake_uses_what_its_calls_used():
    calls = [call("apply", logged=["x" * 100]), call("assess"), call("verify")]
    used = usage(calls, MEMORY, write_units=40, read_units=10)
    assert (used.write_units, used.read_units) == (40, 10)
    assert (used.starts, used.messages, used.requests) == (3, 2, 1)
    assert used.gb_seconds == pytest.approx(3.0 * 256 / 1024)
    assert used.log_bytes == 3 * (900 + 52) + (100 + 26) + (330 + 26)


def test_many_intakes_use_as_many_times_as_much():
    assert nothing(write_units=42, starts=7).times(1000) == nothing(write_units=42_000, starts=7000)


def test_starting_cold_adds_what_the_start_takes_of_the_functions_memory():
    cold = started_cold(nothing(gb_seconds=1), {"apply": 2, "assess": 1}, MEMORY, secret_reads=2)
    assert cold == nothing(gb_seconds=1 + 2 * 1 + 1 * 0.5, secret_reads=2)


def test_a_price_says_whether_it_was_checked():
    assert prices.DYNAMODB_WRITE.seen
    assert "secrets-manager/pricing: requests" in prices.unchecked()
