"""What every record store must do. Each test module runs it on one more store."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.builders import NOW, consent, opening, submission
from threshold.errors import Conflict, Unknown
from threshold.intake.change import (
    Change,
    Finding,
    FindingKind,
    Step,
    chain_is_whole,
    moved,
)
from threshold.intake.consents import Agreements, Revocation
from threshold.intake.life_cycle import EventKind, Role, Worklist
from threshold.intake.ports import IntakeStore
from threshold.intake.record import PATIENT, SYSTEM, Actor, Reason, Tier
from threshold.intake.submission import Consent, ConsentKind, Submission

ASSESSED = Step(EventKind.ASSESSED, SYSTEM, NOW + timedelta(seconds=1))
REVIEW = Step(EventKind.REVIEW_NEEDED, SYSTEM, NOW, (Reason("Z", "No rule fired.", "ours"),))

_CLARA = Actor(Role.CLINICIAN, "clara")
REVOKED = Step(EventKind.CONSENT_REVOKED, PATIENT, NOW)


def _given(given: Consent) -> Finding:
    return Finding(FindingKind.CONSENT, given, given.kind)


def _joining(change: Change, couple: str) -> Change:
    return change._replace(after=replace(change.after, couple=couple))


@dataclass(frozen=True)
class Note:
    text: str


class StoreContract:
    """Subclass it with a `store` fixture. Each test uses ids of its own."""

    @pytest.fixture
    def intake_id(self) -> str:
        return uuid4().hex

    def test_what_was_created_is_there(self, store: IntakeStore, intake_id):
        change = opening(intake_id)
        assert store.create(change) is None
        assert store.load(intake_id) == change.after
        assert store.events(intake_id) == (change.event,)
        assert store.latest(intake_id, FindingKind.SUBMISSION, Submission) == submission()

    def test_creating_again_stores_nothing_and_gives_back_what_stands_there(
        self, store: IntakeStore, intake_id
    ):
        first = opening(intake_id)
        store.create(first)
        second = opening(intake_id, findings=(Finding(FindingKind.CONSENT, Note("x"), "note"),))
        assert store.create(second) == first.after
        assert store.findings(intake_id, FindingKind.CONSENT, Note) == ()

    def test_a_change_is_stored_whole(self, store: IntakeStore, intake_id):
        opened = opening(intake_id)
        store.create(opened)
        finding = Finding(FindingKind.ASSESSMENT, Note("found"))
        change = moved(opened.after, replace(ASSESSED, findings=(finding,)))
        store.apply(change)
        assert store.load(intake_id) == change.after
        assert store.events(intake_id) == (opened.event, change.event)
        assert store.latest(intake_id, FindingKind.ASSESSMENT, Note) == Note("found")
        assert chain_is_whole(store.events(intake_id))

    def test_agreements_are_what_was_signed_and_what_was_taken_back(
        self, store: IntakeStore, intake_id
    ):
        signed = [consent(ConsentKind.TELEHEALTH), consent(ConsentKind.MESSAGES)]
        opened = opening(intake_id, findings=tuple(_given(one) for one in signed))
        store.create(opened)
        back = Revocation(ConsentKind.MESSAGES, NOW, (NOW,))
        finding = Finding(FindingKind.CONSENT_REVOKED, back, back.kind)
        store.apply(moved(opened.after, replace(REVOKED, findings=(finding,))))
        found = store.agreements(intake_id)
        assert (set(found.signed), found.revoked) == (set(signed), (back,))
        assert found.standing == (signed[0],)

    def test_who_agreed_to_nothing_has_no_agreements(self, store: IntakeStore, intake_id):
        store.create(opening(intake_id))
        assert store.agreements(intake_id) == Agreements()

    def test_a_change_to_an_intake_that_has_moved_stores_nothing(
        self, store: IntakeStore, intake_id
    ):
        opened = opening(intake_id)
        store.create(opened)
        store.apply(moved(opened.after, ASSESSED))
        finding = Finding(FindingKind.ASSESSMENT, Note("late"))
        with pytest.raises(Conflict):
            store.apply(moved(opened.after, replace(ASSESSED, findings=(finding,))))
        assert store.load(intake_id).version == 2
        assert store.findings(intake_id, FindingKind.ASSESSMENT, Note) == ()

    def test_of_two_writers_at_once_one_wins_and_the_other_is_told(
        self, store: IntakeStore, intake_id
    ):
        opened = opening(intake_id)
        store.create(opened)
        changes = [moved(opened.after, step) for step in (ASSESSED, REVIEW) * 4]

        def won(change):
            try:
                store.apply(change)
            except Conflict:
                return False
            return True

        with ThreadPoolExecutor(8) as writers:
            assert sum(writers.map(won, changes)) == 1
        assert len(store.events(intake_id)) == 2

    def test_a_change_to_an_intake_that_was_never_opened_is_a_conflict(
        self, store: IntakeStore, intake_id
    ):
        with pytest.raises(Conflict):
            store.apply(moved(opening(intake_id).after, ASSESSED))

    def test_an_unknown_id_is_an_error(self, store: IntakeStore, intake_id):
        with pytest.raises(Unknown):
            store.load(intake_id)

    def test_what_was_not_found_is_none(self, store: IntakeStore, intake_id):
        store.create(opening(intake_id))
        assert store.latest(intake_id, FindingKind.COVERAGE, Note) is None

    def test_the_latest_of_a_kind_is_the_newest(self, store: IntakeStore, intake_id):
        opened = opening(intake_id)
        store.create(opened)
        record = opened.after
        for text in ("first", "second"):
            kind = EventKind.ASSESSED if text == "first" else EventKind.VERIFICATION_STARTED
            finding = Finding(FindingKind.COVERAGE, Note(text))
            change = moved(record, Step(kind, SYSTEM, NOW, findings=(finding,)))
            store.apply(change)
            record = change.after
        assert store.latest(intake_id, FindingKind.COVERAGE, Note) == Note("second")
        both = store.findings(intake_id, FindingKind.COVERAGE, Note)
        assert both == (Note("first"), Note("second"))

    def test_findings_of_a_kind_are_told_apart_by_label(self, store: IntakeStore, intake_id):
        given = tuple(consent(kind) for kind in (ConsentKind.TELEHEALTH, ConsentKind.MESSAGES))
        findings = tuple(Finding(FindingKind.CONSENT, c, c.kind) for c in given)
        store.create(opening(intake_id, findings=findings))
        found = store.findings(intake_id, FindingKind.CONSENT, Consent)
        assert {c.kind for c in found} == {ConsentKind.TELEHEALTH, ConsentKind.MESSAGES}

    def test_a_worklist_shows_who_is_on_it_and_no_longer_who_has_left(
        self, store: IntakeStore, intake_id
    ):
        opened = opening(intake_id)
        store.create(opened)
        assert intake_id in ids(store, Worklist.IN_PROGRESS)
        store.apply(moved(opened.after, REVIEW))
        assert intake_id not in ids(store, Worklist.IN_PROGRESS)
        assert intake_id in ids(store, Worklist.REVIEW)

    def test_a_worklist_is_ordered_by_tier_then_deadline(self, store: IntakeStore):
        marks = [(Tier.P6, 1), (Tier.P0, 9), (Tier.P5, 2), (Tier.P5, 1), (Tier.P0, 1)]
        for tier, days in marks:
            due = NOW + timedelta(days=days)
            change = opening(uuid4().hex, kind=EventKind.CRISIS_FOUND, tier=tier, due_at=due)
            store.create(change)
        found = [(r.tier, r.due_at) for r in all_of(store, Worklist.CRISIS)]
        assert found == sorted(found)
        assert len(found) >= len(marks)

    @pytest.mark.parametrize("size", [1, 2, 5, 9])
    def test_pages_of_any_size_show_everyone_once(self, store: IntakeStore, size):
        mine = {uuid4().hex for _ in range(9)}
        for intake_id in mine:
            store.create(opening(intake_id, kind=EventKind.SUBMITTED, due_at=NOW))
        found = [r.intake_id for r in all_of(store, Worklist.IN_PROGRESS, size)]
        assert mine <= set(found)
        assert len(found) == len(set(found))

    def test_what_waits_is_counted_no_further_than_asked(self, store: IntakeStore):
        before = store.waiting(Worklist.CRISIS, 10_000)
        for _ in range(7):
            store.create(opening(uuid4().hex, kind=EventKind.CRISIS_FOUND, due_at=NOW))
        assert store.waiting(Worklist.CRISIS, 10_000) == before + 7
        assert store.waiting(Worklist.CRISIS, 5) == 5

    def test_the_records_of_some_intakes_are_found_and_no_other(self, store: IntakeStore):
        opened = [opening(uuid4().hex).after for _ in range(3)]
        for one in opened:
            store.create(opening(one.intake_id))
        found = store.records([one.intake_id for one in opened[:2]] + ["none"])
        assert {one.intake_id for one in found} == {one.intake_id for one in opened[:2]}
        assert store.records([]) == ()

    def test_who_belongs_to_a_couple_is_found_from_the_moment_they_do(self, store, intake_id):
        couple, other = uuid4().hex, uuid4().hex
        store.create(_joining(opening(intake_id), couple))
        assert store.members(couple) == (intake_id,)
        opened = opening(other)
        store.create(opened)
        joining = replace(REVIEW, couple=couple)
        store.apply(moved(opened.after, joining))
        assert set(store.members(couple)) == {intake_id, other}
        assert store.load(other).couple == couple

    def test_a_couple_that_nobody_belongs_to_has_no_members(self, store):
        assert store.members(uuid4().hex) == ()

    def test_who_does_not_join_after_all_is_no_member(self, store, intake_id):
        couple, opened = uuid4().hex, opening(intake_id)
        store.create(opened)
        store.apply(moved(opened.after, REVIEW))
        with pytest.raises(Conflict):
            store.apply(moved(opened.after, replace(REVIEW, couple=couple)))
        assert store.members(couple) == ()

    def test_the_ledger_holds_what_was_set_aside_in_its_month(self, store, intake_id):
        later = Step(EventKind.RULE_OVERRIDDEN, _CLARA, NOW + timedelta(days=40))
        opened = opening(intake_id)
        store.create(opened)
        change = moved(opened.after, replace(later, at=NOW))
        store.apply(change)
        store.apply(moved(change.after, later))
        assert change.event in store.overrides("2026-01")
        assert [one.seq for one in store.overrides("2026-02") if one.intake_id == intake_id] == [3]
        assert store.overrides("2025-12") == ()

    def test_control_numbers_of_a_partner_never_repeat(self, store: IntakeStore):
        partner = uuid4().hex
        with ThreadPoolExecutor(8) as askers:
            numbers = list(askers.map(store.next_control_number, [partner] * 20))
        assert sorted(numbers) == list(range(1, 21))

    def test_partners_count_apart(self, store: IntakeStore):
        assert store.next_control_number(uuid4().hex) == 1
        assert store.next_control_number(uuid4().hex) == 1


def all_of(store: IntakeStore, worklist: Worklist, size: int = 50):
    after, pages = None, 0
    while pages < 500:
        page = store.worklist(worklist, size, after)
        yield from page.records
        if page.after is None:
            return
        after, pages = page.after, pages + 1
    raise AssertionError("the worklist has no end")


def ids(store: IntakeStore, worklist: Worklist) -> set[str]:
    return {record.intake_id for record in all_of(store, worklist)}
