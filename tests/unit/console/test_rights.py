"""The table of rights, and that it agrees with what roles may read and cause."""

import pytest

from threshold.console.rights import RIGHTS, SIGNING_IN, may_use
from threshold.console.roles import MAY_READ, Reading
from threshold.intake.life_cycle import Role

STAFF = set(Role) - {Role.PATIENT, Role.SYSTEM}
READ_BY = {
    ("GET", "/worklists/{name}"): Reading.WORKLIST,
    ("GET", "/intakes/{id}"): Reading.INTAKE,
    ("GET", "/intakes/{id}/benefits"): Reading.BENEFITS,
    ("GET", "/intakes/{id}/card-photos/{side}"): Reading.CARD_PHOTO,
    ("GET", "/intakes/{id}/couple"): Reading.COUPLE,
    ("GET", "/intakes/{id}/fhir"): Reading.SEAT,
    ("POST", "/search"): Reading.INTAKE,
    ("GET", "/payers/health"): Reading.PAYER_HEALTH,
    ("GET", "/console/worklists/{name}"): Reading.WORKLIST,
    ("GET", "/console/intakes/{id}"): Reading.INTAKE,
    ("POST", "/console/search"): Reading.INTAKE,
    ("GET", "/console/payers"): Reading.PAYER_HEALTH,
    ("GET", "/console/intakes/{id}/benefits"): Reading.BENEFITS,
    ("GET", "/console/intakes/{id}/call"): Reading.BENEFITS,
    ("GET", "/console/intakes/{id}/answers"): Reading.X12,
    ("GET", "/console/intakes/{id}/couple"): Reading.COUPLE,
    ("GET", "/console/intakes/{id}/card-photos/{side}"): Reading.CARD_PHOTO,
}


@pytest.mark.parametrize("route", RIGHTS)
def test_no_route_is_for_anybody_but_staff(route):
    assert RIGHTS[route] <= STAFF
    assert not may_use(frozenset(), *route)
    assert not may_use(frozenset({Role.PATIENT, Role.SYSTEM}), *route)


@pytest.mark.parametrize(("route", "reading"), READ_BY.items())
def test_who_may_use_a_route_is_who_may_read_what_it_shows(route, reading):
    assert RIGHTS[route] == MAY_READ[reading]


@pytest.mark.parametrize("route", [("GET", "/nothing"), ("DELETE", "/console"), ("GET", "")])
def test_a_route_that_the_table_lacks_is_for_nobody(route):
    assert not may_use(frozenset(Role), *route)


def test_an_auditor_changes_nothing():
    looks = {("POST", "/search"), ("POST", "/console/search"), ("POST", "/console/sign-off")}
    changes = {route for route in RIGHTS if route[0] != "GET"} - looks
    assert not [route for route in changes if Role.AUDITOR in RIGHTS[route]]


def test_the_pages_of_signing_in_are_looks_alone():
    assert {method for method, _ in SIGNING_IN} == {"GET"}
    assert not SIGNING_IN & RIGHTS.keys()
