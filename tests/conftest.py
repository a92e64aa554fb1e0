"""One deployment of the template for the whole run, on a port and in a folder of its own."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from local.cloud import running_cloud
from local.stories import Player
from local.telling import player as storyteller
from tests.cloud import Cloud, free_port
from tests.record_system import RecordSystem, running_record_system

# No deadline: how long one example takes says more of the machine than of the rule.
settings.register_profile("threshold", max_examples=50, deadline=None)
settings.load_profile("threshold")


@pytest.fixture(scope="session")
def record_system() -> Iterator[RecordSystem]:
    """The record system that the deployment tells of seats."""
    with running_record_system() as found:
        yield found


@pytest.fixture(scope="session")
def cloud(tmp_path_factory: pytest.TempPathFactory, record_system: RecordSystem) -> Iterator[Cloud]:
    state_dir = tmp_path_factory.mktemp("cloud")
    with running_cloud(free_port(), state_dir, record_system.url) as outputs:
        yield Cloud(outputs, state_dir)


@pytest.fixture(scope="session")
def player(cloud: Cloud) -> Player:
    """Plays stories on the deployed system, looking on as a clinician."""
    return storyteller(cloud.outputs, cloud.state_dir)
