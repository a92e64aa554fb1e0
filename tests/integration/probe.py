"""A function that does what its event says, so that a role of the template can be tried out."""

import io
import json
import zipfile
from typing import Any

from tests.cloud import Cloud

_CODE = """
import boto3
from botocore.exceptions import ClientError

def handler(event, context):
    try:
        getattr(boto3.client(event["service"]), event["call"])(**event["arguments"])
    except ClientError as error:
        return error.response["Error"]["Code"]
    return "done"
"""


class Probe:
    """Makes AWS calls from inside a Lambda function with one of the template's roles."""

    def __init__(self, cloud: Cloud, role: str) -> None:
        self._functions = cloud.client("lambda")
        self._name = f"probe-{role}"
        self._functions.create_function(
            FunctionName=self._name,
            Runtime="python3.13",
            Handler="app.handler",
            Role=cloud.client("iam").get_role(RoleName=cloud.resource(role))["Role"]["Arn"],
            Code={"ZipFile": _zipped()},
        )

    def call(self, service: str, call: str, arguments: dict[str, Any]) -> str:
        """`done`, or AWS's error code."""
        event = {"service": service, "call": call, "arguments": arguments}
        answer = self._functions.invoke(FunctionName=self._name, Payload=json.dumps(event))
        return json.loads(answer["Payload"].read())

    def remove(self) -> None:
        self._functions.delete_function(FunctionName=self._name)


def _zipped() -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("app.py", _CODE)
    return archive.getvalue()
