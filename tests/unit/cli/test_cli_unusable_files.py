import os
from pathlib import Path

import pytest

from threshold.cli import documents

READERS = [
    ("score", "phq-9"),
    ("triage",),
    ("x12", "read"),
    ("x12", "write"),
    ("x12", "explain"),
]
JSON_READERS = [("score", "phq-9"), ("triage",), ("x12", "write")]


@pytest.fixture(params=READERS, ids=" ".join)
def reader(request):
    return request.param


@pytest.fixture(params=JSON_READERS, ids=" ".join)
def json_reader(request):
    return request.param


def test_a_missing_file_is_named_as_the_argument_it_is(run, reader, tmp_path):
    ran = run(*reader, str(tmp_path / "jane-tester.json"))
    assert (ran.status, ran.out) == (2, "")
    assert ran.faults == ["FILE cannot be read: No such file or directory"]


def test_a_directory_is_not_a_file(run, reader, tmp_path):
    ran = run(*reader, str(tmp_path))
    assert (ran.status, ran.faults) == (2, ["FILE cannot be read: Is a directory"])


def test_an_impossible_path_is_no_file(run, reader):
    ran = run(*reader, "jane\0tester")
    assert (ran.status, ran.faults) == (2, ["FILE must be the path of a file, or -"])


def test_an_endless_file_is_too_large(run, reader, monkeypatch):
    monkeypatch.setattr(documents, "LARGEST", 1000)
    ran = run(*reader, "/dev/zero")
    assert (ran.status, ran.faults) == (2, ["FILE must have at most 1000 bytes"])


def test_an_interruption_ends_without_a_word(run, reader, file, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(documents, "_content", interrupted)
    ran = run(*reader, file("{}"))
    assert (ran.status, ran.out, ran.err) == (130, "", "")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_refused(run, reader, file):
    path = file("")
    Path(path).chmod(0)
    assert run(*reader, path).faults == ["FILE cannot be read: Permission denied"]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "FILE must be JSON"),
        (b"EXA000111", "FILE must be JSON"),
        (b'{"answers": [', "FILE must be JSON"),
        (b"\xff\xfe\x00", "FILE must be UTF-8 text"),
        (b'{"EXA000111": 1, "EXA000111": 2}', "FILE must not name a field twice in one object"),
        (b'{"answers": [NaN]}', "FILE must not have NaN or infinity"),
        (b'{"answers": ["\\ud800"]}', "FILE must be Unicode text"),
        (b'{"answers": ["EXA000111\\u0000"]}', "FILE must not have control characters in text"),
        (b"9" * 10_000, "FILE must be JSON"),
    ],
)
def test_what_is_not_strict_json_is_refused(run, json_reader, file, content, fault):
    ran = run(*json_reader, file(content))
    assert (ran.status, ran.out, ran.faults) == (2, "", [fault])


@pytest.mark.parametrize("depth", [300, 950, 990, 2000, 100_000])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"answers":', "}")])
def test_nesting_beyond_reason_is_refused(run, json_reader, file, depth, opening, closing):
    ran = run(*json_reader, file(opening * depth + "1" + closing * depth))
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("threshold: ")


@pytest.mark.parametrize("content", ["null", "true", "7", '"EXA000111"', "[]", "[{}]"])
def test_another_shape_than_an_object_is_refused(run, json_reader, file, content):
    ran = run(*json_reader, file(content))
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.endswith("object\n")
    assert "EXA000111" not in ran.err


@pytest.mark.parametrize(
    "argv",
    [
        (),
        ("x12",),
        ("score",),
        ("score", "phq-9"),
        ("nothing",),
        ("x12", "nothing", "-"),
        ("packs", "more"),
        ("worklist", "crisis", "--limit", "0"),
        ("worklist", "crisis", "--limit", "-1"),
        ("worklist", "crisis", "--limit", "9" * 5000),
        ("worklist", "crisis", "--lim", "3"),
        ("worklist", "crisis", "--api-url", "https://example.test", "--outputs", "file"),
    ],
)
def test_a_command_line_that_cannot_be_used_is_told_how_it_may_be(run, argv):
    ran = run(*argv)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("usage: threshold")
