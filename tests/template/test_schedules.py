"""The watch is started once a day, and somebody hears where it is not."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tests.template.reading import Template

EASTERNMOST, WESTERNMOST = "Pacific/Guam", "Pacific/Pago_Pago"


def daily(template: Template) -> dict:
    ((function, schedule),) = template.events("ScheduleV2")
    assert function == "WatchFunction"
    return schedule


def test_the_watch_is_started_at_an_hour_that_is_the_same_day_for_every_program(template: Template):
    schedule = daily(template)
    assert schedule["ScheduleExpression"] == "cron(0 11 * * ? *)"
    assert schedule["ScheduleExpressionTimezone"] == "UTC"
    for month in (1, 7):
        started = datetime(2026, month, 1, 11, tzinfo=UTC)
        days = {started.astimezone(ZoneInfo(at)).date() for at in (EASTERNMOST, WESTERNMOST)}
        assert days == {started.date()}


def test_a_start_that_fails_is_tried_again_within_bounds_and_then_told(template: Template):
    schedule = daily(template)
    assert 0 < schedule["RetryPolicy"]["MaximumRetryAttempts"] <= 20
    assert schedule["RetryPolicy"]["MaximumEventAgeInSeconds"] < 24 * 3600
    dead = {"Fn::GetAtt": ["WatchDeadLetterQueue", "Arn"]}
    assert schedule["DeadLetterConfig"] == {"Arn": dead}


def test_the_schedule_may_start_the_watch_and_nothing_else(template: Template):
    assert daily(template)["RoleArn"] == {"Fn::GetAtt": ["WatchScheduleRole", "Arn"]}
    role = template.resources["WatchScheduleRole"]["Properties"]
    (trusted,) = role["AssumeRolePolicyDocument"]["Statement"]
    assert trusted["Principal"] == {"Service": "scheduler.amazonaws.com"}
    assert trusted["Condition"] == {
        "StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}
    }
    (policy,) = role["Policies"]
    allowed = {str(s["Action"]): s["Resource"] for s in policy["PolicyDocument"]["Statement"]}
    assert allowed == {
        "lambda:InvokeFunction": {"Fn::Sub": "${WatchFunction.Arn}:live"},
        "sqs:SendMessage": {"Fn::GetAtt": ["WatchDeadLetterQueue", "Arn"]},
        "['kms:Decrypt', 'kms:GenerateDataKey']": {"Fn::GetAtt": ["OperationsKey", "Arn"]},
    }


def test_somebody_hears_where_the_watch_has_not_run_for_a_day(template: Template):
    alarm = template.resources["WatchMissingAlarm"]["Properties"]
    assert alarm["Dimensions"] == [{"Name": "FunctionName", "Value": {"Ref": "WatchFunction"}}]
    assert alarm["TreatMissingData"] == "breaching"
    assert 24 <= alarm["Period"] * alarm["EvaluationPeriods"] / 3600 < 48
