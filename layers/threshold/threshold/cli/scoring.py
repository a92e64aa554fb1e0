"""`threshold score` and `threshold packs`."""

from collections.abc import Iterator

from threshold.assessment import pack as packs_view
from threshold.assessment.answers import UnusableAnswer
from threshold.assessment.pack_files import load_packs
from threshold.assessment.score_file import score_file
from threshold.assessment.scoring import as_json
from threshold.cli.documents import json_line, read_json
from threshold.cli.errors import UnusableInput


def score(name: str, file: str) -> Iterator[str]:
    """The score of the answers in a file.

    Raises:
        UnusableInput: there is no such pack, or the file is not answers to it.
    """
    pack = load_packs().get(name)
    if pack is None:
        raise UnusableInput("PACK must be one that `threshold packs` lists")
    try:
        yield json_line(as_json(score_file(pack, read_json(file))))
    except UnusableAnswer as error:
        raise UnusableInput(str(error)) from None


def packs() -> Iterator[str]:
    """A JSON array of all packs, each on a line of its own."""
    lines = (json_line(packs_view.as_json(pack)).strip() for pack in load_packs().values())
    yield "[" + ",\n ".join(lines) + "]\n"
