"""What a running local cloud tells those who use it."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from local.aws import Admin


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A demo sign-in; `role` is the group that gives the rights."""

    username: str
    password: str
    role: str


@dataclass(frozen=True, slots=True)
class Outputs:
    """Addresses and sign-ins. `queues` and `dead_letter_queues` map a queue's name to its URL."""

    endpoint_url: str
    region: str
    stack: str
    api_url: str
    apply_url: str
    console_url: str
    table: str
    queues: dict[str, str]
    dead_letter_queues: dict[str, str]
    relay_dead_letter_queue: str
    staff_alert_topic: str
    payer_simulator_url: str
    payer_ca_file: str
    staff: list[StaffMember]
    user_pool_id: str
    user_pool_client_id: str
    admin: Admin

    def write(self, file: Path) -> None:
        """Write it as JSON, readable by its owner alone; a reader never sees half of it."""
        unfinished = file.with_suffix(".part")
        unfinished.touch(mode=0o600)
        unfinished.write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")
        unfinished.replace(file)
