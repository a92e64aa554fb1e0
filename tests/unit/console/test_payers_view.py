"""How payers have been, as staff are shown it."""

from dataclasses import replace

import pytest

from tests.clinic import CLINIC
from tests.unit.use_cases.talking import SILENT, Talking, rejected
from threshold.console.payers import payers_view
from threshold.console.roles import MAY_READ, NotForRole, Reading
from threshold.eligibility.transports.port import Outage, PayerUnavailable
from threshold.intake.life_cycle import Role

DOWN = PayerUnavailable(Outage.SERVER_ERROR, disclosed=True)
SEEN_BY = frozenset({Role.BILLING})


def seen(talk):
    return payers_view(talk.program, talk.practice.board, SEEN_BY, talk.practice.now)["payers"]


def test_a_payer_that_was_asked_is_shown_with_what_came_of_it():
    talk = Talking()
    talk.told(rejected("72"))
    (row, _) = seen(talk)
    assert row == {
        "payer_id": "99991",
        "name": "EXAMPLE HEALTH PLAN",
        "state": "closed",
        "last_answered_at": "2026-01-05T12:00:00+00:00",
        "last_failed_at": None,
        "results": {"answered": 1},
        "reject_codes": {"72": 1},
        "p95_ms": 0,
    }


def test_a_payer_never_asked_is_shown_with_nothing():
    row = seen(Talking(program=CLINIC.program))[0]
    assert (row["state"], row["results"], row["last_answered_at"]) == ("closed", {}, None)


def test_a_payer_that_fails_is_shown_as_left_alone():
    talk = Talking()
    rests = replace(talk.program.payers[0].transport.rests, after_failures=8)
    transport = replace(talk.program.payers[0].transport, rests=rests)
    payers = replace(talk.program.payers[0], transport=transport), talk.program.payers[1]
    talk.program = replace(talk.program, payers=payers)
    talk.told(DOWN)
    row = seen(talk)[0]
    assert (row["state"], row["results"]) == ("open", {"unavailable": 8})


def test_the_administrators_are_payers_too():
    talk = Talking()
    talk.told(SILENT)
    assert [row["payer_id"] for row in seen(talk)] == ["99991", "BHX01"]


@pytest.mark.parametrize("role", Role)
def test_all_of_the_staff_may_see_it_and_nobody_else(role):
    talk = Talking()
    try:
        payers_view(talk.program, talk.practice.board, frozenset({role}), talk.practice.now)
    except NotForRole:
        assert role in (Role.PATIENT, Role.SYSTEM)
    else:
        assert role in MAY_READ[Reading.PAYER_HEALTH]
