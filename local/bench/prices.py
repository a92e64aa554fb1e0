"""What AWS charges in us-east-1, before any free tier, and where and when each price was read.

Prices are data: to bring one up to date, change its row, and run `make bench`.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Price:
    """So many US dollars for so many units.

    `page` is where AWS publishes it, under aws.amazon.com. `seen` says when and where it was read;
    None for one that was not checked when this table was made.
    """

    name: str
    usd: float
    per: float
    page: str
    seen: str | None

    def of(self, quantity: float) -> float:
        """US dollars for a quantity."""
        return self.usd * quantity / self.per


_MILLION = 1e6
_GB = 1e9
_DYNAMODB, _CLOUDWATCH = "dynamodb/pricing/on-demand", "cloudwatch/pricing"

DYNAMODB_WRITE = Price("write units", 0.625, _MILLION, _DYNAMODB, "airbyte.com, 2025-07")
DYNAMODB_READ = Price("read units", 0.125, _MILLION, _DYNAMODB, "airbyte.com, 2025-07")
DYNAMODB_KEPT = Price("bytes kept a month", 0.25, _GB, _DYNAMODB, None)
DYNAMODB_RECOVERY = Price("bytes recoverable a month", 0.20, _GB, _DYNAMODB, None)
LAMBDA_REQUEST = Price("requests", 0.20, _MILLION, "lambda/pricing", "git.mcrn.ar, 2026-05")
LAMBDA_ARM = Price("GB-seconds", 0.0000133334, 1, "lambda/pricing", "git.mcrn.ar, 2026-05")
SQS_REQUEST = Price("requests", 0.40, _MILLION, "sqs/pricing", "cloudburn.io, 2026-03")
API_REQUEST = Price("REST requests", 3.50, _MILLION, "api-gateway/pricing", "appropri8, 2025-12")
WAF_REQUEST = Price("requests", 0.60, _MILLION, "waf/pricing", "awsnegotiations.com, 2026")
WAF_ACL = Price("ACLs a month", 5, 1, "waf/pricing", "awsnegotiations.com, 2026")
WAF_RULE = Price("rules a month", 1, 1, "waf/pricing", "awsnegotiations.com, 2026")
LOG_BYTE = Price("bytes", 0.50, _GB, _CLOUDWATCH, "factualminds.com, 2026-06")
METRIC = Price("metrics a month", 0.30, 1, _CLOUDWATCH, "signoz.io, 2026-02")
ALARM = Price("alarms a month", 0.10, 1, _CLOUDWATCH, "huyanh.click, 2025")
DASHBOARD = Price("dashboards a month", 3, 1, _CLOUDWATCH, None)
TRACE = Price("traces", 5, _MILLION, "xray/pricing", "aws.amazon.com/de/xray/pricing, 2025")
KEY = Price("keys a month", 1, 1, "kms/pricing", "wring.co, 2026-03")
KEY_REQUEST = Price("requests", 0.03, 1e4, "kms/pricing", "wring.co, 2026-03")
SECRET = Price("secrets a month", 0.40, 1, "secrets-manager/pricing", None)
SECRET_REQUEST = Price("requests", 0.05, 1e4, "secrets-manager/pricing", None)


def unchecked() -> list[str]:
    """The prices that were not checked when this table was made, by page and name."""
    known = [price for price in globals().values() if isinstance(price, Price)]
    return [f"{price.page}: {price.name}" for price in known if price.seen is None]
