"""Lambda events as AWS sends them, for the samples and tests of handlers."""

import json
from typing import Any

ARN = "arn:aws:sqs:us-east-1:000000000000:threshold-test-verification"


STAFF_CLIENT = "client-1"


def staff_claims(groups: str, name: str) -> dict[str, str]:
    """The claims of an id token, as the gateway's authorizer hands them on."""
    return {
        "aud": STAFF_CLIENT,
        "token_use": "id",
        "cognito:groups": groups,
        "cognito:username": name,
    }


class Context:
    function_name = "function"
    memory_limit_in_mb = 256
    invoked_function_arn = "arn:aws:lambda:us-east-1:000000000000:function:function"
    aws_request_id = "00000000-0000-0000-0000-000000000000"

    @staticmethod
    def get_remaining_time_in_millis() -> int:
        return 10_000


def sqs(*bodies: str) -> dict[str, Any]:
    return {
        "Records": [
            {
                "messageId": f"message-{number}",
                "receiptHandle": f"receipt-{number}",
                "body": body,
                "attributes": {"ApproximateReceiveCount": "1"},
                "messageAttributes": {},
                "eventSource": "aws:sqs",
                "eventSourceARN": ARN,
                "awsRegion": "us-east-1",
            }
            for number, body in enumerate(bodies)
        ]
    }


def message(intake_id: str, seq: int = 1) -> str:
    return json.dumps({"intake_id": intake_id, "seq": seq})


def rest(
    method: str,
    path: str,
    resource: str,
    body: str | None = None,
    headers: dict[str, str] | None = None,
    **more: Any,
) -> dict[str, Any]:
    sent = {"Host": "api.example.test", "X-Forwarded-Proto": "https", **(headers or {})}
    return {
        "httpMethod": method,
        "path": path,
        "resource": resource,
        "headers": sent,
        "multiValueHeaders": {name: [value] for name, value in sent.items()},
        "queryStringParameters": more.pop("query", None),
        "multiValueQueryStringParameters": None,
        "pathParameters": None,
        "stageVariables": None,
        "body": body,
        "isBase64Encoded": more.pop("base64", False),
        "requestContext": {
            "stage": "test",
            "path": f"/test{path}",
            "domainName": "api.example.test",
            "requestId": "00000000-0000-0000-0000-000000000000",
            "authorizer": {"claims": more.pop("claims", {})},
            "identity": {"sourceIp": "127.0.0.1"},
        },
    }
