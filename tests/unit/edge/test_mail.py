import re

import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError

from threshold.edge.mail import SesMail
from threshold.errors import Rejected, Retryable
from threshold.use_cases.telling import Letter
from threshold.web.letters import TEMPLATE, neutral_sender
from threshold.web.pages.texts import LANGUAGES, texts

LETTER = Letter("jane@example.test", "en", "/apply/fix/abc.3.def", neutral=True)
OF_HEALTH = re.compile(
    r"health|care|clinic|therap|treat|drug|alcohol|insur|patient|program|mental|"
    r"salud|atenci|terapia|tratamiento|droga|seguro|paciente|programa",
    re.IGNORECASE,
)


class Ses:
    def __init__(self, fails=None):
        self.asked, self.fails = [], fails

    def send_email(self, **asked):
        self.asked.append(asked)
        if self.fails:
            raise self.fails


def sent(letter=LETTER, fails=None):
    ses = Ses(fails)
    SesMail(ses, "messages@example.test", "Example Virtual IOP", "https://help.example.test").send(
        letter
    )
    return ses.asked[0]


def words(asked):
    simple = asked["Content"]["Simple"]
    return f"{simple['Subject']['Data']}\n{simple['Body']['Text']['Data']}"


@pytest.mark.parametrize("language", ["en", "es", "es-MX", "fr"])
def test_a_letter_has_a_link_and_no_word_of_health_or_of_whom_it_is_for(language):
    text = words(sent(Letter("jane@example.test", language, "/apply/yours", neutral=True)))
    assert "https://help.example.test/apply/yours" in text
    assert not OF_HEALTH.search(text.replace("https://help.example.test/apply/yours", ""))
    assert "jane" not in text.lower()


def test_it_is_in_the_persons_language_or_else_in_english():
    spanish, other = (
        words(sent(Letter("a@example.test", one, "/apply/yours", neutral=True)))
        for one in ("es-US", "ht")
    )
    assert spanish.startswith("Le espera un mensaje")
    assert other.startswith("A message is waiting for you")


@pytest.mark.parametrize(
    ("neutral", "sender"),
    [
        (True, "Messages <messages@example.test>"),
        (False, "Example Virtual IOP <messages@example.test>"),
    ],
)
def test_the_senders_name_tells_something_only_where_it_may(neutral, sender):
    letter = Letter("jane@example.test", "en", "/apply/yours", neutral)
    assert sent(letter)["FromEmailAddress"] == sender


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_name_is_the_one_the_form_promises(language):
    assert neutral_sender(language) in texts(language)("field.contact.neutral_sender.hint")


def test_it_goes_to_the_person_alone():
    assert sent()["Destination"] == {"ToAddresses": ["jane@example.test"]}


def test_the_words_are_the_same_whatever_waits():
    one, other = sent(), sent(Letter("jane@example.test", "en", "/apply/yours", neutral=True))
    assert words(one).replace(LETTER.path, "") == words(other).replace("/apply/yours", "")
    assert SesMail.template == TEMPLATE


def refusal(code):
    return ClientError({"Error": {"Code": code, "Message": "jane@example.test"}}, "SendEmail")


@pytest.mark.parametrize(
    ("error", "raised"),
    [
        (refusal("BadRequestException"), Rejected),
        (refusal("TooManyRequestsException"), Retryable),
        (refusal("LimitExceededException"), Retryable),
        (ConnectTimeoutError(endpoint_url="https://email"), Retryable),
        (refusal("MessageRejected"), ClientError),
        (refusal("AccountSuspendedException"), ClientError),
        (refusal("MailFromDomainNotVerifiedException"), ClientError),
    ],
)
def test_what_is_wrong_with_a_letter_with_ses_and_with_our_account_is_told_apart(error, raised):
    with pytest.raises(raised):
        sent(fails=error)
