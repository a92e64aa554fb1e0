"""One deployment of the template for the whole run, on a port and in a folder of its own."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from local.aws import client
from local.cloud import running_cloud
from local.outputs import Outputs
from local.staff import sign_in
from local.stories import Player
from local.telling import player as storyteller


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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.integration)


@pytest.fixture(scope="session")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    state_dir = tmp_path_factory.mktemp("cloud")
    with running_cloud(_free_port(), state_dir) as outputs:
        yield Cloud(outputs, state_dir)


@pytest.fixture(scope="session")
def player(cloud: Cloud) -> Player:
    """Plays stories on the deployed system, looking on as a clinician."""
    return storyteller(cloud.outputs, cloud.state_dir)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
