"""MiniStack: the AWS services of the template in one process, with IAM enforced."""

import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from local.aws import REGION, bare_environment
from local.processes import LocalCloudError, running, wait_until

ROOT = Path(__file__).resolve().parent.parent
_SERVER = ROOT / ".tools/cloud/bin/ministack"

_START_SECONDS = 60


@contextmanager
def running_ministack(port: int, state_dir: Path) -> Iterator[str]:
    """Run it until the block is left; gives its address. Its state is in memory alone.

    Raises:
        LocalCloudError: the port is taken, or it did not come up.
    """
    _require_free(port)
    temporary = state_dir / "tmp"
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)
    log = state_dir / "ministack.log"
    try:
        with running([_SERVER], log, _settings(port, state_dir, temporary)) as process:
            wait_until(lambda: _healthy(port), process, log, _START_SECONDS)
            yield f"http://127.0.0.1:{port}"
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _settings(port: int, state_dir: Path, temporary: Path) -> dict[str, str]:
    return bare_environment() | {
        "AUTH": "true",
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port),
        "MINISTACK_REGION": REGION,
        "STATE_DIR": str(state_dir / "ministack"),
        "TMPDIR": str(temporary),
        # Services of no use here, whose fixed ports would keep a second run from starting.
        "SFTP_ENABLED": "0",
        "IOT_MTLS_ENABLED": "0",
    }


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise LocalCloudError(f"Port {port} is taken; choose another with PORT=") from None


def _healthy(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=1)
    try:
        connection.request("GET", "/_ministack/health")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
