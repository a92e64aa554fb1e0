"""Reading packs from the files beside this module, strictly: no pack with a fault is served."""

import json
from collections.abc import Mapping
from importlib.resources import files

from threshold.assessment.battery import Battery
from threshold.assessment.pack import Pack
from threshold.assessment.pack_check import faults
from threshold.codec import Undecodable, decode

BATTERY = "battery.json"
NOT_PACKS = frozenset({"schema.json", BATTERY, "battery.schema.json"})


class UnusablePack(ValueError):
    """A pack's file breaks a rule. Names the pack, the path in it and the rule."""

    def __init__(self, pack: str, broken: str) -> None:
        super().__init__(f"pack {pack}: {broken}")


def load_packs() -> Mapping[str, Pack]:
    """Every pack shipped, by id in order of id. Reads the files each time: the caller keeps it.

    Raises:
        UnusablePack: a file is not a pack, or breaks a rule of `pack_check`.
    """
    folder = files(__package__).joinpath("packs")
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".json"))
    return {
        name.removesuffix(".json"): read_pack(
            name.removesuffix(".json"), folder.joinpath(name).read_text(encoding="utf-8")
        )
        for name in names
        if name not in NOT_PACKS
    }


def load_pack(name: str) -> Pack:
    """One pack shipped.

    Raises:
        UnusablePack: its file is not a pack, or breaks a rule of `pack_check`.
    """
    file = files(__package__).joinpath("packs", f"{name}.json")
    return read_pack(name, file.read_text(encoding="utf-8"))


def load_battery() -> Battery:
    """The battery shipped: which instruments an intake asks, in which order, behind which gates.

    Raises:
        Undecodable: the file does not have the shape of a battery.
    """
    text = files(__package__).joinpath("packs", BATTERY).read_text(encoding="utf-8")
    document = json.loads(text)
    document.pop("$schema", None)
    return decode(Battery, document)


def read_pack(name: str, text: str) -> Pack:
    """The pack in the text of the file `name`.json.

    Raises:
        UnusablePack: the text is not a pack, or the pack has a fault.
    """
    try:
        document = json.loads(text)
    except json.JSONDecodeError:
        document = None
    if not isinstance(document, dict):
        raise UnusablePack(name, "the file is not a JSON object")
    document.pop("$schema", None)
    try:
        pack = decode(Pack, document)
    except Undecodable as error:
        raise UnusablePack(name, str(error).lstrip(".")) from None
    broken = [f"{path}: {rule}" for path, rule in faults(pack)]
    if pack.id != name:
        broken.append("id: is not the name of the file")
    if broken:
        raise UnusablePack(name, "; ".join(broken))
    return pack
