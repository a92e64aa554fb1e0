"""How a session lasts and ends, and that nothing is lost or done twice by its end."""

import pytest

from tests.form_filler import hidden
from threshold.console_pages.gate import Forged, forget_kept, kept_form
from threshold.console_pages.shell import PACKAGE, Shell
from threshold.staff.sessions import IDLE
from threshold.web.pages.render import style


@pytest.fixture
def cleo(office):
    return office.staff("cleo", "clinician")


@pytest.fixture
def page(office):
    return f"/console/intakes/{office.practice.submit()}"


def session(office, walker):
    return office.sessions.load(office.desk.session_key(walker.session))


def is_in(walker):
    return not walker.get("/console").location


def test_somebody_at_work_stays_in_and_somebody_idle_does_not(office, cleo):
    office.wait(minutes=14)
    assert is_in(cleo)
    office.wait(minutes=14)
    assert is_in(cleo)
    office.wait(minutes=15)
    assert not is_in(cleo)


def test_that_somebody_is_there_is_written_down_once_a_minute_at_most(office, cleo):
    began = office.practice.now
    office.wait(seconds=59)
    cleo.get("/console")
    assert session(office, cleo).last_seen_at == began
    office.wait(seconds=1)
    cleo.get("/console")
    assert session(office, cleo).last_seen_at == office.practice.now


def test_a_cookie_that_we_never_gave_out_lets_nobody_in(cleo):
    cleo.session = "value-none"
    assert not is_in(cleo)


def test_signing_off_ends_the_session_here_and_at_the_pool(office, cleo):
    value = cleo.session
    csrf = hidden(cleo.get("/console").html, "csrf")
    off = cleo.post("/console/sign-off", {"csrf": [csrf]})
    assert off.location == (
        "https://sign-in.example.test/logout?to=https://example.test/console/signed-off"
    )
    assert cleo.session == ""
    cleo.session = value
    assert not is_in(cleo)
    assert "You are signed off" in cleo.see("/console/signed-off")


def test_nobody_is_signed_off_by_a_form_of_another_site(cleo):
    with pytest.raises(Forged):
        cleo.post("/console/sign-off", {"csrf": ["forged"]})
    assert is_in(cleo)


def test_a_page_that_was_left_alone_gives_way_to_one_that_shows_nothing(office, cleo):
    assert cleo.get("/console").leads_off
    office.wait(minutes=15)
    put_away = cleo.see("/console/signed-off?to=/console/worklists/crisis")
    assert "You were signed off" in put_away
    assert "cleo" not in put_away


def test_whoever_is_at_work_in_another_window_gets_the_page_back(office, cleo):
    back = cleo.get("/console/signed-off?to=/console/worklists/crisis")
    assert back.location == "/console/worklists/crisis"


def test_looking_whether_a_window_was_left_alone_does_not_count_as_being_there(office, cleo):
    office.wait(minutes=10)
    cleo.get("/console/signed-off?to=/console")
    office.wait(minutes=5)
    assert not is_in(cleo)


class TestWhatWasWritten:
    """In a form whose writer was signed off before they sent it."""

    def late(self, office, walker, page, **written):
        csrf = hidden(walker.get(page).html, "csrf")
        office.wait(minutes=16)
        form = {"csrf": [csrf], "go": ["send"], **{name: [v] for name, v in written.items()}}
        return walker.post(page, form)

    def kept(self, office, walker, page):
        visit = office.site.enter(walker.request("GET", page))
        return kept_form(visit, office.desk)

    def test_is_not_sent_and_is_back_after_signing_in(self, office, cleo, page):
        before = office.practice.store.events(page.rpartition("/")[2])
        told = self.late(office, cleo, page, reason="Seen by phone")
        assert told.status == 401
        assert "What you wrote is kept and was not sent" in told.html
        cleo.sign_in(page)
        assert self.kept(office, cleo, page) == {"reason": ["Seen by phone"]}
        assert office.practice.store.events(page.rpartition("/")[2]) == before

    def test_is_nobody_elses(self, office, cleo, page):
        self.late(office, cleo, page, reason="Seen by phone")
        clara = office.staff("clara", "clinician")
        assert self.kept(office, clara, page) is None

    def test_is_on_its_own_page_alone(self, office, cleo, page):
        self.late(office, cleo, page, reason="Seen by phone")
        cleo.sign_in()
        other = f"/console/intakes/{office.practice.submit(key='another')}"
        assert self.kept(office, cleo, other) is None

    def test_is_kept_for_a_shift_and_no_longer(self, office, cleo, page):
        self.late(office, cleo, page, reason="Seen by phone")
        office.wait(hours=12)
        cleo.sign_in()
        assert self.kept(office, cleo, page) is None

    def test_is_forgotten_once_it_was_sent(self, office, cleo, page):
        self.late(office, cleo, page, reason="Seen by phone")
        cleo.sign_in()
        forget_kept(office.site.enter(cleo.request("GET", page)), office.desk)
        assert self.kept(office, cleo, page) is None

    def test_is_not_taken_from_a_form_that_we_never_gave_out(self, office, cleo, page):
        office.wait(minutes=16)
        told = cleo.post(page, {"csrf": ["forged"], "reason": ["Planted"]})
        assert told.status == 401
        cleo.sign_in()
        assert self.kept(office, cleo, page) is None

    def test_is_kept_too_when_it_comes_after_signing_off_in_another_window(
        self, office, cleo, page
    ):
        csrf = hidden(cleo.get(page).html, "csrf")
        value = cleo.session
        cleo.post("/console/sign-off", {"csrf": [csrf]})
        cleo.session = value
        cleo.post(page, {"csrf": [csrf], "reason": ["Seen by phone"]})
        cleo.sign_in()
        assert self.kept(office, cleo, page) == {"reason": ["Seen by phone"]}

    def test_can_be_sent_from_a_window_left_open_while_signing_in_in_another(
        self, office, cleo, page
    ):
        csrf = hidden(cleo.get(page).html, "csrf")
        office.wait(minutes=16)
        cleo.sign_in()
        assert cleo.post(page, {"csrf": [csrf], "go": ["claim"]}).location == page

    @pytest.mark.parametrize("written", [{}, {"reason": "  "}])
    def test_is_nothing_where_a_button_alone_was_pressed(self, office, cleo, page, written):
        told = self.late(office, cleo, page, **written)
        assert told.status == 401
        assert "Nothing was changed" in told.html


def test_a_page_with_a_form_to_write_in_is_covered_and_does_not_go_away(office, cleo):
    visit = office.site.enter(cleo.request("GET", "/console"))
    empty = {"lists": (), "narrowed": (), "rows": ()}
    reply = Shell(office.desk).page("overview.html", visit, typing=True, **empty)
    assert not reply.leads_off
    assert '<button class="go" form="work"' in reply.html
    assert f"animation:cover 0s linear {IDLE.seconds}s" in style(PACKAGE)
