"""The configuration as it lies in the layer, checked when the layer was built."""

import json
from importlib import resources
from pathlib import Path

from threshold.codec import decode
from threshold.program.model import Program

PACKAGE = "threshold_program"


def shipped_program() -> Program:
    """The program's configuration.

    Raises:
        Undecodable: the layer holds something this version of the package cannot read.
    """
    text = resources.files(PACKAGE).joinpath("program.json").read_text(encoding="utf-8")
    return decode(Program, json.loads(text))


def shipped_folder() -> Path:
    """Where the files lie that were shipped beside the configuration."""
    return Path(str(resources.files(PACKAGE)))


def shipped_file(name: str) -> str:
    """The path of a file that was shipped beside the configuration."""
    return str(shipped_folder() / name)
