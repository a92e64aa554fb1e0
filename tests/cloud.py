"""The template as deployed to a local cloud."""

import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local.aws import client
from local.outputs import Outputs
from local.staff import sign_in
from threshold.form.draft import Draft
from threshold.record_key import RecordKey
from threshold.store.drafts import DynamoDBDraftStore


@dataclass(frozen=True)
class Cloud:
    """The deployed system. `client` makes boto3 clients with the root user's rights."""

    outputs: Outputs
    state_dir: Path

    def client(self, service: str) -> Any:
        return client(service, self.outputs.endpoint_url)

    def resource(self, logical_id: str) -> str:
        """The physical id of a resource of the template."""
        found = self.client("cloudformation").describe_stack_resource(
            StackName=self.outputs.stack, LogicalResourceId=logical_id
        )
        return found["StackResourceDetail"]["PhysicalResourceId"]

    def sign_in(self, role: str) -> str:
        """The id token of the demo staff member with this role."""
        return sign_in(self.outputs, role)

    @property
    def record_key(self) -> RecordKey:
        """The key of the deployment's keyed hashes."""
        secrets = self.client("secretsmanager")
        found = secrets.get_secret_value(SecretId=self.resource("RecordKey"))
        return RecordKey(found["SecretString"])

    def draft(self, code: str) -> Draft:
        """The draft that a return code opens, looked at with the root user's rights."""
        drafts = DynamoDBDraftStore(self.client("dynamodb"), self.outputs.table)
        found = drafts.load(self.record_key.digest("draft", code))
        assert found is not None
        return found


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
