"""The worklists as staff see them: order, words, filters, pages, and claims."""

import re
from datetime import timedelta

import pytest

from tests.builders import submission
from threshold.console.roles import NotForRole
from threshold.console_pages.worklist_pages import LOOKED_THROUGH, SIZE
from threshold.errors import Unknown
from threshold.intake.change import Step
from threshold.intake.life_cycle import EventKind, Worklist
from threshold.intake.record import SYSTEM
from threshold.intake.submission import Language
from threshold.staff.claims import LEASE
from threshold.use_cases.standing_still import STUCK_AFTER
from threshold.use_cases.stepping import take

CRISIS, REVIEW = "/console/worklists/crisis", "/console/worklists/review"
ACUTE = submission().answers | {
    "asq": {"q1": "yes", "q2": "no", "q3": "no", "q4": "no", "q5": "yes"}
}


@pytest.fixture
def cleo(office):
    return office.staff("cleo", "clinician")


@pytest.fixture
def in_crisis(office):
    """So many people on the crisis worklist, a minute apart."""

    def submitting(how_many=1, **changes):
        ids = []
        for _ in range(how_many):
            ids.append(
                office.practice.submit(answers=ACUTE, key=f"{office.practice.now}", **changes)
            )
            office.wait(seconds=1)
        return ids

    return submitting


def listed(walker, path):
    """The ids of a page's rows, in order."""
    return re.findall(r'<tr id="i-([a-z2-7]{26})"', walker.get(path).html)


def onward(walker, path):
    """Where a page leads on to, None where it is the last."""
    found = re.search(r'href="(\?show=[^"]*after=[^"]*)"', walker.get(path).html)
    return path.partition("?")[0] + found[1].replace("&amp;", "&") if found else None


def test_a_row_says_who_why_by_when_and_who_holds_it(cleo, in_crisis):
    in_crisis()
    text = cleo.see(CRISIS)
    assert "JT P0 crisis Has thoughts of suicide right now." in text
    assert "nobody was alerted yet" in text
    assert "due in 4 min" in text
    assert "nobody Claim" in text


def test_a_name_is_on_no_list_and_a_list_is_no_look_inside(office, cleo, in_crisis):
    (intake_id,) = in_crisis()
    assert "Tester" not in cleo.get(CRISIS).html
    assert office.accesses.of(intake_id, 10) == ()


def test_what_is_late_says_so_in_words(office, cleo, in_crisis):
    in_crisis()
    office.wait(minutes=12)
    assert re.search(r"overdue by 7 min since \d+:\d\d [AP]M", cleo.see(CRISIS))


def test_who_does_not_speak_english_is_marked(cleo, in_crisis):
    in_crisis(language=Language("es"))
    assert "Spanish" in cleo.see(CRISIS)


def test_the_most_urgent_come_first_and_every_page_of_a_list_is_reached(cleo, in_crisis):
    ids = in_crisis(SIZE + 2)
    first = listed(cleo, CRISIS)
    rest = listed(cleo, onward(cleo, CRISIS))
    assert first + rest == ids
    assert onward(cleo, onward(cleo, CRISIS)) is None


def test_the_count_owns_up_to_where_counting_stopped(cleo, in_crisis):
    in_crisis(50)
    assert ">50</span>" in cleo.get(CRISIS).html
    in_crisis(1)
    assert ">50+</span>" in cleo.get(CRISIS).html


def test_an_empty_list_says_that_it_is(cleo):
    assert "Nobody waits here." in cleo.see(CRISIS)


def test_wherever_one_is_one_sees_that_somebody_is_in_danger(office, cleo, in_crisis):
    assert 'class="count"' not in cleo.get("/console").html
    in_crisis()
    assert "Crisis 1 waiting" in re.sub(r"<[^>]+>|\s+", " ", cleo.get("/console").html).replace(
        "  ", " "
    )


class TestClaims:
    def test_a_claim_shows_everybody_who_is_on_it_and_leads_back_to_its_row(
        self, office, cleo, ana, in_crisis
    ):
        (intake_id,) = in_crisis()
        path = f"{CRISIS}?show=unclaimed"
        back = cleo.press(path, f"claim.{intake_id}")
        assert back.location == f"{path}#i-{intake_id}"
        assert "you until" in cleo.see(CRISIS)
        assert "cleo until" in ana.see(CRISIS)
        assert "Claim" not in ana.see(CRISIS).partition("cleo until")[2]

    def test_the_second_is_told_who_was_first_and_changes_nothing(self, cleo, ana, in_crisis):
        (intake_id,) = in_crisis()
        ana.get(CRISIS)
        cleo.press(CRISIS, f"claim.{intake_id}")
        told = ana.press(CRISIS, f"claim.{intake_id}")
        assert told.status == 409
        assert "cleo took this on before you" in told.html
        assert "you until" in cleo.see(CRISIS)

    def test_a_claim_ends_by_itself(self, office, cleo, ana, in_crisis):
        (intake_id,) = in_crisis()
        cleo.press(CRISIS, f"claim.{intake_id}")
        office.wait(seconds=LEASE.total_seconds())
        ana.sign_in()
        assert "nobody Claim" in ana.see(CRISIS)
        ana.press(CRISIS, f"claim.{intake_id}")
        assert "you until" in ana.see(CRISIS)

    def test_whoever_holds_on_holds_longer(self, office, cleo, in_crisis):
        (intake_id,) = in_crisis()
        cleo.press(CRISIS, f"claim.{intake_id}")
        for _ in range(4):
            office.wait(minutes=10)
            cleo.press(CRISIS, f"claim.{intake_id}")
        assert "you until" in cleo.see(CRISIS)

    def test_whoever_lets_go_leaves_it_to_others(self, cleo, ana, in_crisis):
        (intake_id,) = in_crisis()
        cleo.press(CRISIS, f"claim.{intake_id}")
        cleo.press(CRISIS, f"let_go.{intake_id}")
        assert "nobody Claim" in ana.see(CRISIS)

    def test_nobody_lets_go_what_another_holds(self, cleo, ana, in_crisis):
        (intake_id,) = in_crisis()
        cleo.press(CRISIS, f"claim.{intake_id}")
        ana.press(CRISIS, f"let_go.{intake_id}")
        assert "you until" in cleo.see(CRISIS)

    def test_a_claim_changes_neither_the_intake_nor_its_trail(self, office, cleo, in_crisis):
        (intake_id,) = in_crisis()
        before = office.practice.store.load(intake_id)
        cleo.press(CRISIS, f"claim.{intake_id}")
        assert office.practice.store.load(intake_id) == before

    @pytest.mark.parametrize("button", ["claim.aaaa", "claim.", "", f"claim.{'a' * 26}", "fly.a"])
    def test_a_button_that_we_never_showed_does_nothing(self, cleo, in_crisis, button):
        in_crisis()
        with pytest.raises(Unknown):
            cleo.press(CRISIS, button)

    def test_an_auditor_looks_on_and_claims_nothing(self, office, in_crisis):
        (intake_id,) = in_crisis()
        auditor = office.staff("otto", "auditor")
        page = auditor.get(CRISIS).html
        assert "Claim" not in page
        with pytest.raises(NotForRole):
            auditor.press(CRISIS, f"claim.{intake_id}")


class TestFilters:
    @pytest.fixture
    def three(self, cleo, ana, in_crisis):
        """Three in crisis: held by Cleo, by Ana, by nobody."""
        ids = in_crisis(3)
        cleo.press(CRISIS, f"claim.{ids[0]}")
        ana.press(CRISIS, f"claim.{ids[1]}")
        return ids

    @pytest.mark.parametrize(
        ("show", "places"),
        [("all", [0, 1, 2]), ("mine", [0]), ("unclaimed", [2]), ("overdue", []), ("x", [0, 1, 2])],
    )
    def test_a_filter_shows_its_rows_alone(self, cleo, three, show, places):
        assert listed(cleo, f"{CRISIS}?show={show}") == [three[place] for place in places]

    def test_overdue_is_what_should_have_been_done_by_now(self, office, cleo, three, in_crisis):
        office.wait(minutes=10)
        in_crisis()
        assert listed(cleo, f"{CRISIS}?show=overdue") == three

    def test_a_filter_looks_through_a_bounded_stretch_and_leads_on(self, cleo, in_crisis):
        ids = in_crisis(LOOKED_THROUGH + 1)
        for intake_id in ids[:2]:
            cleo.press(CRISIS, f"claim.{intake_id}")
        path = f"{CRISIS}?show=unclaimed"
        assert listed(cleo, path) == ids[2:LOOKED_THROUGH]
        assert listed(cleo, onward(cleo, path)) == ids[LOOKED_THROUGH:]

    def test_the_overview_lists_what_one_holds_and_how_much_waits(self, cleo, three):
        assert listed(cleo, "/console") == [three[0]]
        assert "Crisis 3 Somebody may be in danger now." in cleo.see("/console")

    def test_a_place_that_is_none_is_the_start_of_the_list(self, cleo, three):
        assert listed(cleo, f"{CRISIS}?after={'9' * 300}") == three


class TestListsBeside:
    """What stands next to the lists of the life cycle: a part of one of them."""

    STUCK = "/console/worklists/in_progress?show=stuck"
    COUPLES = "/console/worklists/review?show=couples"

    @pytest.fixture
    def of_a_couple(self, office):
        """One of two who come together, in review, beside somebody alone."""
        store, now = office.practice.store, office.practice.now
        office.practice.submit(key="alone")
        found = office.practice.submit(key="together")
        step = Step(EventKind.REVIEW_NEEDED, SYSTEM, now, couple="couple-1")
        take(store, found, lambda _: step)
        return found

    def test_the_stuck_are_who_should_have_moved_by_now(self, office, ana):
        stuck = office.practice.submit(key="1")
        office.wait(seconds=STUCK_AFTER.total_seconds())
        office.practice.submit(key="2")
        ana.sign_in()
        assert listed(ana, self.STUCK) == [stuck]
        assert "Just submitted. stuck" in ana.see(self.STUCK)

    def test_nobody_is_stuck_who_waits_for_a_person(self, office, ana, in_crisis):
        in_crisis()
        office.wait(hours=9)
        ana.sign_in()
        assert "stuck" not in ana.see(CRISIS)
        assert "show=stuck" not in ana.get(CRISIS).html

    def test_a_clinician_sees_who_comes_with_a_partner(self, cleo, of_a_couple):
        assert listed(cleo, self.COUPLES) == [of_a_couple]
        assert "comes with a partner" in cleo.see(REVIEW)

    def test_nobody_else_is_told_of_a_partner(self, ana, of_a_couple):
        assert "partner" not in ana.see(REVIEW)
        assert "show=couples" not in ana.get(REVIEW).html
        assert listed(ana, self.COUPLES) == listed(ana, REVIEW) != []

    def test_the_overview_leads_to_both(self, cleo, ana):
        assert self.STUCK in ana.get("/console").html
        assert self.COUPLES not in ana.get("/console").html
        assert self.COUPLES in cleo.get("/console").html


class TestWhoSees:
    @pytest.mark.parametrize("worklist", [Worklist.CRISIS, Worklist.REVIEW])
    def test_billing_sees_no_list_that_tells_of_care(self, office, in_crisis, worklist):
        in_crisis()
        bill = office.staff("bill", "billing")
        with pytest.raises(NotForRole):
            bill.get(f"/console/worklists/{worklist}")
        assert f"/console/worklists/{worklist}" not in bill.get("/console").html

    @pytest.mark.parametrize(("role", "told"), [("admissions", True), ("auditor", False)])
    def test_the_rule_is_told_to_who_reads_assessments(self, office, in_crisis, role, told):
        in_crisis()
        text = office.staff("olga", role).see(CRISIS)
        assert ("suicide" in text) is told
        assert ("P0 crisis" in text) is told
        assert ("Waits for a person." in text) is not told

    def test_a_list_that_is_none_is_not_there(self, cleo):
        with pytest.raises(Unknown):
            cleo.get("/console/worklists/none")


def test_the_lease_is_longer_than_a_session_left_alone():
    assert timedelta(minutes=15) < LEASE
