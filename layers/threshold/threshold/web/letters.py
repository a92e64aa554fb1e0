"""The words of an email to a person: that something waits, and where; nothing of what, or of whom.

They are the same whatever waits, so that an open mailbox tells nobody more.
"""

from dataclasses import dataclass

TEMPLATE = "waiting.2026-02"
"""The id of these words: another wording is another id."""

_SENDER = {"en": "Messages", "es": "Mensajes"}
_SUBJECT = {"en": "A message is waiting for you", "es": "Le espera un mensaje"}
_TEXT = {
    "en": """Hello,

A message is waiting for you. Please open this page to read it:

{address}

You do not have to answer this email. Nobody reads answers to it.
To get no more of these emails, say so on the page.
""",
    "es": """Hola:

Le espera un mensaje. Para leerlo, abra esta página, por favor:

{address}

No hace falta contestar este correo. Nadie lee las respuestas.
Para no recibir más de estos correos, dígalo en la página.
""",
}


@dataclass(frozen=True, slots=True)
class Words:
    """An email's own words."""

    subject: str
    text: str


def words(language: str, address: str) -> Words:
    """The words in a language, or in English, with the address of the page."""
    tongue = _tongue(language)
    return Words(_SUBJECT[tongue], _TEXT[tongue].format(address=address))


def neutral_sender(language: str) -> str:
    """A sender's name that tells nothing."""
    return _SENDER[_tongue(language)]


def _tongue(language: str) -> str:
    return "es" if language.lower().startswith("es") else "en"
