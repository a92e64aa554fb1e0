"""What the texts that people sign must say, and how one that was signed is found again."""

import re
from dataclasses import replace
from datetime import date

import pytest
import yaml

from tests.clinic import CLINIC, ROOT
from threshold.intake.submission import ConsentKind
from threshold.web.pages.consents import (
    NoSuchText,
    consent_text,
    current_text,
    published,
    shown_by,
    versions,
)
from threshold.web.pages.texts import LANGUAGES

TPO = ConsentKind.TREATMENT_PAYMENT_OPERATIONS
NOTICE = ConsentKind.PRIVACY_NOTICE
PROGRAM = CLINIC.program
CURRENT = [(kind, language) for kind in ConsentKind for language in LANGUAGES]


def says(kind, language, *phrases):
    words = current_text(kind, language, PROGRAM).words
    return [phrase for phrase in phrases if not re.search(phrase, words, re.IGNORECASE)] == []


@pytest.mark.parametrize(("kind", "language"), CURRENT)
def test_every_consent_has_a_text_with_nothing_left_to_fill_in(kind, language):
    text = current_text(kind, language, PROGRAM)
    assert text.parts
    assert "{" not in text.words


@pytest.mark.parametrize("folder", ["program", "local/program"])
def test_the_version_that_covers_substance_use_is_the_one_configured(folder):
    program = yaml.safe_load((ROOT / folder / "program.yaml").read_text())
    configured = set(program["verification"]["substance_use_consents"])
    covering = {
        version
        for version in versions(TPO)
        if all(consent_text(TPO, version, one, PROGRAM).covers_substance_use for one in LANGUAGES)
    }
    assert configured == covering == {versions(TPO)[-1]}


@pytest.mark.parametrize(
    ("language", "elements"),
    [
        (
            "en",
            {
                "who may disclose": "Example Virtual IOP, its care team and its staff",
                "what, specifically": "records about alcohol and drug use",
                "recipients": "My treating providers, health plans, third-party payers, and "
                "people helping to operate this program",
                "purpose": "For treatment, payment, and health care operations",
                "redisclosure under HIPAA": "HIPAA privacy rules may share it again",
                "not in proceedings": "civil, criminal, administrative or legislative case",
                "no longer protected": "may no longer protect it",
                "right to revoke": "take it back in writing at any time",
                "but for what was relied on": "cannot be undone",
                "how to revoke": "write to privacy@example.test",
                "expiry": "There is no end date",
                "if refused": "You may then have to pay for care yourself",
                "not counseling notes": "does not include the private notes",
            },
        ),
        (
            "es",
            {
                "who may disclose": "Example Virtual IOP, su equipo de atención",
                "what, specifically": "datos sobre el uso de alcohol y drogas",
                "recipients": "quienes me dan tratamiento, los planes de salud, otros que pagan "
                "mi atención y las personas que ayudan a llevar este programa",
                "purpose": "Para tratamiento, pago y operaciones de atención médica",
                "redisclosure under HIPAA": "HIPAA los pueden compartir otra vez",
                "not in proceedings": "caso civil, penal, administrativo o legislativo",
                "no longer protected": "quizá ya no los proteja",
                "right to revoke": "retirarlo por escrito cuando quiera",
                "but for what was relied on": "no se puede deshacer",
                "how to revoke": "escriba a privacy@example.test",
                "expiry": "No tiene fecha final",
                "if refused": "Quizá tenga que pagar usted",
                "not counseling notes": "No incluye las notas privadas",
            },
        ),
    ],
)
def test_the_consent_has_every_element_of_42_cfr_2_31(language, elements):
    assert {name: says(TPO, language, text) for name, text in elements.items()} == dict.fromkeys(
        elements, True
    )


@pytest.mark.parametrize(
    ("language", "phrases"),
    [
        (
            "en",
            (
                "how medical information about you may be used and disclosed",
                "right to a copy of this notice .in paper or electronic form.",
                r"\(555\) 555-0100 and privacy@example.test",
                "civil, criminal, administrative or legislative case against you",
                "a court orders it",
                "subpoena",
                "raise money",
                "correct it",
                "list of those with whom we shared",
                "gets into wrong hands",
                "Office for Civil Rights",
                "never punish",
                "in effect from February 16, 2026",
            ),
        ),
        (
            "es",
            (
                "cómo se puede usar y divulgar su información médica",
                "derecho a una copia de este aviso .en papel o en forma electrónica.",
                "caso civil, penal, administrativo o legislativo contra usted",
                "un tribunal lo ordena",
                "pedir dinero",
                "Oficina de Derechos Civiles",
                "en vigor desde el 16 de febrero de 2026",
            ),
        ),
    ],
)
def test_the_notice_says_what_45_cfr_164_520_and_42_cfr_2_22_ask(language, phrases):
    assert says(NOTICE, language, *phrases)


@pytest.mark.parametrize(
    ("language", "phrases"),
    [
        (
            "en",
            (
                "Example Video",
                "Nobody records",
                "address where you are",
                "911",
                "care in person",
                "stays in the group",
                "one year",
                "license",
            ),
        ),
        (
            "es",
            (
                "Example Video",
                "Nadie graba",
                "dirección donde está",
                "911",
                "atención en persona",
                "se queda en el grupo",
                "Un año",
                "licencia",
            ),
        ),
    ],
)
def test_the_telehealth_consent_says_how_care_by_video_is(language, phrases):
    assert says(ConsentKind.TELEHEALTH, language, *phrases)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_that_stops_messages_is_told(language):
    words = ("STOP", "QUIT", "END", "REVOKE", "OPT OUT", "CANCEL", "UNSUBSCRIBE")
    assert says(ConsentKind.MESSAGES, language, *words)


def test_every_kind_ever_published_can_still_be_read():
    for name in published():
        kind, version, language, _ = name.split(".")
        assert consent_text(kind, version, language, PROGRAM).version == version


def test_there_is_no_text_of_a_version_that_was_never_published():
    with pytest.raises(NoSuchText):
        consent_text(TPO, "1999-01", "en", PROGRAM)


def test_what_was_shown_is_found_by_its_hash_in_the_language_it_was_shown_in():
    spanish = current_text(TPO, "es", PROGRAM).shown
    assert shown_by(PROGRAM)(TPO, spanish.sha256) == spanish


def test_the_hash_of_one_consent_is_not_that_of_another():
    telehealth = current_text(ConsentKind.TELEHEALTH, "en", PROGRAM).shown
    assert shown_by(PROGRAM)(TPO, telehealth.sha256) is None


def test_another_name_in_the_text_is_another_text():
    since = replace(PROGRAM.consents, notice_in_effect=date(2027, 1, 1))
    renamed = replace(PROGRAM, consents=since)
    before, after = (current_text(NOTICE, "en", one).shown for one in (PROGRAM, renamed))
    assert before.version == after.version
    assert before.sha256 != after.sha256
