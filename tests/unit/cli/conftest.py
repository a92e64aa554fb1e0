"""What tests of the command share: running it in this process, files to give it, a staff API."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from tests.unit.cli.staff_api import StaffApi, serving
from threshold.cli import main


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def lines(self):
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def faults(self):
        return [line.removeprefix("threshold: ") for line in self.err.splitlines()]


@pytest.fixture
def run(capsys) -> Callable[..., Ran]:
    def run(*argv: str) -> Ran:
        try:
            status = main(argv)
        except SystemExit as end:
            status = int(end.code or 0)
        return Ran(status, *capsys.readouterr())

    return run


@pytest.fixture
def file(tmp_path) -> Callable[[object], str]:
    """Writes bytes as they are, text as UTF-8, and whatever else as JSON; the path."""

    def file(content: object, name: str = "input") -> str:
        text = content if isinstance(content, str | bytes) else json.dumps(content)
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return file


@pytest.fixture
def staff_api() -> Iterator[StaffApi]:
    with serving() as api:
        yield api


@pytest.fixture(autouse=True)
def no_surroundings(monkeypatch, tmp_path):
    """No test reads what the developer's shell or a running local cloud offers."""
    for name in ("THRESHOLD_API_URL", "THRESHOLD_TOKEN", "STATE_DIR", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
