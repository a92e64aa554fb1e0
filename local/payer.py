"""The payer simulator beside the local cloud, and the program's configuration that knows it."""

import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from string import Template

from local.aws import bare_environment, client
from local.ministack import ROOT
from local.payer_simulator.settings import Settings
from local.processes import running, wait_until

_PROGRAM = ROOT / "local/program/program.yaml"
_START_SECONDS = 30


@dataclass(frozen=True, slots=True)
class PayerSimulator:
    """A running simulator: its address, where it takes 270s, and the CA of its certificate."""

    base_url: str
    eligibility_url: str
    ca_file: Path


@contextmanager
def running_payer_simulator(state_dir: Path) -> Iterator[PayerSimulator]:
    """Run it until the block is left."""
    log = state_dir / "payer-simulator.log"
    command = [sys.executable, "-m", "local.payer_simulator", "--port", "0", "--state-dir"]
    environment = bare_environment() | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with running([*command, state_dir], log, environment) as process:
        wait_until(lambda: bool(_announced(log)), process, log, _START_SECONDS)
        told = _announced(log)
        base_url = told["journal_url"].removesuffix("/journal")
        yield PayerSimulator(base_url, told["url"], Path(told["ca_file"]))


def _announced(log: Path) -> dict[str, str]:
    """The line of JSON printed when ready; empty before."""
    whole = log.read_text(encoding="utf-8").split("\n")[:-1]
    return next((json.loads(line) for line in whole if line.startswith("{")), {})


def write_program(payer: PayerSimulator, state_dir: Path) -> Path:
    """Write the local program's configuration with the simulator as its payer; gives its folder."""
    folder = state_dir / "program"
    folder.mkdir(exist_ok=True)
    template = Template(_PROGRAM.read_text(encoding="utf-8"))
    text = template.substitute(url=payer.eligibility_url, ca_file=payer.ca_file.name)
    (folder / _PROGRAM.name).write_text(text, encoding="utf-8")
    shutil.copy(payer.ca_file, folder)
    return folder


def store_credentials(endpoint: str, stage: str) -> None:
    """Put the secret with which the program signs in to the simulator."""
    account = Settings(ROOT).account
    secret = {"user_name": account.user_name, "password": account.password}
    client("secretsmanager", endpoint).create_secret(
        Name=f"threshold/{stage}/payers/payer-simulator", SecretString=json.dumps(secret)
    )
