import json
from hashlib import sha256

import pytest

from threshold.web.pages.check_texts import (
    catalogue_faults,
    consent_faults,
    faults,
    names_in,
    words_in,
)
from threshold.web.pages.texts_needed import may_be_shown, must_be_there

NEEDED = frozenset({"page.name.title"})
WHOLE = {
    "en": {"page.name.title": "What is your name, {name}?"},
    "es": {"page.name.title": "¿Cómo se llama, {name}?"},
}


def found(more=None, less=(), shown=()):
    """What is found in two catalogues in which some texts are others, or gone."""
    texts = {
        language: {
            key: text
            for key, text in (own | (more or {}).get(language, {})).items()
            if (language, key) not in less
        }
        for language, own in WHOLE.items()
    }
    return list(catalogue_faults(texts, NEEDED, frozenset(shown)))


def test_the_words_of_the_pages_are_whole():
    assert list(faults()) == []


def test_nothing_is_found_where_nothing_is_wrong():
    assert found() == []


def test_a_text_that_a_page_needs_is_missed():
    gone = ("en", "page.name.title"), ("es", "page.name.title")
    assert found(less=gone) == ["en: page.name.title is missing", "es: page.name.title is missing"]


def test_a_text_in_one_language_alone_is_missed_in_the_other():
    assert found({"en": {"a.b": "Hello"}}, shown=["a.b"]) == ["es: a.b is missing"]


def test_an_empty_text_is_no_text():
    assert found({"es": {"page.name.title": " "}})[0] == "es: page.name.title is empty"


def test_a_text_that_no_page_shows_is_told():
    more = {"en": {"a.b": "Hello"}, "es": {"a.b": "Hola"}}
    assert found(more) == ["a.b is shown nowhere"]


def test_both_languages_fill_in_the_same_names():
    assert found({"es": {"page.name.title": "¿Cómo se llama, {nombre}?"}}) == [
        "es: page.name.title does not fill in the same names"
    ]


def test_english_in_the_place_of_spanish_is_no_translation():
    assert found({"es": WHOLE["en"]}) == ["es: page.name.title is not translated"]


@pytest.mark.parametrize(
    "key",
    [
        "page.consent-telehealth.title",
        "section.payment",
        "field.person.name.first.label",
        "field.location.state.TX",
        "option.not_now",
        "fault.not_a_phone",
        "why.phq-9",
        "consent.without.treatment_payment_operations",
        "layout.leave",
        "check.signed",
    ],
)
def test_what_the_form_its_templates_and_its_code_ask_for_must_be_there(key):
    assert key in must_be_there()


@pytest.mark.parametrize(
    "key",
    ["page.reach.why", "field.person.birth_date.hint", "date.month.12", "fault.item.missing"],
)
def test_what_only_some_pages_say_may_be_there(key):
    assert key in may_be_shown()


@pytest.mark.parametrize("key", ["page.nowhere.title", "field.nothing.label", "why.nothing"])
def test_what_belongs_to_no_page_may_not(key):
    assert key not in may_be_shown() | must_be_there()


@pytest.mark.parametrize(
    "template",
    [
        "<p>Hello</p>",
        '<img alt="A card">',
        '<p aria-label="Close">{{ t("a.b") }}</p>',
        "{% if one %}yes{% endif %}",
        '<p>{{ t("a.b") }} or {{ t("a.c") }}</p>',
    ],
)
def test_words_of_a_template_s_own_are_found(template):
    assert words_in(template)


@pytest.mark.parametrize(
    "template",
    [
        '<p class="lead">{{ t("a.b") }} · {{ name }}</p>',
        '{# a comment #}<input type="text" name="code" aria-label="{{ t("a.b") }}">',
        '{% macro m(one) %}\n{%- if one %} aria-describedby="{{ one.id }}-hint"{% endif -%}\n'
        "{% endmacro %}",
    ],
)
def test_names_of_the_program_and_marks_are_no_words(template):
    assert words_in(template) == []


def test_names_are_those_in_braces():
    assert names_in("Part {part} of {parts}") == {"part", "parts"}


CONSENT = {"title": "{program}", "sections": [{"title": "A", "text": ["B"]}], "closing": "C"}


def published(**changes):
    texts = {f"telehealth.2026-02.{one}.json": json.dumps(CONSENT) for one in ("en", "es")}
    texts |= changes
    return texts, {name: sha256(text.encode()).hexdigest() for name, text in texts.items()}


def test_texts_to_sign_that_are_as_published_pass():
    assert list(consent_faults(*published())) == []


def test_a_published_text_to_sign_never_changes():
    texts, listed = published()
    changed = {name: text.replace("B", "D") for name, text in texts.items()}
    assert [fault.split(":")[1] for fault in consent_faults(changed, listed)] == [
        " was published and has changed; a change is a new version"
    ] * 2


def test_a_published_text_to_sign_never_goes():
    texts, listed = published()
    left = {name: text for name, text in texts.items() if ".es." not in name}
    assert list(consent_faults(left, listed)) == [
        "telehealth.2026-02.es.json: was published and is gone",
        "telehealth 2026-02: there is none in es",
    ]


def test_a_text_to_sign_has_the_same_parts_in_every_language():
    shorter = json.dumps(CONSENT | {"sections": []})
    texts, listed = published(**{"telehealth.2026-02.es.json": shorter})
    assert "telehealth.2026-02.en.json: has other parts than in es" in list(
        consent_faults(texts, listed)
    )
