"""T1, T2 and T10: how functions are fed."""

import json

from tests.template.reading import Template
from threshold.intake.life_cycle import Queue
from threshold.scheduling.journey import MILESTONES
from threshold.use_cases.operations import GivenUp

FOURTEEN_DAYS = 14 * 24 * 3600


def queue_of(source: dict) -> str:
    name, attribute = source["Queue"]["Fn::GetAtt"]
    assert attribute == "Arn"
    return name


def test_every_queue_source_reports_which_messages_failed(template: Template):
    for _, source in template.events("SQS"):
        assert source["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_a_message_stays_hidden_for_six_times_the_functions_timeout(template: Template):
    queues = template.of_type("AWS::SQS::Queue")
    for function, source in template.events("SQS"):
        hidden = queues[queue_of(source)]["VisibilityTimeout"]
        timeout = template.functions[function]["Timeout"]
        assert hidden >= 6 * timeout + source.get("MaximumBatchingWindowInSeconds", 0)


def test_every_consumed_queue_gives_up_into_a_queue_that_keeps_fourteen_days(template: Template):
    queues = template.of_type("AWS::SQS::Queue")
    for _, source in template.events("SQS"):
        redrive = queues[queue_of(source)]["RedrivePolicy"]
        dead_letters, _ = redrive["deadLetterTargetArn"]["Fn::GetAtt"]
        assert redrive["maxReceiveCount"] >= 5
        assert queues[dead_letters]["MessageRetentionPeriod"] == FOURTEEN_DAYS


def test_a_dead_letter_queue_keeps_longer_than_the_queue_before_it(template: Template):
    queues = template.of_type("AWS::SQS::Queue")
    for queue in queues.values():
        if redrive := queue.get("RedrivePolicy"):
            dead_letters, _ = redrive["deadLetterTargetArn"]["Fn::GetAtt"]
            kept = queues[dead_letters]["MessageRetentionPeriod"]
            assert queue["MessageRetentionPeriod"] < kept


def test_every_queue_is_encrypted_with_a_key_of_ours(template: Template):
    for queue in template.of_type("AWS::SQS::Queue").values():
        assert queue["KmsMasterKeyId"] == {"Ref": "OperationsKey"}


def test_the_stream_is_retried_within_bounds_and_then_reported(template: Template):
    ((function, stream),) = template.events("DynamoDB")
    assert function == "RelayFunction"
    assert stream["BisectBatchOnFunctionError"] is True
    assert 0 < stream["MaximumRetryAttempts"] <= 20
    assert stream["DestinationConfig"]["OnFailure"]["Type"] == "SQS"


def test_the_relay_hears_of_new_events_only(template: Template):
    ((_, stream),) = template.events("DynamoDB")
    for one in stream["FilterCriteria"]["Filters"]:
        assert '"eventName": ["INSERT"]' in one["Pattern"]
        assert '"sk": {"S": [{"prefix": "EVENT#"}]}' in one["Pattern"]


def test_the_relay_hears_of_every_milestone_that_is_measured(template: Template):
    ((_, stream),) = template.events("DynamoDB")
    _, measured = (json.loads(one["Pattern"]) for one in stream["FilterCriteria"]["Filters"])
    assert measured["dynamodb"]["NewImage"] == {"kind": {"S": sorted(MILESTONES)}}


def test_each_queue_of_the_life_cycle_has_one_consumer_and_no_other_queue_has(template: Template):
    consumed = sorted(queue_of(source) for _, source in template.events("SQS"))
    assert consumed == sorted(f"{queue.value.capitalize()}Queue" for queue in Queue)


def test_who_sends_to_queues_knows_every_queue_of_the_life_cycle(template: Template):
    for function in ("RelayFunction", "SweepFunction", "ConsolePagesFunction"):
        variables = template.functions[function]["Environment"]["Variables"]
        for queue in Queue:
            name = f"{queue.value.upper()}_QUEUE_URL"
            assert variables[name] == {"Ref": f"{queue.value.capitalize()}Queue"}


def test_operations_knows_every_dead_letter_queue(template: Template):
    variables = template.functions["ConsolePagesFunction"]["Environment"]["Variables"]
    dead = {f"{of.capitalize()}DeadLetterQueue": of.upper() for of in GivenUp}
    queues = [name for name in template.of_type("AWS::SQS::Queue") if "DeadLetter" in name]
    assert set(dead) == set(queues)
    for queue, of in dead.items():
        assert variables[f"{of}_DEAD_LETTER_QUEUE_URL"] == {"Ref": queue}


def test_a_consumer_knows_its_own_queue(template: Template):
    for function, source in template.events("SQS"):
        variables = template.functions[function]["Environment"]["Variables"]
        assert variables["OWN_QUEUE_URL"] == {"Ref": queue_of(source)}


def test_every_queue_that_nobody_consumes_holds_dead_letters(template: Template):
    consumed = {queue_of(source) for _, source in template.events("SQS")}
    others = set(template.of_type("AWS::SQS::Queue")) - consumed
    assert all(name.endswith("DeadLetterQueue") for name in others)


def test_production_cannot_be_deployed_with_nobody_to_hear_of_a_crisis(template: Template):
    rule = template.rules["SomebodyHearsOfACrisis"]
    assert rule["RuleCondition"] == {"Fn::Equals": [{"Ref": "Stage"}, "prod"]}
    (subscription,) = [
        found
        for found in template.of_type("AWS::SNS::Subscription").values()
        if found["TopicArn"] == {"Ref": "StaffAlertTopic"}
    ]
    assert subscription["Endpoint"] == {"Ref": "CrisisAlertEmail"}
