"""The layer keeps the description of every AWS service that a function makes a client of."""

import importlib.util
import re

from tests.clinic import ROOT

CLIENT = re.compile(r'_client\("(\w+)"\)')


def kept():
    spec = importlib.util.spec_from_file_location("prune", ROOT / "layers/dependencies/prune.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.SERVICES


def test_every_client_has_its_description():
    wiring = (ROOT / "layers/threshold/threshold/edge/wiring.py").read_text()
    made = set(CLIENT.findall(wiring))
    assert {"dynamodb", "events"} <= made <= kept()
