"""T6, T7 and T8: no literal secret, a log of its own, alarms for what goes wrong."""

import re

import pytest

from tests.template.reading import Template

PLAIN = re.compile(r"POWERTOOLS_\w+")
NAMES_A_SECRET = re.compile(r"SECRET|PASSWORD|TOKEN|CREDENTIAL|KEY")


def alarms(template: Template, metric: str) -> dict[str, dict]:
    """Dimension's resource -> alarm, for a metric."""
    return {
        str(alarm["Dimensions"][0]["Value"]): alarm
        for alarm in template.of_type("AWS::CloudWatch::Alarm").values()
        if alarm["MetricName"] == metric
    }


def test_environments_hold_references_never_literal_secrets(template: Template):
    for function in template.functions.values():
        for name, value in function["Environment"]["Variables"].items():
            assert isinstance(value, dict) or PLAIN.fullmatch(name)
            if NAMES_A_SECRET.search(name):
                assert set(value) <= {"Ref", "Fn::GetAtt", "Fn::Sub"}


def test_every_function_writes_json_to_a_log_of_its_own(template: Template):
    logs = set()
    for function in template.functions.values():
        assert function["LoggingConfig"]["LogFormat"] == "JSON"
        group = function["LoggingConfig"]["LogGroup"]["Ref"]
        properties = template.resources[group]["Properties"]
        assert properties["RetentionInDays"] == {"Ref": "LogRetentionDays"}
        assert properties["KmsKeyId"] == {"Fn::GetAtt": ["OperationsKey", "Arn"]}
        logs.add(group)
    assert len(logs) == len(template.functions)


def test_every_function_is_named_in_its_logs(template: Template):
    for name, function in template.functions.items():
        variables = function["Environment"]["Variables"]
        expected = re.sub(r"(?<!^)(?=[A-Z])", "_", name.removesuffix("Function")).lower()
        assert variables["POWERTOOLS_SERVICE_NAME"] == expected
        assert function["CodeUri"] == f"functions/{expected}"


def test_every_functions_environment_is_encrypted_with_a_key_of_ours(template: Template):
    for function in template.functions.values():
        assert function["KmsKeyArn"] == {"Fn::GetAtt": ["OperationsKey", "Arn"]}


@pytest.mark.parametrize("metric", ["Errors", "Throttles", "Duration"])
def test_every_function_has_the_alarm(template: Template, metric: str):
    watched = set(alarms(template, metric))
    assert watched == {str({"Ref": name}) for name in template.functions}


def test_the_duration_alarm_rings_before_the_timeout(template: Template):
    for name, function in template.functions.items():
        threshold = alarms(template, "Duration")[str({"Ref": name})]["Threshold"]
        assert threshold == 800 * function["Timeout"]


def test_every_dead_letter_queue_has_an_alarm_on_its_first_message(template: Template):
    depth = alarms(template, "ApproximateNumberOfMessagesVisible")
    queues = [name for name in template.of_type("AWS::SQS::Queue") if "DeadLetter" in name]
    assert set(depth) == {str({"Fn::GetAtt": [name, "QueueName"]}) for name in queues}
    assert all(alarm["Threshold"] == 1 for alarm in depth.values())


def test_every_work_queue_has_an_alarm_on_the_age_of_its_oldest_message(template: Template):
    queues = [name for name in template.of_type("AWS::SQS::Queue") if "DeadLetter" not in name]
    watched = set(alarms(template, "ApproximateAgeOfOldestMessage"))
    assert watched == {str({"Fn::GetAtt": [name, "QueueName"]}) for name in queues}


def test_the_relay_and_the_api_have_their_alarms(template: Template):
    assert set(alarms(template, "IteratorAge")) == {str({"Ref": "RelayFunction"})}
    assert len(alarms(template, "5XXError")) == 1


def test_every_alarm_tells_somebody(template: Template):
    for alarm in template.of_type("AWS::CloudWatch::Alarm").values():
        assert alarm["AlarmActions"] == [{"Ref": "AlarmTopic"}]
