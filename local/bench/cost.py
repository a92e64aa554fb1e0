"""What an intake uses of AWS, and what that costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

from local.bench import prices
from local.bench.journey import Call

PAYER_SECONDS = 3.0
"""How long a payer is taken to think about a 270, which Lambda bills as waiting. An assumption."""
FULL_CPU_MEGABYTES = 1769
"""The memory at which Lambda gives a function one whole processor; below, its share of one."""
PLATFORM_LOG_BYTES = 900
"""What Lambda itself logs of each run (platform.start, platform.report with its trace), about."""
ACCESS_LOG_BYTES = 330
"""What API Gateway logs of each request, in the template's format, about."""
LOG_EVENT_BYTES = 26
"""What CloudWatch adds to each log event."""
SQS_REQUESTS = 3
"""Of each message: it is sent, received and deleted."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What some intakes use of each service."""

    write_units: float
    read_units: float
    starts: float
    gb_seconds: float
    messages: float
    log_bytes: float
    requests: float
    secret_reads: float = 0

    def times(self, intakes: int) -> "Usage":
        """The same for many intakes."""
        every = {name: getattr(self, name) * intakes for name in self.__slots__}
        return replace(self, **every)


def usage(
    calls: Sequence[Call], memory: Mapping[str, int], write_units: float, read_units: float
) -> Usage:
    """What one intake used, by the calls it took and the units that were counted."""
    gb_seconds = sum(
        memory[call.function] / 1024 * billed_seconds(call, memory[call.function]) for call in calls
    )
    lines = [line for call in calls for line in call.logged]
    platform = len(calls) * (PLATFORM_LOG_BYTES + 2 * LOG_EVENT_BYTES)
    printed = sum(len(line.encode()) + LOG_EVENT_BYTES for line in lines)
    workers = [call for call in calls if call.function in ("assess", "verify", "schedule")]
    return Usage(
        write_units=write_units,
        read_units=read_units,
        starts=len(calls),
        gb_seconds=gb_seconds,
        messages=len(workers),
        log_bytes=platform + printed + ACCESS_LOG_BYTES + LOG_EVENT_BYTES,
        requests=1,
    )


def billed_seconds(call: Call, megabytes: int) -> float:
    """What Lambda would bill of a call: whole milliseconds, computing slowed to the memory's share.

    Waiting takes as long there as here; the payer's thinking is added to what verify waits.
    """
    share = min(1.0, megabytes / FULL_CPU_MEGABYTES)
    waited = max(0.0, call.wall_seconds - call.cpu_seconds)
    payer = PAYER_SECONDS if call.function == "verify" else 0.0
    return ceil(1000 * (call.cpu_seconds / share + waited + payer)) / 1000


def started_cold(
    used: Usage, starting: Mapping[str, float], memory: Mapping[str, int], secret_reads: int
) -> Usage:
    """The same when each function it needs has to be started for it, in so many seconds."""
    more = sum(seconds * memory[name] / 1024 for name, seconds in starting.items())
    return replace(used, gb_seconds=used.gb_seconds + more, secret_reads=secret_reads)


def dollars(used: Usage) -> dict[str, float]:
    """US dollars by service."""
    bill = {
        "DynamoDB": prices.DYNAMODB_WRITE.of(used.write_units)
        + prices.DYNAMODB_READ.of(used.read_units),
        "Lambda": prices.LAMBDA_REQUEST.of(used.starts) + prices.LAMBDA_ARM.of(used.gb_seconds),
        "X-Ray": prices.TRACE.of(used.starts),
        "SQS": prices.SQS_REQUEST.of(used.messages * SQS_REQUESTS),
        "CloudWatch Logs": prices.LOG_BYTE.of(used.log_bytes),
        "API Gateway and WAF": prices.API_REQUEST.of(used.requests)
        + prices.WAF_REQUEST.of(used.requests),
        "Secrets Manager": prices.SECRET_REQUEST.of(used.secret_reads),
    }
    return {service: usd for service, usd in bill.items() if usd}
