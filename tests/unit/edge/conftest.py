import importlib.util
import json
import sys
from io import StringIO
from types import ModuleType

import pytest

from tests.clinic import CLINIC, RECORD_KEY, ROOT, Practice
from tests.unit.edge.events import STAFF_CLIENT, Context, rest, staff_claims
from threshold.edge.telemetry import logger
from threshold.store.accesses import MemoryAccessLog
from threshold.store.memory_seats import MemorySeats
from threshold.store.trail import MemoryTrail
from threshold.use_cases.verify import verify


@pytest.fixture
def logged():
    """What is logged while a test runs, as it would stand in CloudWatch."""
    stream = StringIO()
    before = logger.registered_handler.setStream(stream)
    yield lambda: stream.getvalue()
    logger.registered_handler.setStream(before)


@pytest.fixture
def practice():
    return Practice()


@pytest.fixture
def accesses():
    return MemoryAccessLog()


@pytest.fixture
def trail():
    return MemoryTrail()


@pytest.fixture
def seats(practice):
    return MemorySeats(practice.store)


@pytest.fixture
def function(monkeypatch, practice, accesses, trail, seats):
    """A function's module, wired to the practice."""
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("STAFF_CLIENT", STAFF_CLIENT)
    monkeypatch.delenv("PUBLIC_URL", raising=False)
    wiring = importlib.import_module("threshold.edge.wiring")
    monkeypatch.setattr(wiring, "store", lambda: practice.store)
    monkeypatch.setattr(wiring, "clinic", lambda: CLINIC)
    monkeypatch.setattr(wiring, "record_key", lambda: RECORD_KEY)
    monkeypatch.setattr(wiring, "access_log", lambda: accesses)
    monkeypatch.setattr(wiring, "trail", lambda: trail)
    monkeypatch.setattr(wiring, "seats", lambda: seats)

    def load(name: str) -> ModuleType:
        spec = importlib.util.spec_from_file_location(
            f"app_{name}", ROOT / f"functions/{name}/app.py"
        )
        module = importlib.util.module_from_spec(spec)
        sys.modules.pop(spec.name, None)
        spec.loader.exec_module(module)
        return module

    return load


@pytest.fixture
def intake_id(practice):
    """An intake whose payer was asked."""
    intake_id = practice.assessed()
    verify(intake_id, practice.desk)
    return intake_id


@pytest.fixture
def call(function):
    """Calls the console as a member of staff: status and document."""
    module = function("console")
    headers = {"Content-Type": "application/json"}

    def calling(method, path, resource, body=None, role="admissions", name="ana", **changes):
        claims = staff_claims(role, name) | changes
        event = rest(method, path, resource, body, headers, claims=claims)
        answer = module.handler(event, Context())
        return answer["statusCode"], json.loads(answer["body"])

    return calling
