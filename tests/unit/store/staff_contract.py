"""What every store of sessions, claims and kept forms must do."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from threshold.intake.life_cycle import Role
from threshold.staff.claims import LEASE, claimed
from threshold.staff.permissions import Permission
from threshold.staff.sessions import Session

NOW = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SESSION = Session(
    "cleo@example.test",
    frozenset({Role.CLINICIAN, Role.BILLING}),
    NOW,
    NOW,
    NOW + 240 * MINUTE,
    permissions=frozenset({Permission.SAFETY}),
)


class SessionsContract:
    def test_a_session_comes_back_as_it_was_kept(self, sessions):
        sessions.begin("k", SESSION)
        assert sessions.load("k") == SESSION

    def test_who_may_do_nothing_beside_their_role_still_may_not(self, sessions):
        plain = replace(SESSION, permissions=frozenset())
        sessions.begin("k", plain)
        assert sessions.load("k") == plain

    def test_there_is_none_by_another_key(self, sessions):
        assert sessions.load("k") is None

    def test_that_somebody_is_there_is_noticed(self, sessions):
        sessions.begin("k", SESSION)
        sessions.notice("k", SESSION, NOW + MINUTE)
        assert sessions.load("k") == replace(SESSION, last_seen_at=NOW + MINUTE)

    def test_of_two_requests_at_once_the_first_is_noticed(self, sessions):
        sessions.begin("k", SESSION)
        sessions.notice("k", SESSION, NOW + 2 * MINUTE)
        sessions.notice("k", SESSION, NOW + MINUTE)
        assert sessions.load("k").last_seen_at == NOW + 2 * MINUTE

    def test_a_request_that_is_under_way_does_not_undo_a_sign_off(self, sessions):
        sessions.begin("k", SESSION)
        sessions.sign_off("k", SESSION)
        sessions.notice("k", SESSION, NOW + MINUTE)
        assert sessions.load("k") == replace(SESSION, signed_off=True)


class ClaimsContract:
    def test_who_claims_first_holds_it(self, claims):
        mine = claimed("i", "cleo", NOW)
        assert claims.take(mine) == mine
        assert claims.take(claimed("i", "ana", NOW + MINUTE)) == mine
        assert claims.standing(["i"], NOW + MINUTE) == {"i": mine}

    def test_a_holder_holds_longer(self, claims):
        claims.take(claimed("i", "cleo", NOW))
        longer = claimed("i", "cleo", NOW + MINUTE)
        assert claims.take(longer) == longer
        assert claims.standing(["i"], NOW + LEASE) == {"i": longer}

    def test_a_lease_runs_out_at_its_end_and_not_before(self, claims):
        mine, theirs = claimed("i", "cleo", NOW), claimed("i", "ana", NOW + LEASE)
        claims.take(mine)
        assert claims.take(claimed("i", "ana", NOW + LEASE - timedelta(seconds=1))) == mine
        assert claims.standing(["i"], NOW + LEASE) == {}
        assert claims.take(theirs) == theirs

    def test_whoever_lets_go_leaves_it_to_others(self, claims):
        claims.take(claimed("i", "cleo", NOW))
        claims.let_go("i", "cleo", NOW + MINUTE)
        assert claims.standing(["i"], NOW + MINUTE) == {}
        assert claims.held_by("cleo", NOW + MINUTE, 10) == ()
        assert claims.take(claimed("i", "ana", NOW + MINUTE)).holder == "ana"

    def test_nobody_lets_go_what_another_holds_or_nobody_does(self, claims):
        claims.let_go("i", "ana", NOW)
        mine = claimed("i", "cleo", NOW)
        claims.take(mine)
        claims.let_go("i", "ana", NOW)
        assert claims.standing(["i"], NOW) == {"i": mine}

    def test_each_of_many_is_found(self, claims):
        for place in range(30):
            claims.take(claimed(f"i{place}", "cleo", NOW))
        asked = [f"i{place}" for place in range(100)]
        assert claims.standing(asked, NOW).keys() == {f"i{place}" for place in range(30)}
        assert claims.standing([], NOW) == {}

    def test_what_somebody_holds_is_found_and_nothing_else(self, claims):
        for place, holder in enumerate(["cleo", "ana", "cleo", "cleo"]):
            claims.take(claimed(f"i{place}", holder, NOW + place * MINUTE))
        assert claims.held_by("cleo", NOW + MINUTE, 10) == ("i0", "i2", "i3")
        assert claims.held_by("cleo", NOW + MINUTE, 2) == ("i0", "i2")
        assert claims.held_by("cleo", NOW + LEASE, 10) == ("i2", "i3")
        assert claims.held_by("bea", NOW, 10) == ()


class KeptFormsContract:
    def test_a_form_comes_back_as_it_was_kept_until_its_time(self, kept):
        form = {"reason": ["Señora Tester said…"], "many": ["a", "b"]}
        kept.keep("k", form, NOW + MINUTE)
        assert kept.load("k", NOW) == form
        assert kept.load("k", NOW + MINUTE) is None
        assert kept.load("other", NOW) is None

    def test_the_last_one_counts_and_a_forgotten_one_is_gone(self, kept):
        kept.keep("k", {"reason": ["first"]}, NOW + MINUTE)
        kept.keep("k", {"reason": ["second"]}, NOW + MINUTE)
        assert kept.load("k", NOW) == {"reason": ["second"]}
        kept.forget("k", NOW)
        assert kept.load("k", NOW) is None
