"""What operations is told of: alarms on what only we measure, and a dashboard of it all."""

import json
import re

import pytest

from local.bench.layers import FUNCTIONS
from tests.template.reading import Template

OURS = dict.fromkeys(("Stuck", "CrisisUnheard", "InterimLate", "NoticeLate"), "sweep") | {
    "PayerFailed": "verify"
}


def charts(template: Template) -> list[dict]:
    (found,) = template.of_type("AWS::CloudWatch::Dashboard").values()
    return json.loads(found["DashboardBody"]["Fn::Sub"])["widgets"]


def metrics(template: Template) -> list[list]:
    return [metric for chart in charts(template) for metric in chart["properties"]["metrics"]]


@pytest.mark.parametrize(("metric", "service"), OURS.items())
def test_what_we_measure_ourselves_has_its_alarm(template: Template, metric: str, service: str):
    (alarm,) = [
        one
        for one in template.of_type("AWS::CloudWatch::Alarm").values()
        if one["MetricName"] == metric
    ]
    assert alarm["Namespace"] == "Threshold"
    assert alarm["Dimensions"] == [{"Name": "service", "Value": service}]
    assert service in FUNCTIONS


def test_a_crisis_nobody_was_told_of_rings_after_one_sweep(template: Template):
    alarm = template.resources["CrisisUnheardAlarm"]["Properties"]
    assert (alarm["Period"], alarm["EvaluationPeriods"], alarm["Threshold"]) == (300, 1, 1)


def test_an_intake_that_the_next_sweep_sets_right_rings_for_nobody(template: Template):
    alarm = template.resources["StuckAlarm"]["Properties"]
    assert (alarm["Statistic"], alarm["Period"]) == ("Minimum", 3 * 300)


def test_the_dashboard_shows_every_queue_and_every_dead_letter_queue(template: Template):
    shown = {
        re.sub(r"[^\w.]", "", m[3]).split(".")[0] for m in metrics(template) if m[0] == "AWS/SQS"
    }
    assert shown == set(template.of_type("AWS::SQS::Queue"))


def test_the_dashboard_shows_whatever_of_ours_has_an_alarm(template: Template):
    shown = {(one[1], one[3]) for one in metrics(template) if one[0] == "Threshold"}
    assert set(OURS.items()) <= shown


def test_no_two_charts_lie_on_each_other(template: Template):
    places = {(one["x"], one["y"]) for one in charts(template)}
    assert len(places) == len(charts(template))
