"""How a simulator is run."""

from dataclasses import dataclass, field
from pathlib import Path

from local.payer_simulator.ask import Account


@dataclass(frozen=True, slots=True)
class Settings:
    """Where to listen and write, whom to let in, and how slow the slow scenarios are.

    port: 0 takes a free one. slow_seconds is longer, by default, than any asker should wait.
    """

    state_dir: Path
    host: str = "127.0.0.1"
    port: int = 0
    account: Account = field(default=Account("threshold", "simulated"))
    slow_seconds: float = 25.0
    drip_seconds: float = 1.0
