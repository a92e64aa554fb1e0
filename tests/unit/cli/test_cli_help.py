import pytest

from threshold import __version__
from threshold.intake.life_cycle import Worklist

COMMANDS = [
    ("score",),
    ("packs",),
    ("triage",),
    ("x12",),
    ("x12", "read"),
    ("x12", "write"),
    ("x12", "explain"),
    ("x12", "benefits"),
    ("fhir",),
    ("fhir", "read"),
    ("fhir", "write"),
    ("fhir", "questionnaire"),
    ("worklist",),
    ("benefits",),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_says_what_it_does_and_how_it_ends(run, command):
    ran = run(*command, "--help")
    assert ran.status == 0
    assert ran.out.startswith(f"usage: threshold {' '.join(command)} ")
    assert "Exit status: 0 done" in ran.out


def test_the_first_page_names_every_command(run):
    out = run("--help").out
    assert all(f"\n    {command[0]} " in out for command in COMMANDS)


def test_every_worklist_is_named(run):
    out = run("worklist", "--help").out
    assert [name for name in Worklist if name not in out] == []


def test_the_version_is_that_of_the_package(run):
    assert run("--version").out == f"threshold {__version__}\n"
