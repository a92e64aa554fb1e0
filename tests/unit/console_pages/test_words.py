"""The console's words: none missing, none of no use; times as people say them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import threshold.console_pages
from threshold.console.why import why
from threshold.console_pages.clock import clock, moment, span
from threshold.console_pages.shell import PACKAGE, TEXTS
from threshold.decision.coverage_rules import COVERAGE_RULES
from threshold.intake.life_cycle import Role, Status, Worklist
from threshold.intake.record import Tier
from threshold.web.pages.texts import catalogue

NOON = datetime(2026, 1, 5, 18, 0, tzinfo=UTC)
CHICAGO = ZoneInfo("America/Chicago")
FOLDER = Path(threshold.console_pages.__file__).parent


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (timedelta(0), "0 min"),
        (timedelta(seconds=59), "0 min"),
        (timedelta(minutes=59), "59 min"),
        (timedelta(hours=1), "1 h 0 min"),
        (timedelta(hours=23, minutes=59), "23 h 59 min"),
        (timedelta(days=1), "1 d 0 h"),
        (timedelta(days=6, hours=23), "6 d 23 h"),
        (timedelta(days=7), "7 days"),
    ],
)
def test_a_length_of_time_is_as_coarse_as_it_may_be(time, words):
    assert span(time, TEXTS) == words


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (NOON, "12:00 PM"),
        (NOON - timedelta(hours=12), "12:00 AM"),
        (NOON + timedelta(hours=1, minutes=5), "1:05 PM"),
        (NOON + timedelta(days=1), "Jan 6, 12:00 PM"),
        (NOON - timedelta(hours=12, minutes=1), "Jan 4, 11:59 PM"),
    ],
)
def test_a_moment_has_its_date_where_that_is_not_todays(at, words):
    assert moment(at, NOON, CHICAGO) == words


@pytest.mark.parametrize(
    ("due_at", "words", "overdue"),
    [
        (None, "no deadline", False),
        (NOON + timedelta(minutes=1), "due in 1 min", False),
        (NOON, "overdue by 0 min", True),
        (NOON - timedelta(hours=3), "overdue by 3 h 0 min", True),
    ],
)
def test_a_deadline_says_in_words_whether_it_has_passed(due_at, words, overdue):
    found = clock(due_at, NOON, CHICAGO, TEXTS)
    assert (found.words, found.overdue) == (words, overdue)


def test_every_state_of_an_intake_has_its_words():
    keys = [f"worklist.{one}.{part}" for one in Worklist for part in ("name", "about")]
    keys += [f"status.{one}" for one in Status] + [f"tier.{one.name}" for one in Tier]
    keys += [f"role.{one}" for one in set(Role) - {Role.PATIENT, Role.SYSTEM}]
    assert not [key for key in keys if not TEXTS.has(key)]


def test_no_words_are_kept_that_no_page_says():
    files = [*FOLDER.glob("*.py"), *FOLDER.glob("templates/*.html")]
    said = "\n".join(file.read_text(encoding="utf-8") for file in files)
    assert not [
        key
        for key in catalogue("en", PACKAGE)
        if key not in said and f"{key.partition('.')[0]}." not in said
    ]


@pytest.mark.parametrize("rule", ["S1", "L1", "F1", "A1", "R1", "H1", "H6", "E1-72", "E12"])
def test_a_rules_line_is_one_sentence_and_none_where_the_rule_has_none(rule):
    line = why(rule)
    assert line is None if rule == "E12" else (line.endswith(".") and ". " not in line)


@pytest.mark.parametrize("rule", [reason.rule for reason in COVERAGE_RULES])
def test_every_coverage_rule_has_its_line(rule):
    assert why(rule)
