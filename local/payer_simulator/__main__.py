"""Run the payer simulator by itself, or list what it can do."""

import argparse
import signal
import sys
from pathlib import Path

from local.payer_simulator import listing
from local.payer_simulator.ask import Account
from local.payer_simulator.server import Address, PayerServer
from local.payer_simulator.settings import Settings


def main() -> None:
    """Serve until SIGTERM or SIGINT, and end with status 0."""
    arguments = _parser().parse_args()
    if arguments.markdown:
        page = listing.PAGE.read_text(encoding="utf-8")
        listing.PAGE.write_text(listing.filled(page), encoding="utf-8")
        return
    if arguments.scenarios:
        print(listing.plain())
        return
    for number in (signal.SIGTERM, signal.SIGINT):
        # uvicorn ends on these, then raises them again for whoever was there before it.
        signal.signal(number, lambda *_: None)
    settings = Settings(
        state_dir=arguments.state_dir,
        host=arguments.host,
        port=arguments.port,
        account=Account(arguments.user_name, arguments.password),
        slow_seconds=arguments.slow_seconds,
        drip_seconds=arguments.drip_seconds,
    )
    try:
        server = PayerServer(settings, _announce)
    except OSError as error:
        sys.exit(f"--state-dir cannot be used: {error.strerror}")
    server.run()


def _parser() -> argparse.ArgumentParser:
    default = Settings(Path(".local"))
    parser = argparse.ArgumentParser("python -m local.payer_simulator", description=__doc__)
    parser.add_argument("--scenarios", action="store_true", help="list the member ids and end")
    parser.add_argument(
        "--markdown", action="store_true", help="write the list into docs/payer-simulator.md"
    )
    parser.add_argument("--host", default=default.host)
    parser.add_argument("--port", type=int, default=8443, help="0 takes a free one")
    parser.add_argument(
        "--state-dir",
        type=Path,
        default=default.state_dir,
        help="for payer-ca.pem and payer-simulator.json",
    )
    parser.add_argument("--user-name", default=default.account.user_name)
    parser.add_argument("--password", default=default.account.password)
    parser.add_argument("--slow-seconds", type=float, default=default.slow_seconds)
    parser.add_argument("--drip-seconds", type=float, default=default.drip_seconds)
    return parser


def _announce(address: Address) -> None:
    print(address.as_json(), flush=True)


if __name__ == "__main__":
    main()
