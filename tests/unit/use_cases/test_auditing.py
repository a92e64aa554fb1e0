"""The audit of one intake."""

from dataclasses import replace

import pytest

from tests.clinic import Practice
from threshold.intake.life_cycle import EventKind
from threshold.store.accesses import MemoryAccessLog
from threshold.use_cases.auditing import audit_of, chain_of
from threshold.use_cases.verify import verify


@pytest.fixture
def practice():
    return Practice()


@pytest.fixture
def verified(practice):
    intake_id = practice.assessed()
    verify(intake_id, practice.desk)
    return practice.store.load(intake_id), practice.store.events(intake_id)


def broken_at(record, events):
    return chain_of(record, events).broken_at


def test_what_was_written_is_whole(verified):
    assert broken_at(*verified) is None


def test_a_changed_event_shows_where_the_next_one_names_another(verified):
    record, events = verified
    for place, event in enumerate(events):
        changed = [*events]
        changed[place] = replace(event, details={**event.details, "payer": "99992"})
        assert broken_at(record, changed) == place + 2


def test_an_event_left_out_shows(verified):
    record, events = verified
    for place in range(len(events)):
        assert broken_at(record, events[:place] + events[place + 1 :]) == place + 1


def test_an_event_put_in_shows(verified):
    record, events = verified
    more = replace(events[-1], seq=len(events) + 1, previous=events[-1].hash)
    assert broken_at(record, (*events, more)) == len(events) + 2


def test_two_that_changed_places_show(verified):
    record, events = verified
    assert broken_at(record, (events[1], events[0], *events[2:])) == 1


def test_another_intakes_trail_is_not_this_ones(practice, verified):
    _, events = verified
    other = practice.store.load(practice.assessed(key="another"))
    assert broken_at(other, events) == 1


def test_a_record_whose_hash_is_another_shows_after_the_last_event(verified):
    record, events = verified
    assert broken_at(replace(record, event_hash="0" * 64), events) == len(events) + 1


def test_every_disclosure_names_payer_purpose_and_consent(practice, verified):
    record, events = verified
    audit = audit_of(record.intake_id, practice.store, MemoryAccessLog())
    asked = [one for one in events if one.kind is EventKind.VERIFICATION_STARTED]
    assert len(audit.disclosures) == len(asked) > 0
    told = audit.disclosures[0]
    assert (told.at, told.payer) == (asked[0].occurred_at, "99991")
    assert told.consent.startswith("treatment_payment_operations")
    assert told.service_types
