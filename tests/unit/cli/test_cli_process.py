"""The installed command, run as people and scripts run it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = str(Path(sys.executable).with_name("threshold"))
FIXTURES = Path(__file__).parents[1] / "eligibility/fixtures"
HEAVY = {"pydantic", "boto3", "botocore", "yaml", "aws_lambda_powertools", "http"}


def command(*argv, **options):
    return subprocess.run([COMMAND, *argv], capture_output=True, timeout=60, check=False, **options)


def shell(line):
    return subprocess.run(["/bin/sh", "-c", line], capture_output=True, timeout=60, check=False)


def test_standard_input_is_read_for_a_dash():
    ran = command("score", "phq-9", "-", input=b'{"answers": [0, 0, 0, 0, 0, 0, 0, 0, 0]}')
    assert (ran.returncode, json.loads(ran.stdout)["total"], ran.stderr) == (0, 0, b"")


def test_output_is_utf_8_whatever_the_locale():
    answer = (FIXTURES / "ppo_full.271").read_text().replace("GOLD PPO", "GÖLD PPO")
    surroundings = os.environ | {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    ran = command("x12", "read", "-", input=answer.encode(), env=surroundings)
    assert json.loads(ran.stdout.decode())["plan"]["name"] == "GÖLD PPO 1500"


def test_unusable_input_exits_with_2_and_one_line():
    ran = command("triage", "-", input=b"not JSON: EXA000111")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr == b"threshold: FILE must be JSON\n"


def test_a_closed_standard_input_is_unusable_input():
    ran = shell(f"'{COMMAND}' x12 read - <&-")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr == b"threshold: FILE cannot be read: Bad file descriptor\n"


def test_a_reader_that_goes_away_is_no_complaint():
    many = (FIXTURES / "ppo_full.271").read_bytes() * 300
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run(
        [COMMAND, "x12", "read", "-"], input=many, stdout=writing, stderr=subprocess.PIPE,
        check=False,
    )  # fmt: skip
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_is_one_clear_line():
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run([COMMAND, "packs"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert ran.returncode == 1
    assert ran.stderr == b"threshold: the output cannot be written: No space left on device\n"


def test_a_closed_output_is_one_clear_line():
    ran = shell(f"'{COMMAND}' packs >&-")
    assert (ran.returncode, ran.stderr) == (1, b"threshold: standard output is closed\n")


def test_the_module_runs_as_the_command_does():
    ran = subprocess.run(
        [sys.executable, "-m", "threshold.cli", "packs"], capture_output=True, check=False
    )
    assert (ran.returncode, ran.stdout) == (0, command("packs").stdout)


@pytest.mark.parametrize(
    "argv",
    [("packs",), ("x12", "read", str(FIXTURES / "ppo_full.271"))],
    ids=["packs", "x12 read"],
)
def test_the_rules_run_without_what_only_the_edges_need(argv):
    code = (
        "import sys; from threshold.cli import main; main(sys.argv[1:]);"
        "print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code, *argv], capture_output=True, check=True)
    assert HEAVY.isdisjoint(ran.stderr.decode().split())
