"""What a deployment costs in a month in which nobody comes."""

from typing import Any

from local.bench import prices
from local.bench.template import firewall_rules, resource_counts, work_queues

_HOURS = 730
_POLLS_AN_HOUR = 5 * 3600 / 20
"""Of each queue: Lambda keeps five connections, each asks for twenty seconds at a time."""
_KEY_REQUESTS_AN_HOUR = 3600 / 300
"""Of each function, at most: DynamoDB forgets the table's key after five minutes."""


def monthly_dollars(template: dict[str, Any], metrics: int, payers: int) -> dict[str, float]:
    """US dollars a month by what they are for.

    metrics: how many of our own are kept. payers: how many have a secret.
    """
    counts = resource_counts(template)
    alarms, keys = counts["AWS::CloudWatch::Alarm"], counts["AWS::KMS::Key"]
    dashboards = counts["AWS::CloudWatch::Dashboard"]
    secrets = counts["AWS::SecretsManager::Secret"] + payers
    firewall = prices.WAF_ACL.of(1) + prices.WAF_RULE.of(firewall_rules(template))
    polls = work_queues(template) * _POLLS_AN_HOUR * _HOURS
    key_requests = counts["AWS::Serverless::Function"] * _KEY_REQUESTS_AN_HOUR * _HOURS
    return {
        "firewall": firewall,
        f"{alarms} alarms": prices.ALARM.of(alarms),
        f"{dashboards} dashboard": prices.DASHBOARD.of(dashboards),
        f"{metrics} metrics of our own": prices.METRIC.of(metrics),
        f"{keys} keys": prices.KEY.of(keys),
        "asking for keys, at most": prices.KEY_REQUEST.of(key_requests),
        "polling the queues": prices.SQS_REQUEST.of(polls),
        f"{secrets} secrets": prices.SECRET.of(secrets),
    }
