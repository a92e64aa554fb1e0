"""`make run`: everything on one machine until Ctrl-C. `make demo`: until the stories are told."""

import argparse
import os
import signal
import sys
import threading
from pathlib import Path

from local.cloud import running_cloud
from local.outputs import Outputs
from local.processes import LocalCloudError
from local.telling import tell_stories


def main() -> int:
    """Run as the command line says; 1 when it did not come up or a story went wrong."""
    arguments = _parser().parse_args()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    try:
        with running_cloud(arguments.port, arguments.state_dir, arguments.webhook) as outputs:
            as_told = tell_stories(outputs, arguments.state_dir)
            if arguments.demo:
                return 0 if as_told else 1
            print(_addresses(outputs), flush=True)
            threading.Event().wait()
    except LocalCloudError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nDown again.")
        return 130 if arguments.demo else 0
    return 0


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m local.run", description=__doc__)
    parser.add_argument("--demo", action="store_true", help="end after the stories")
    parser.add_argument("--port", type=int, default=os.environ.get("PORT", "4566"))
    parser.add_argument("--webhook", metavar="URL", default=os.environ.get("WEBHOOK_URL", ""))
    parser.add_argument("--state-dir", type=Path, default=os.environ.get("STATE_DIR", ".local"))
    return parser


def _addresses(outputs: Outputs) -> str:
    places = [
        ("Form", outputs.apply_url),
        ("Console", outputs.console_url),
        ("API", outputs.api_url),
        ("Payer simulator", outputs.payer_simulator_url),
        ("AWS services", outputs.endpoint_url),
    ]
    rows = [f"{name:<16}{address}" for name, address in places]
    sign_ins = [f"{member.username:<26}{member.password}" for member in outputs.staff]
    return "\n".join(["", *rows, "", "Sign-ins of the demo staff", *sign_ins, ""])


if __name__ == "__main__":
    sys.exit(main())
