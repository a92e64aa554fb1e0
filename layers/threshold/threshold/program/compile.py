"""Checks a program's configuration and makes the package that the Lambda layer ships.

    python -m threshold.program.compile PROGRAM_FOLDER OUTPUT_FOLDER

The functions then read JSON that was checked when it was built, and need neither YAML nor pydantic.
"""

import shutil
import sys
from hashlib import sha256
from pathlib import Path

from threshold.codec import canonical
from threshold.program.schema import Misconfigured, read_program
from threshold.program.shipped import PACKAGE


def compile_program(source: Path, target: Path) -> None:
    """Write the package into `target`: the checked configuration and the CA files it names.

    Raises:
        Misconfigured: the configuration or a file it names is not usable.
    """
    program = read_program(source / "program.yaml")
    package = target / PACKAGE
    package.mkdir(parents=True, exist_ok=True)
    (package / "__init__.py").write_text('"""The configuration of this program."""\n')
    (package / "program.json").write_text(canonical(program), encoding="utf-8")
    for place, payer in enumerate(program.payers):
        if payer.transport.ca_file:
            _ship(source / payer.transport.ca_file, package, f"payers[{place}].transport.ca_file")
    for place, licence in enumerate(program.licences):
        for language, text in licence.texts.items():
            path = f"licences[{place}].texts.{language}"
            _ship(source / text.file, package, f"{path}.file")
            if sha256((source / text.file).read_bytes()).hexdigest() != text.sha256:
                raise Misconfigured("program.yaml", [f"{path}.sha256: is not the file's"])


def _ship(file: Path, package: Path, path: str) -> None:
    if not file.is_file():
        raise Misconfigured("program.yaml", [f"{path}: no such file beside the configuration"])
    shutil.copy(file, package)


def main() -> int:
    """Compile as told by the command line; 2 with the faults on stderr when it cannot be."""
    try:
        compile_program(Path(sys.argv[1]), Path(sys.argv[2]))
    except Misconfigured as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
