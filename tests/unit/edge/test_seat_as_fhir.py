"""A seat as FHIR over the staff API: by right, written down, and as FHIR."""

import importlib

import pytest

from tests.unit.use_cases.seating_on_paper import (
    INTAKE_ID,
    TO_ACCEPTED,
    TO_SEATED,
    SeatsOnPaper,
    opened,
    seat,
)
from threshold.errors import Retryable
from threshold.intake.access import Part


@pytest.fixture
def read(call, practice, monkeypatch):
    """Reads a seat in a role: status and document."""
    wiring = importlib.import_module("threshold.edge.wiring")
    monkeypatch.setattr(wiring, "seats", lambda: SeatsOnPaper([seat()]), raising=False)
    practice.store = opened(*TO_SEATED)
    path = f"/intakes/{INTAKE_ID}/fhir"
    return lambda role: call("GET", path, "/intakes/{id}/fhir", role=role)


@pytest.mark.parametrize("role", ["admissions", "clinician", "supervisor"])
def test_who_cares_for_a_person_reads_their_seat_and_that_is_written_down(read, accesses, role):
    status, bundle = read(role)
    assert (status, bundle["resourceType"]) == (200, "Bundle")
    (access,) = accesses.of(INTAKE_ID, 10)
    assert (access.name, access.roles, access.parts) == ("ana", (role,), (Part.RECORD,))


@pytest.mark.parametrize("role", ["billing", "auditor", "nobody"])
def test_it_is_for_nobody_else(read, accesses, role):
    assert read(role)[0] == 403
    assert accesses.of(INTAKE_ID, 10) == ()


def test_no_seat_is_shown_where_that_cannot_be_written_down(read, accesses, monkeypatch):
    def fail(*_):
        raise Retryable("no")

    monkeypatch.setattr(accesses, "record", fail)
    status, problem = read("clinician")
    assert (status, "entry" in problem) == (503, False)


def test_of_who_was_never_accepted_there_is_nothing(read, practice, accesses):
    practice.store = opened(*TO_ACCEPTED[:1])
    assert read("clinician")[0] == 404
    assert accesses.of(INTAKE_ID, 10) == ()
