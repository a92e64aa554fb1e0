"""The `threshold` command: scoring, triage, X12 and the worklists, for people and for scripts.

Each subcommand gives texts, and `main` prints them. What a subcommand needs is imported when it is
called, so that reading an X12 answer starts without the form's checker and without AWS.
"""

import os
import sys
from collections.abc import Iterable, Sequence
from io import TextIOWrapper

from threshold.cli.arguments import parser
from threshold.cli.errors import Broken, Unanswered, UnusableInput

UNANSWERED = 1
UNUSABLE = 2
INTERRUPTED = 130
NOBODY_READS = 141
"""As shells report a command that SIGPIPE ended."""


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line says, and give the exit status.

    0: done. 1: no answer came, it could not be printed, or it says that a trail is broken.
    2: unusable input. 130: interrupted. 141: nobody reads the output any more.

    Raises:
        SystemExit: by argparse: 0 after --help or --version, 2 for a command line it cannot use.
    """
    if sys.stdout is None:
        return _failed(UNANSWERED, ["standard output is closed"])
    try:
        try:
            return _run(argv)
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()
        return NOBODY_READS
    except OSError as error:
        _drop_output()
        return _failed(UNANSWERED, [f"the output cannot be written: {error.strerror}"])


def _run(argv: Sequence[str] | None) -> int:
    asked = parser().parse_args(argv)
    try:
        _print(asked.run(asked))
    except UnusableInput as error:
        return _failed(UNUSABLE, error.faults)
    except RecursionError:
        return _failed(UNUSABLE, ["the input is nested too deeply"])
    except (Broken, Unanswered) as error:
        return _failed(UNANSWERED, [str(error)])
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def _print(texts: Iterable[str]) -> None:
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    for text in texts:
        sys.stdout.write(text)


def _failed(status: int, lines: Iterable[str]) -> int:
    for line in lines:
        print(f"threshold: {line}", file=sys.stderr)
    return status


def _drop_output() -> None:
    # The interpreter flushes once more at its end, and would complain once more.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
