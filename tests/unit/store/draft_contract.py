"""What every store of drafts, and every counter of tries, must do."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from threshold.form.draft import Draft

NOW = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
SAID = {"person.name.first": "Jane", "need.tracks": ("trauma",), "form.alone": True, "a.b": 3}


def draft(**changes):
    return Draft("es", NOW, NOW, **{"said": SAID, "page": "name", **changes})


class DraftStoreContract:
    def test_a_draft_comes_back_as_it_was_kept(self, drafts):
        kept = draft(intake_id="intake-1", submitted=True, due_at=NOW)
        assert drafts.create("k", kept)
        assert drafts.load("k") == kept

    def test_there_is_none_by_another_key(self, drafts):
        assert drafts.load("k") is None

    def test_a_key_is_taken_once(self, drafts):
        drafts.create("k", draft())
        assert not drafts.create("k", draft(page="other"))
        assert drafts.load("k").page == "name"

    def test_of_two_who_save_the_same_version_one_wins(self, drafts):
        drafts.create("k", draft())
        assert drafts.save("k", draft(version=1, page="first"))
        assert not drafts.save("k", draft(version=1, page="second"))
        assert drafts.load("k").page == "first"

    def test_what_is_not_there_cannot_be_saved(self, drafts):
        assert not drafts.save("k", draft(version=1))
        assert drafts.load("k") is None

    def test_only_those_that_are_due_are_found_the_longest_due_first(self, drafts):
        for minutes, key in ((2, "second"), (1, "first"), (4, "later")):
            drafts.create(key, draft(due_at=NOW + timedelta(minutes=minutes)))
        drafts.create("never", draft())
        assert drafts.due(NOW + timedelta(minutes=2), 10) == ("first", "second")
        assert drafts.due(NOW + timedelta(minutes=2), 1) == ("first",)

    def test_the_zone_a_time_is_written_in_changes_nothing(self, drafts):
        west = timezone(timedelta(hours=-6))
        drafts.create("k", draft(due_at=NOW.astimezone(west)))
        assert drafts.due(NOW, 1) == ("k",)
        assert drafts.due((NOW - timedelta(seconds=1)).astimezone(west), 1) == ()

    def test_one_that_is_due_no_more_is_found_no_more(self, drafts):
        drafts.create("k", draft(due_at=NOW))
        drafts.save("k", draft(version=1))
        assert drafts.due(NOW, 1) == ()

    @pytest.mark.parametrize("amounts", [(1,), (1, 1, 1), (1, 1, -1)])
    def test_tries_add_up(self, tries, amounts):
        counts = [tries.add("k", amount, NOW) for amount in amounts]
        assert counts == [sum(amounts[: n + 1]) for n in range(len(amounts))]
        assert tries.count("k") == sum(amounts)

    def test_what_was_not_tried_counts_nothing(self, tries):
        tries.add("other", 1, NOW)
        assert tries.count("k") == 0
