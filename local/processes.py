"""Starting programs that end with us, whatever ends us, and waiting for them within bounds."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

# The guard holds the read end of a pipe from us: it ends the program and all that the program
# started when we close the pipe, or when we are gone. When the program ends, so does the guard.
_GUARD = '{ "$@"; kill 0; } & read -r _; kill 0'
_GRACE_SECONDS = 10


class LocalCloudError(RuntimeError):
    """The local cloud cannot be brought up; the message says what to look at."""


@contextmanager
def running(
    command: Sequence[str | Path], log: Path, environment: Mapping[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program in the background until the block is left; its output goes to `log`."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen(
            ["sh", "-c", _GUARD, "guard", *map(str, command)],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(environment),
            start_new_session=True,
        )
    try:
        yield process
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.stdin:
        process.stdin.close()
    with suppress(subprocess.TimeoutExpired):
        process.wait(_GRACE_SECONDS)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait_until(
    ready: Callable[[], bool], process: subprocess.Popen[bytes], log: Path, seconds: float
) -> None:
    """Ask again and again until it is ready.

    Raises:
        LocalCloudError: the process ended, or the time is up.
    """
    deadline = time.monotonic() + seconds
    while not ready():
        if process.poll() is not None:
            raise LocalCloudError(f"It ended before it was ready: see {log}\n{tail(log)}")
        if time.monotonic() > deadline:
            raise LocalCloudError(
                f"It was not ready within {seconds:.0f} s: see {log}\n{tail(log)}"
            )
        time.sleep(0.05)


def run(command: Sequence[str | Path], log: Path, environment: Mapping[str, str]) -> None:
    """Run a program to its end.

    Raises:
        LocalCloudError: it failed; the message has the end of its output.
    """
    with log.open("wb") as output:
        done = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(environment),
            check=False,
        )
    if done.returncode:
        raise LocalCloudError(f"{Path(command[0]).name} failed: see {log}\n{tail(log)}")


def tail(log: Path, lines: int = 15) -> str:
    """The last lines of a log."""
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])
