"""The page of somebody in danger: there at once, whatever fails, useful, and no dead end."""

from datetime import timedelta

import pytest

from tests.clinic import RECORD_KEY
from tests.form_filler import Filler, hidden
from threshold.intake.change import FindingKind, Step
from threshold.intake.life_cycle import EventKind, Role, Worklist
from threshold.intake.record import Actor
from threshold.intake.submission import Submission
from threshold.use_cases.handing_over import hand_over_due
from threshold.use_cases.stepping import take
from threshold.web.pages.visit import Forged, Visit, csrf

ACUTE = {"answers.asq.q1": ("1",), "answers.asq.q5": ("1",)}
WITHDRAWN = {
    "answers.withdrawal.in_withdrawal_now": ("1",),
    "need.tracks": ("substance_use",),
}


def person(said=ACUTE, language="en", **more):
    one = Filler(said=said | more, language=language)
    assert one.fill_in().location == "/apply/now"
    return one


def page(one, **more):
    return one.site.crisis.show(Visit("", one.code), **more)


def tell(one, code=None, **posted):
    sent = {"csrf": [csrf(one.code, RECORD_KEY)], **{k: [v] for k, v in posted.items()}}
    return one.site.crisis.tell(Visit("", code or one.code, sent))


def whereabouts(address="2 Example Street, Waco", phone="555 555 0177"):
    return {"location.address": address, "location.call_back_phone": phone}


def clear(one):
    """Staff have spoken with the person."""
    step = Step(EventKind.REVIEW_NEEDED, Actor(Role.CLINICIAN, "c"), one.at)
    take(one.store, one.draft.intake_id, lambda _: step)


def broken(*_):
    raise OSError("the store is down")


def submissions(one):
    return one.store.findings(one.draft.intake_id, FindingKind.SUBMISSION, Submission)


@pytest.mark.parametrize(
    ("said", "first", "title"),
    [(ACUTE, "tel:988", "call or text 988"), (WITHDRAWN, "tel:911", "emergency room")],
)
def test_whom_to_call_stands_first_and_fits(said, first, title):
    main = page(person(said)).html.split("<main")[1]
    assert main.index(first) < main.index("We call you too")
    assert title in main


def test_both_dangers_are_spoken_of():
    said = WITHDRAWN | {"answers.violence.named_person": ("1",)}
    one = Filler(said=said)
    one.fill_in()
    draft = one.draft.saying({"answers.violence.named_person": 1}, one.at)
    one.drafts._kept[one.desk.key(one.code)] = draft
    html = page(one).html
    assert "988 now" in html
    assert "emergency room" in html


def test_staff_have_it_before_the_page_is_shown():
    one = person()
    record = one.store.load(one.draft.intake_id)
    assert (record.worklist, record.reason) == (Worklist.CRISIS, "S1")


def test_it_says_whom_we_call_and_by_when():
    html = page(person()).html
    assert "(555) 555-0101 within 5 minutes" in html


def test_a_promise_that_has_passed_is_not_made_again():
    one = person()
    one.wait(timedelta(minutes=4, seconds=30))
    assert "within a minute" in page(one).html
    one.wait(timedelta(minutes=1))
    assert "should have called you at (555) 555-0101 by now" in page(one).html


def test_who_asked_not_to_be_called_is_asked_for_a_safe_number():
    one = person(**{"contact.may_call": ("no",)})
    html = page(one).html
    assert "May we call you?" in html
    assert "555-0101" not in html
    tell(one, **whereabouts())
    assert "(555) 555-0177 within 5 minutes" in page(one).html


def test_it_speaks_the_persons_language_and_changes_it():
    one = person(language="es")
    html = page(one).html
    assert "escriba al 988 ahora" in html
    posted = {"csrf": [hidden(html, "csrf")], "place": ["now"], "language": ["en"]}
    assert one.site.speak(Visit("", one.code, posted)).location == "/apply/now"
    assert "Please call or text 988 now" in page(one).html


def test_it_survives_reload_back_the_code_and_another_device():
    one = person()
    assert page(one).html == page(one).html
    for place in (1, len(one.desk.way(one.draft).pages)):
        assert one.get(place).location == "/apply/now"
    back = one.site.come_back(Visit("", None, {"code": [one.code]}, caller="elsewhere"))
    assert (back.location, back.keeps) == ("/apply/now", one.code)


def test_where_somebody_is_stays_on_screen_and_reaches_staff_at_once():
    one = person()
    assert 'value="1 Example Street, Austin"' in page(one).html
    assert tell(one, **whereabouts()).location == "/apply/now?told=yes"
    html = page(one, told=True).html
    assert "We have noted" in html
    assert 'value="2 Example Street, Waco"' in html
    assert 'value="(555) 555-0177"' in html
    last = submissions(one)[-1]
    assert (last.location.address, last.location.call_back_phone) == (
        "2 Example Street, Waco",
        "+15555550177",
    )
    assert last.answers == submissions(one)[0].answers


def test_telling_it_moves_nothing_and_alerts_nobody_again():
    one = person()
    before = one.store.load(one.draft.intake_id)
    tell(one, **whereabouts())
    after = one.store.load(one.draft.intake_id)
    kept = ("status", "worklist", "tier", "due_at", "reason", "alerted")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    event = one.store.events(one.draft.intake_id)[-1]
    assert (event.kind, event.actor.role, event.queue) == (
        EventKind.CONTACT_RENEWED,
        Role.PATIENT,
        None,
    )


def test_telling_the_same_again_adds_nothing():
    one = person()
    for _ in range(2):
        tell(one, **whereabouts())
    assert len(submissions(one)) == 2


def test_a_blank_takes_nothing_back():
    one = person()
    tell(one, **whereabouts(address="", phone=" "))
    assert one.draft.said["location.address"] == "1 Example Street, Austin"


def test_a_number_that_is_none_is_shown_again_with_what_is_wrong():
    one = person()
    reply = tell(one, **whereabouts(phone="<b>12"))
    assert reply.status == 422
    assert "&lt;b&gt;12" in reply.html
    assert "phone number with its area code" in reply.html
    assert one.draft.said["location.address"] == "2 Example Street, Waco"


def test_a_form_of_somebody_else_tells_nothing():
    one, other = person(), Filler(seed=8)
    other.begin()
    with pytest.raises(Forged):
        tell(one, code=other.code, **whereabouts())


def test_the_form_stays_stopped_while_staff_have_yet_to_call():
    one = person()
    tell(one, go="on")
    assert one.get(5).location == "/apply/now"


def test_once_staff_have_called_the_form_goes_on_and_asks_anew_how_it_is_now():
    one = person()
    clear(one)
    assert "Go on with my form" in page(one).html
    place = tell(one, go="on").location
    assert one.page_at(int(place.rsplit("/", 1)[-1])).id == "asq.q5"
    assert submissions(one)[0].answers["asq"]["q5"] == 1


def test_saying_it_anew_is_a_new_crisis_that_staff_are_alerted_to():
    one = person()
    clear(one)
    place = int(tell(one, go="on").location.rsplit("/", 1)[-1])
    assert one.post(place).location == "/apply/now"
    kinds = [event.kind for event in one.store.events(one.draft.intake_id)]
    assert kinds.count(EventKind.CRISIS_FOUND) == 2
    assert one.store.load(one.draft.intake_id).worklist is Worklist.CRISIS


def test_a_cleared_person_can_finish_and_send():
    one = person()
    clear(one)
    place = int(tell(one, go="on").location.rsplit("/", 1)[-1])
    one.said = {"answers.asq.q1": ("1",)}
    while place < len(one.desk.way(one.draft).pages):
        place = int(one.post(place).location.rsplit("/", 1)[-1])
    assert one.send().location == "/apply/yours"
    assert page(one).location == "/apply/yours"
    assert one.store.load(one.draft.intake_id).worklist is Worklist.REVIEW


def test_without_a_form_it_says_whom_to_call():
    html = Filler().site.crisis.show(Visit("", None, None, "es")).html
    assert "escriba al 988 ahora" in html
    assert "Lo que nos contó" not in html
    assert "<form" not in html


def test_where_staff_cannot_be_reached_it_says_so_and_tries_again_at_every_turn():
    one = Filler(said=ACUTE)
    create, one.store.create = one.store.create, broken
    assert one.fill_in().location == "/apply/now"
    html = page(one).html
    assert "We could not reach our team" in html
    assert "We call you too" not in html
    assert one.draft.intake_id is None
    assert [type(error) for error in one.reported] == [OSError, OSError]
    one.store.create = create
    tell(one, **whereabouts())
    assert one.store.load(one.draft.intake_id).worklist is Worklist.CRISIS
    assert submissions(one)[0].location.address == "2 Example Street, Waco"


def at_the_acute_question():
    one = Filler(said=ACUTE)
    one.fill_in(until="asq.q5")
    place = one.desk.way(one.draft).place_of("asq.q5")
    return one, place, one.get(place).html


def posted(html, **more):
    return {"csrf": [hidden(html, "csrf")], "page": ["asq.q5"], "go": ["on"], **more}


def test_with_the_whole_store_down_the_page_is_shown_and_carries_the_answer_until_it_is_kept():
    one, place, html = at_the_acute_question()
    load, one.drafts.load = one.drafts.load, broken
    sent = posted(html, **{"answers.asq.q5": ["1"]})
    reply = one.site.save(Visit("", one.code, sent), str(place))
    assert (reply.status, "We could not reach our team" in reply.html) == (503, True)
    assert [type(error) for error in one.reported] == [OSError]
    again = {
        "csrf": [hidden(reply.html, "csrf")],
        "page": [hidden(reply.html, "page")],
        "answers.asq.q5": [hidden(reply.html, "answers.asq.q5")],
        "location.address": ["2 Example Street, Waco"],
    }
    still = one.site.crisis.tell(Visit("", one.code, again))
    assert hidden(still.html, "answers.asq.q5") == "1"
    assert 'value="2 Example Street, Waco"' in still.html
    one.drafts.load = load
    assert one.site.crisis.tell(Visit("", one.code, again)).location == "/apply/now?told=yes"
    record = one.store.load(one.draft.intake_id)
    assert record.worklist is Worklist.CRISIS
    assert submissions(one)[-1].location.address == "2 Example Street, Waco"


@pytest.mark.parametrize("code", [None, "222222222222"])
def test_an_acute_answer_is_met_with_help_even_where_the_form_is_gone(code):
    one, place, html = at_the_acute_question()
    sent = posted(html, **{"answers.asq.q5": ["1"]})
    reply = one.site.save(Visit("", code, sent, "es"), str(place))
    assert reply.status == 404
    assert "No pudimos avisar a nuestro equipo" in reply.html
    assert "<form" not in reply.html


def test_what_can_wait_is_no_crisis_though_the_store_is_down():
    one, place, html = at_the_acute_question()
    one.drafts.load = broken
    with pytest.raises(OSError, match="down"):
        one.site.save(Visit("", one.code, posted(html, **{"answers.asq.q5": ["0"]})), str(place))


def test_the_page_itself_is_shown_with_the_store_down():
    one = person()
    one.drafts.load = broken
    reply = page(one)
    assert (reply.status, "tel:988" in reply.html) == (503, True)


def test_no_answer_is_changed_by_way_of_this_page():
    one = person()
    tell(one, page="asq.q5", **{"answers.asq.q5": "0"})
    assert one.draft.said["answers.asq.q5"] == 1


def test_an_acute_answer_told_here_without_a_form_is_met_with_help():
    posted = {"page": ["asq.q5"], "answers.asq.q5": ["1"]}
    reply = Filler().site.crisis.tell(Visit("", None, posted))
    assert (reply.status, "tel:988" in reply.html) == (404, True)


def test_who_was_called_after_dropping_out_finds_the_way_back_into_the_form():
    one = Filler(said={"answers.asq.q1": ("1",)})
    one.fill_in(until="asq.q5")
    one.wait(timedelta(minutes=10))
    hand_over_due(one.drafts.due(one.at, 1), one.desk)
    place = one.desk.way(one.draft).place_of("asq.q5")
    html = page(one).html
    assert "within 10 minutes" in html
    assert f'href="/apply/{place}"' in html
