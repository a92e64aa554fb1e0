"""T3: each function has a role of its own, with the least it needs, written by hand."""

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.template.reading import Template

ANY_RESOURCE = (  # IAM names no resource here
    {"xray:PutTraceSegments", "xray:PutTelemetryRecords"},
    {"cloudwatch:GetMetricData"},
)


def as_list(value: object) -> list:
    return value if isinstance(value, list) else [value]


def statements(template: Template, role: str) -> Iterator[dict]:
    documents = [policy["PolicyDocument"] for policy in roles(template)[role]["Policies"]]
    for policy in template.of_type("AWS::IAM::Policy").values():
        if {"Ref": role} in policy["Roles"]:
            documents.append(policy["PolicyDocument"])
    for document in documents:
        yield from document["Statement"]


def roles(template: Template) -> dict:
    return {
        name: role
        for name, role in template.of_type("AWS::IAM::Role").items()
        if "lambda.amazonaws.com" in str(role["AssumeRolePolicyDocument"])
    }


def holders(template: Template, action: str) -> set[str]:
    return {
        role.removesuffix("Role").lower()
        for role in roles(template)
        for statement in statements(template, role)
        if action in as_list(statement["Action"])
    }


def test_every_function_has_a_role_that_no_other_has(template: Template):
    used = Counter(function["Role"]["Fn::GetAtt"][0] for function in template.functions.values())
    assert used == dict.fromkeys(roles(template), 1)


def test_nobody_but_lambda_may_take_a_functions_role(template: Template):
    for role in roles(template).values():
        (trusted,) = role["AssumeRolePolicyDocument"]["Statement"]
        assert trusted["Principal"] == {"Service": "lambda.amazonaws.com"}


def test_no_function_takes_ready_made_policies(template: Template):
    for function in template.functions.values():
        assert "Policies" not in function
    for role in roles(template).values():
        assert "ManagedPolicyArns" not in role


def test_no_role_may_do_anything_to_everything(template: Template):
    for role in roles(template):
        for statement in statements(template, role):
            actions = set(as_list(statement["Action"]))
            assert not [action for action in actions if "*" in action]
            assert "*" not in as_list(statement["Resource"]) or actions in ANY_RESOURCE


@pytest.mark.parametrize(
    ("action", "who"),
    [
        ("dynamodb:Scan", set()),
        ("dynamodb:DeleteItem", {"consolepages", "schedule", "sweep"}),
        ("dynamodb:UpdateItem", {"form", "schedule", "sweep", "verify"}),
        ("dynamodb:GetRecords", {"relay"}),
        ("cloudwatch:GetMetricData", {"consolepages"}),
        ("sqs:SendMessage", {"consolepages", "relay", "sweep"}),
        (
            "sqs:ReceiveMessage",
            {"announce", "assess", "consolepages", "notify", "schedule", "verify"},
        ),
        (
            "sqs:DeleteMessage",
            {"announce", "assess", "consolepages", "notify", "schedule", "verify"},
        ),
        ("sns:Publish", {"notify"}),
        ("ses:SendEmail", {"notify"}),
        ("events:PutEvents", {"announce"}),
        (
            "secretsmanager:GetSecretValue",
            {"announce", "apply", "console", "consolepages", "form", "notify", "sweep", "verify"},
        ),
    ],
)
def test_only_who_needs_an_action_has_it(template: Template, action: str, who: set[str]):
    assert holders(template, action) == who


def test_a_consumer_reaches_its_own_queue_alone(template: Template):
    for function, source in template.events("SQS"):
        role = template.functions[function]["Role"]["Fn::GetAtt"][0]
        reached = [
            statement["Resource"]
            for statement in statements(template, role)
            if any(action.startswith("sqs:") for action in as_list(statement["Action"]))
        ]
        assert reached == [source["Queue"]]


def test_whoever_reads_secrets_reads_its_own(template: Template):
    def read(role: str) -> list:
        return [
            resource
            for statement in statements(template, role)
            if statement["Action"] == "secretsmanager:GetSecretValue"
            for resource in as_list(statement["Resource"])
        ]

    record_key = {"Fn::GetAtt": ["RecordKey", "Id"]}
    for role in (
        "ApplyRole",
        "ConsoleRole",
        "ConsolePagesRole",
        "FormRole",
        "NotifyRole",
        "SweepRole",
    ):
        assert read(role) == [record_key]
    key, payers = read("VerifyRole")
    assert key == record_key
    assert payers["Fn::Sub"].endswith(":secret:threshold/${Stage}/payers/*")
    (webhook,) = read("AnnounceRole")
    assert webhook["Fn::Sub"].endswith(":secret:${WebhookSecretName}-??????")


def test_the_form_changes_nothing_in_place_but_counts_of_wrong_codes(template: Template):
    (counting,) = [
        statement
        for statement in statements(template, "FormRole")
        if "dynamodb:UpdateItem" in as_list(statement["Action"])
    ]
    assert counting["Action"] == "dynamodb:UpdateItem"
    only = counting["Condition"]["ForAllValues:StringLike"]
    assert only == {"dynamodb:LeadingKeys": ["TRIES#*"]}


def test_the_relay_reads_intakes_and_keeps_measures_alone(template: Template):
    found = {
        str(one["Action"]): one["Condition"]["ForAllValues:StringLike"]
        for one in statements(template, "RelayRole")
        if "dynamodb:PutItem" in as_list(one["Action"])
        or "dynamodb:GetItem" in as_list(one["Action"])
    }
    assert found == {
        "['dynamodb:GetItem', 'dynamodb:Query']": {"dynamodb:LeadingKeys": ["INTAKE#*"]},
        "dynamodb:PutItem": {"dynamodb:LeadingKeys": ["MEASURES#*"]},
    }


@pytest.mark.parametrize(
    ("role", "action", "partitions"),
    [
        ("ScheduleRole", "dynamodb:UpdateItem", ["ROSTER"]),
        ("ScheduleRole", "dynamodb:DeleteItem", ["WAITING", "COHORT#*"]),
        ("SweepRole", "dynamodb:UpdateItem", ["ROSTER"]),
        ("SweepRole", "dynamodb:DeleteItem", ["WAITING", "WAITS", "COHORT#*"]),
    ],
)
def test_who_offers_seats_changes_the_roster_and_takes_away_nothing_of_an_intake(
    template: Template, role: str, action: str, partitions: list[str]
):
    (found,) = [one for one in statements(template, role) if action in as_list(one["Action"])]
    only = found["Condition"]["ForAllValues:StringLike"]
    assert only == {"dynamodb:LeadingKeys": partitions}


def test_emails_come_from_the_configured_address_alone(template: Template):
    (sending,) = [
        one for one in statements(template, "NotifyRole") if one["Action"] == "ses:SendEmail"
    ]
    assert sending["Condition"] == {"StringEquals": {"ses:FromAddress": {"Ref": "SenderEmail"}}}
    assert sending["Resource"]["Fn::Sub"].endswith(":identity/*")


def test_news_go_to_the_configured_bus_alone(template: Template):
    (putting,) = [
        one for one in statements(template, "AnnounceRole") if one["Action"] == "events:PutEvents"
    ]
    assert putting["Resource"]["Fn::Sub"].endswith(":event-bus/${EventBus}")


def test_nothing_is_sent_to_a_webhook_unsigned(template: Template):
    rule = template.rules["WhatIsSentIsSigned"]
    named = {"Fn::Not": [{"Fn::Equals": [{"Ref": "WebhookSecretName"}, ""]}]}
    assert rule["RuleCondition"] == {"Fn::Not": [{"Fn::Equals": [{"Ref": "WebhookUrl"}, ""]}]}
    assert [one["Assert"] for one in rule["Assertions"]] == [named]


@pytest.mark.parametrize("role", ["ConsoleRole", "ConsolePagesRole"])
def test_the_console_puts_items_and_changes_none_in_place(template: Template, role: str):
    writers = {"dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:BatchWriteItem"}
    actions = {a for one in statements(template, role) for a in as_list(one["Action"])}
    assert actions & writers == {"dynamodb:PutItem"}


def reached(template: Template, role: str, action: str) -> set[str]:
    """The logical ids of the resources that a role may do something to."""
    return {
        resource["Fn::GetAtt"][0]
        for one in statements(template, role)
        if action in as_list(one["Action"])
        for resource in as_list(one["Resource"])
    }


def test_the_console_takes_nothing_from_a_work_queue_and_puts_nothing_on_a_dead_one(
    template: Template,
):
    queues = set(template.of_type("AWS::SQS::Queue"))
    dead = {name for name in queues if "DeadLetter" in name}
    redriven = {name.replace("Queue", "DeadLetterQueue") for name in queues - dead}
    assert reached(template, "ConsolePagesRole", "sqs:ReceiveMessage") == dead
    assert reached(template, "ConsolePagesRole", "sqs:DeleteMessage") == redriven
    assert reached(template, "ConsolePagesRole", "sqs:SendMessage") == queues - dead


def test_the_consoles_pages_put_nothing_but_what_they_are_about(
    template: Template,
):
    (putting,) = [
        one
        for one in statements(template, "ConsolePagesRole")
        if "dynamodb:PutItem" in as_list(one["Action"])
    ]
    only = putting["Condition"]["ForAllValues:StringLike"]
    assert only == {
        "dynamodb:LeadingKeys": [
            *("INTAKE#*", "ROSTER", "LEDGER#*", "SESSION#*", "KEPT#*", "DEEDS#*", "NOTICE")
        ]
    }


def test_the_consoles_pages_delete_nothing_but_of_the_roster(template: Template):
    (deleting,) = [
        one
        for one in statements(template, "ConsolePagesRole")
        if "dynamodb:DeleteItem" in as_list(one["Action"])
    ]
    assert deleting["Condition"]["ForAllValues:StringEquals"] == {
        "dynamodb:LeadingKeys": ["ROSTER"]
    }
