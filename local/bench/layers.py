"""The layers as `sam build` makes them for this machine, and Python with nothing else beside it."""

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from local import deployment
from local.ministack import ROOT

FUNCTIONS = (
    *("apply", "form", "console", "console_pages", "relay", "assess", "verify", "schedule"),
    *("notify", "announce", "sweep", "watch"),
)
PAGES = frozenset({"apply", "form", "console", "console_pages"})
_LAYERS = ("DependenciesLayer", "ThresholdLayer", "ProgramLayer")
_NOWHERE = "http://127.0.0.1:9"


@dataclass(frozen=True, slots=True)
class Built:
    """Built layers, and the functions' folders beside them."""

    folder: Path

    def command(self, function: str, then: str = "") -> list[str]:
        """Python that imports a function's handler as Lambda does, and runs a statement after.

        Its path holds the standard library, the built layers and the function alone; as on
        Lambda, where layers cannot be written to, it writes no bytecode.
        """
        layers = [self.folder / "build" / layer / "python" for layer in _LAYERS]
        path = [str(self.folder / "functions" / function), *map(str, layers)]
        return [*bare_python(), f"import sys; sys.path[:0] = {path!r}; import app; {then}"]

    def environment(self, function: str) -> dict[str, str]:
        """What Lambda sets of the environment, and a seed that makes each run the same."""
        return {
            "AWS_ACCESS_KEY_ID": "example",
            "AWS_SECRET_ACCESS_KEY": "example",
            "AWS_DEFAULT_REGION": "us-east-1",
            "POWERTOOLS_SERVICE_NAME": function,
            "PYTHONHASHSEED": "0",
        }


def bare_python() -> Sequence[str]:
    """This Python without site packages, user packages, or what lies in the present folder."""
    return (sys.executable, "-B", "-S", "-s", "-P", "-c")


def build(folder: Path) -> Built:
    """Build the layers, with the program's shipped configuration, into a folder.

    Raises:
        LocalCloudError: the build failed; the message names its log.
    """
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    deployment.build(_NOWHERE, folder, ROOT / "program")
    functions = folder / "functions"
    shutil.rmtree(functions, ignore_errors=True)
    shutil.copytree(ROOT / "functions", functions, ignore=shutil.ignore_patterns("__pycache__"))
    return Built(folder)
