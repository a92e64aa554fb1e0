"""The wordings an institution adds to packs whose text this project may not ship.

The institution's configuration names each file and its SHA-256, and the evidence of its right to
use it; a file that is not the one that was agreed on is not used.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from threshold.assessment.pack import Pack
from threshold.assessment.pack_check import text_faults
from threshold.assessment.rights import Text
from threshold.codec import Undecodable, decode

Files = Mapping[str, bytes] | Path
"""The institution's files: a folder, or their content by name."""


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file that holds one wording (the shape of `Text`), and the SHA-256 of its bytes in hex."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Licence:
    """An institution's right to an instrument, with the evidence for it, and texts by language.

    Without texts it lets a clinician record answers to an instrument that is otherwise off.
    """

    pack: str
    evidence: str
    texts: Mapping[str, ListedFile]


class UnusableText(ValueError):
    """A licence or its file cannot be used. Names pack, file and rule, never what is in it."""

    def __init__(self, pack: str, rule: str, file: str = "") -> None:
        super().__init__(": ".join(part for part in (f"pack {pack}", file, rule) if part))


def institution_texts(
    packs: Mapping[str, Pack], licences: Sequence[Licence], files: Files
) -> Mapping[str, Pack]:
    """The packs with what the institution is licensed for; its texts never change a score.

    Raises:
        UnusableText: a licence for no pack, without evidence, or for a text that is shipped; a
            file that is absent, is not the listed one, or does not fit its pack.
    """
    licensed = dict(packs)
    for licence in licences:
        if licence.pack not in packs:
            raise UnusableText(licence.pack, "there is no such pack")
        if not licence.evidence.strip():
            raise UnusableText(licence.pack, "the evidence of the right to use it is not said")
        licensed[licence.pack] = _licensed(licensed[licence.pack], licence, files)
    return licensed


def _licensed(pack: Pack, licence: Licence, files: Files) -> Pack:
    if known := pack.texts.keys() & licence.texts.keys():
        raise UnusableText(pack.id, f"has a text in {min(known)} already")
    added = {
        language: _text(pack, language, file, files) for language, file in licence.texts.items()
    }
    texts = {**pack.texts, **added}
    rights = replace(pack.rights, evidence=licence.evidence)
    return replace(pack, off=False, rights=rights, texts=texts, languages=tuple(texts))


def _text(pack: Pack, language: str, file: ListedFile, files: Files) -> Text:
    content = _content(pack, file, files)
    if sha256(content).hexdigest() != file.sha256.lower():
        raise UnusableText(pack.id, "is not the one listed: its SHA-256 differs", file.name)
    try:
        text = decode(Text, json.loads(content))
    except (Undecodable, UnicodeDecodeError, json.JSONDecodeError):
        raise UnusableText(pack.id, "does not have the shape of a text", file.name) from None
    for path, rule in text_faults(pack, language, text):
        raise UnusableText(pack.id, f"{path}: {rule}", file.name)
    return text


def _content(pack: Pack, file: ListedFile, files: Files) -> bytes:
    if isinstance(files, Path):
        try:
            return files.joinpath(file.name).read_bytes()
        except OSError:
            raise UnusableText(pack.id, "cannot be read", file.name) from None
    if file.name not in files:
        raise UnusableText(pack.id, "is not there", file.name)
    return files[file.name]
