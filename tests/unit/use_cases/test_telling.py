"""People are told that something waits for them, once, if they agreed; never of what."""

from dataclasses import dataclass, field

import pytest

from tests.builders import consent, submission
from tests.clinic import RECORD_KEY, Practice
from tests.unit.use_cases.asking_people import form_desk, wait_for
from threshold.eligibility.conversation.playbook import Detail
from threshold.errors import Rejected, Retryable
from threshold.intake.change import Step
from threshold.intake.life_cycle import TELLS, EventKind, Queue, Role, Worklist
from threshold.intake.record import PATIENT, SYSTEM, Actor
from threshold.intake.submission import ConsentKind, Contact, Language, MessageUse
from threshold.use_cases.agreements import give, revoke
from threshold.use_cases.answering import answer
from threshold.use_cases.ask_links import path_to
from threshold.use_cases.own_page import stop
from threshold.use_cases.stepping import take
from threshold.use_cases.telling import OWN_PAGE, Letter, PostOffice, tell
from threshold.use_cases.verify import verify

TPO, MESSAGES = ConsentKind.TREATMENT_PAYMENT_OPERATIONS, ConsentKind.MESSAGES
CONTACT = Contact(phone="+15555550100", email="jane@example.test", neutral_sender=False)
BY_EMAIL = (consent(TPO), consent(MESSAGES, covers=(MessageUse.EMAIL_CARE,)))
ACUTE = {"asq": {"q1": "yes", "q2": "no", "q3": "no", "q4": "no", "q5": "yes"}}
STAFF = Actor(Role.ADMISSIONS, "ana")


@dataclass
class MailOnPaper:
    template: str = "waiting.test"
    sent: list[Letter] = field(default_factory=list)
    fails: Exception | None = None

    def send(self, letter):
        if self.fails:
            raise self.fails
        self.sent.append(letter)


@dataclass
class Correspondence:
    """A practice with a post office."""

    practice: Practice = field(default_factory=Practice)
    mail: MailOnPaper | None = field(default_factory=MailOnPaper)

    def sent_by(self, **changes):
        given = {"contact": CONTACT, "consents": BY_EMAIL} | changes
        return self.practice.submit(submission(**given))

    def tell(self, intake_id):
        office = PostOffice(
            mail=lambda: self.mail,
            link_to=lambda intake_id, seq: path_to(intake_id, seq, RECORD_KEY),
            now=lambda: self.practice.now,
        )
        return tell(intake_id, self.practice.store, office)

    def told(self, intake_id):
        kinds = (EventKind.MESSAGE_SENT, EventKind.MESSAGE_NOT_SENT)
        return [e for e in self.practice.store.events(intake_id) if e.kind in kinds]


@pytest.fixture
def post():
    return Correspondence()


def test_that_a_form_was_received_is_told_once_with_a_link_to_the_persons_own_page(post):
    intake_id = post.sent_by()
    assert [post.tell(intake_id) for _ in range(3)] == [True, None, None]
    assert post.mail.sent == [Letter("jane@example.test", "en", OWN_PAGE, neutral=False)]
    (event,) = post.told(intake_id)
    assert event.details == {
        "channel": "email",
        "purpose": "received",
        "about": "1",
        "template": "waiting.test",
    }


def test_what_is_asked_is_told_with_a_link_that_asks_it(post):
    intake_id = post.sent_by()
    post.practice.assess(intake_id)
    question = wait_for(post.practice, intake_id, Detail.MEMBER_ID)
    post.tell(intake_id)
    (letter,) = post.mail.sent
    assert letter.path == path_to(intake_id, question.seq, RECORD_KEY)


def test_each_thing_that_is_asked_is_told_once(post):
    intake_id = post.sent_by()
    post.practice.assess(intake_id)
    for wants in (Detail.MEMBER_ID, Detail.NAME):
        asking = Step(EventKind.PATIENT_INPUT_NEEDED, STAFF, post.practice.now)
        if wants is Detail.MEMBER_ID:
            wait_for(post.practice, intake_id, wants)
        else:
            take(post.practice.store, intake_id, lambda _, step=asking: step)
        for _ in range(2):
            post.tell(intake_id)
    assert len({letter.path for letter in post.mail.sent}) == 2
    assert [event.details["purpose"] for event in post.told(intake_id)] == ["asked", "asked"]


def test_what_was_answered_meanwhile_is_told_no_more(post):
    intake_id = post.sent_by()
    post.practice.assess(intake_id)
    question = wait_for(post.practice, intake_id, Detail.MEMBER_ID)
    answer(question, {"payment.card.member_id": ["EXA000222"]}, form_desk(post.practice))
    post.practice.later(days=1)
    assert post.tell(intake_id) is None
    assert post.mail.sent == []


def test_that_a_form_came_is_no_news_after_a_day(post):
    intake_id = post.sent_by()
    post.practice.later(days=1)
    assert post.tell(intake_id) is None


def test_who_agrees_to_email_later_is_not_told_that_their_form_came(post):
    intake_id = post.sent_by(consents=(consent(TPO),))
    given = consent(MESSAGES, covers=(MessageUse.EMAIL_CARE,))
    give(intake_id, given, PATIENT, post.practice.store, post.practice.now)
    assert post.tell(intake_id) is None


def test_an_offer_waits_for_an_answer(post):
    intake_id = post.sent_by()
    post.tell(intake_id)
    post.practice.assess(intake_id)
    verify(intake_id, post.practice.desk)
    offered = Step(EventKind.SEAT_OFFERED, SYSTEM, post.practice.now)
    take(post.practice.store, intake_id, lambda _: offered)
    post.tell(intake_id)
    assert [e.details["purpose"] for e in post.told(intake_id)] == ["received", "answer_due"]


@pytest.fixture
def waits(post):
    """Somebody who was accepted, and told that their form came."""
    intake_id = post.sent_by()
    post.tell(intake_id)
    post.practice.assess(intake_id)
    verify(intake_id, post.practice.desk)
    return intake_id


def happens(post, intake_id, *kinds, actor=SYSTEM):
    for kind in kinds:
        step = Step(kind, actor, post.practice.now)
        take(post.practice.store, intake_id, lambda _, step=step: step)


def purposes(post, intake_id):
    return [event.details["purpose"] for event in post.told(intake_id)][1:]


def test_how_they_are_is_asked_once_a_week_offered_or_not(post, waits):
    happens(post, waits, EventKind.CHECK_IN_DUE)
    assert [post.tell(waits), post.tell(waits)] == [True, None]
    happens(post, waits, EventKind.SEAT_OFFERED)
    post.tell(waits)
    post.practice.later(days=7)
    happens(post, waits, EventKind.CHECK_IN_DUE)
    assert [post.tell(waits), post.tell(waits)] == [True, None]
    assert purposes(post, waits) == ["check_in", "answer_due", "check_in"]


def test_who_said_how_they_are_before_the_letter_went_gets_none(post, waits):
    happens(post, waits, EventKind.CHECK_IN_DUE)
    happens(post, waits, EventKind.CHECKED_IN, actor=PATIENT)
    post.practice.later(days=1)
    assert post.tell(waits) is None


def test_an_answer_to_how_they_are_does_not_hide_an_offer(post, waits):
    happens(post, waits, EventKind.CHECK_IN_DUE, EventKind.SEAT_OFFERED)
    happens(post, waits, EventKind.CHECKED_IN, actor=PATIENT)
    post.tell(waits)
    assert purposes(post, waits) == ["answer_due"]


@pytest.mark.parametrize(("actor", "told"), [(STAFF, ["booked"]), (PATIENT, [])], ids=str)
def test_who_took_a_seat_by_phone_is_told_where_its_times_are(post, waits, actor, told):
    happens(post, waits, EventKind.SEAT_OFFERED)
    happens(post, waits, EventKind.OFFER_ACCEPTED, actor=actor)
    post.practice.later(days=1)
    post.tell(waits)
    assert purposes(post, waits) == told


def test_the_first_appointment_is_reminded_of_once(post, waits):
    happens(post, waits, EventKind.SEAT_OFFERED)
    happens(post, waits, EventKind.OFFER_ACCEPTED, actor=PATIENT)
    happens(post, waits, EventKind.REMINDER_DUE)
    assert [post.tell(waits), post.tell(waits)] == [True, None]
    assert purposes(post, waits) == ["reminder"]
    assert {letter.path for letter in post.mail.sent} == {OWN_PAGE}


@pytest.mark.parametrize(
    "changes",
    [
        {"consents": (consent(TPO),)},
        {"consents": (consent(MESSAGES, covers=(MessageUse.TEXT_CARE,)),)},
        {"consents": (consent(MESSAGES, covers=(MessageUse.EMAIL_BILLING,)),)},
        {"consents": (consent(MESSAGES),)},
        {"contact": Contact(phone="+15555550100")},
    ],
    ids=["none", "texts", "bills", "nothing", "no address"],
)
def test_nobody_is_written_to_who_did_not_agree_to_it(post, changes):
    intake_id = post.sent_by(**changes)
    assert post.tell(intake_id) is None
    assert (post.mail.sent, post.told(intake_id)) == ([], [])


def test_nobody_is_written_to_who_took_it_back(post):
    intake_id = post.sent_by()
    revoke(intake_id, MESSAGES, PATIENT, post.practice.store, post.practice.now)
    assert post.tell(intake_id) is None
    assert post.mail.sent == []


def test_somebody_in_danger_is_called_and_not_written_to(post):
    intake_id = post.sent_by(answers=ACUTE)
    assert post.practice.store.load(intake_id).worklist is Worklist.CRISIS
    assert post.tell(intake_id) is None


def test_who_asked_us_to_stop_is_left_in_peace(post):
    intake_id = post.sent_by()
    stop(intake_id, post.practice.store, post.practice.now)
    assert post.tell(intake_id) is None


@pytest.mark.parametrize(("said", "neutral"), [(None, True), (True, True), (False, False)], ids=str)
def test_the_sender_has_our_name_only_where_that_was_said_to_be_safe(post, said, neutral):
    contact = Contact(email="jane@example.test", neutral_sender=said)
    post.tell(post.sent_by(contact=contact))
    assert post.mail.sent[0].neutral is neutral


@pytest.mark.parametrize(
    ("language", "read"), [(Language("es"), "es"), (Language("en", "es"), "es")]
)
def test_it_is_in_the_language_that_the_person_reads(post, language, read):
    post.tell(post.sent_by(language=language))
    assert post.mail.sent[0].language == read


def test_without_a_sender_nothing_is_sent_which_everybody_can_see(post):
    post.mail = None
    intake_id = post.sent_by()
    assert [post.tell(intake_id) for _ in range(2)] == [False, None]
    (event,) = post.told(intake_id)
    assert (event.kind, event.details["why"]) == (EventKind.MESSAGE_NOT_SENT, "no_sender")


def test_a_letter_that_nobody_takes_is_given_up_with_the_reason(post):
    post.mail.fails = Rejected("no such address")
    intake_id = post.sent_by()
    assert post.tell(intake_id) is False
    assert post.told(intake_id)[0].details["why"] == "refused"


def test_a_letter_that_is_not_taken_now_is_sent_when_its_message_comes_back(post):
    post.mail.fails = Retryable("busy")
    intake_id = post.sent_by()
    with pytest.raises(Retryable):
        post.tell(intake_id)
    post.mail.fails = None
    assert post.tell(intake_id) is True


def test_two_copies_of_a_message_at_once_are_one_event(post):
    intake_id = post.sent_by()
    once = post.mail.send

    def sent_by_the_other_meanwhile(letter):
        post.mail.send = once
        post.tell(intake_id)
        once(letter)

    post.mail.send = sent_by_the_other_meanwhile
    post.tell(intake_id)
    assert len(post.told(intake_id)) == 1


def test_an_event_of_a_message_holds_no_address_no_name_and_no_word_of_it(post):
    intake_id = post.sent_by()
    post.tell(intake_id)
    text = str(post.told(intake_id)[0])
    assert not [word for word in ("example.test", "Jane", "Tester", "/apply") if word in text]


def test_telling_leaves_an_ask_of_the_payer_its_lease(post):
    intake_id = post.sent_by()
    post.practice.assess(intake_id)
    before = []

    def told_meanwhile(x12):
        post.tell(intake_id)
        before.append(post.practice.store.load(intake_id).lease_until)
        raise AssertionError

    post.practice.payer.replies = [told_meanwhile]
    with pytest.raises(AssertionError):
        verify(intake_id, post.practice.desk)
    assert before[0] is not None


@pytest.mark.parametrize(("consents", "tells"), [(BY_EMAIL, "email"), (BY_EMAIL[:1], None)])
def test_only_a_form_of_somebody_who_wants_to_hear_of_it_goes_to_who_tells_them(
    post, consents, tells
):
    event = post.practice.store.events(post.sent_by(consents=consents))[0]
    assert (event.queue, event.details.get(TELLS)) == (Queue.ASSESSMENT, tells)
