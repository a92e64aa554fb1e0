"""Our own words are for somebody in distress, who may have little schooling."""

import pytest

from tests.clinic import CLINIC
from tests.reading import english_syllables, grade, inflesz, longest_sentence, spanish_syllables
from threshold.intake.submission import ConsentKind
from threshold.web.pages.consents import current_text
from threshold.web.pages.texts import LANGUAGES, catalogue

HIGHEST_GRADE = {"pages": 6.0, "questions": 6.0, "faults": 6.0, "the rest": 6.0, "consents": 7.0}
"""Years of school; a consent has to say what the law asks of it."""
LOWEST_EASE = 65.0
"""Rather easy, on INFLESZ."""
MOST_WORDS = {"one of ours": 22, "one of a consent": 30}
ENOUGH_TO_MEASURE = 8
"""Words: a shorter text has a grade of its own only by accident."""


def kind_of(key):
    """The kind of page a text is on; None for names of places, days and months, not ours."""
    top, *others = key.split(".")
    if top == "date" or (others[:2] == ["location", "state"] and len(others[-1]) == 2):
        return None
    if top == "fault" or "fault" in others:
        return "faults"
    return {"page": "pages", "why": "pages", "field": "questions"}.get(top, "the rest")


def ours(language, kind):
    return [text for key, text in catalogue(language).items() if kind_of(key) == kind]


def own_words(text):
    """A consent without its title and the words the law prescribes."""
    parts = (line for part in text.parts for line in (part.title, *part.text, *part.points))
    return "\n".join((*text.summary, *parts, text.closing))


@pytest.mark.parametrize("kind", [kind for kind in HIGHEST_GRADE if kind != "consents"])
def test_our_english_is_for_a_sixth_grader(kind):
    texts = ours("en", kind)
    assert grade("\n".join(texts)) <= HIGHEST_GRADE[kind]


@pytest.mark.parametrize("kind", [kind for kind in HIGHEST_GRADE if kind != "consents"])
def test_our_spanish_is_rather_easy(kind):
    assert inflesz("\n".join(ours("es", kind))) >= LOWEST_EASE


def test_no_english_text_of_ours_is_hard_by_itself():
    texts = [text for key, text in catalogue("en").items() if kind_of(key)]
    long = [text for text in texts if len(text.split()) >= ENOUGH_TO_MEASURE]
    assert [text for text in long if grade(text) > HIGHEST_GRADE["pages"] + 2] == []


@pytest.mark.parametrize("kind", ConsentKind)
def test_a_consent_is_hardly_harder_in_english(kind):
    assert grade(own_words(current_text(kind, "en", CLINIC.program))) <= HIGHEST_GRADE["consents"]


@pytest.mark.parametrize("kind", ConsentKind)
def test_a_consent_is_rather_easy_in_spanish(kind):
    assert inflesz(own_words(current_text(kind, "es", CLINIC.program))) >= LOWEST_EASE


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_long(language):
    for key, text in catalogue(language).items():
        if kind_of(key):
            assert longest_sentence(text) <= MOST_WORDS["one of ours"], key
    for kind in ConsentKind:
        own = own_words(current_text(kind, language, CLINIC.program))
        assert longest_sentence(own) <= MOST_WORDS["one of a consent"], kind


ENGLISH = {
    "time": 1, "please": 1, "used": 1, "table": 2, "little": 2, "quiet": 2, "being": 2, "needed": 2,
    "people": 2, "create": 2, "question": 2, "private": 2, "video": 3, "area": 3, "medicine": 3,
    "everyone": 3, "insurance": 3, "situation": 4, "experience": 4,
}  # fmt: skip
SPANISH = {
    "y": 1, "muy": 1, "quien": 1, "día": 2, "ciudad": 2, "creo": 2, "país": 2, "huevo": 2,
    "ayuda": 3, "seguro": 3, "atención": 3, "pingüino": 3, "averiguáis": 4, "aeropuerto": 5,
}  # fmt: skip


@pytest.mark.parametrize(("word", "syllables"), ENGLISH.items())
def test_syllables_are_counted_in_english(word, syllables):
    assert english_syllables(word) == syllables


@pytest.mark.parametrize(("word", "syllables"), SPANISH.items())
def test_syllables_are_counted_in_spanish(word, syllables):
    assert spanish_syllables(word) == syllables


def test_the_measures_tell_easy_from_hard():
    hard = (
        "Notwithstanding applicable confidentiality provisions, authorized representatives may "
        "disclose identifiable information to accreditation organizations."
    )
    difficil = (
        "Independientemente de las disposiciones aplicables, los representantes autorizados podrán "
        "divulgar información identificable a organizaciones acreditadoras."
    )
    assert grade("The cat sat on the mat. It was glad.") < 2 < 16 < grade(hard)
    assert inflesz("El gato come pan. Está bien.") > 90 > 20 > inflesz(difficil)
