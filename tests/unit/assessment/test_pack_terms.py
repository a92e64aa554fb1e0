"""LOINC codes: against a frozen list, and by their check digits."""

import pytest

from tests.unit.assessment.filled import OURS, PACKS

# From the instruments' LOINC panels, not from the packs: a code that drifts fails here.
FROZEN_TERMS = {
    "phq-2": {"panel": "55757-9", "total": "55758-7", "q1": "44250-9", "q2": "44255-8"},
    "phq-9": {
        "panel": "44249-1",
        "total": "44261-6",
        "q1": "44250-9",
        "q2": "44255-8",
        "q3": "44259-0",
        "q4": "44254-1",
        "q5": "44251-7",
        "q6": "44258-2",
        "q7": "44252-5",
        "q8": "44253-3",
        "q9": "44260-8",
        "difficulty": "69722-7",
    },
    "gad-2": {"q1": "69725-0", "q2": "68509-9"},
    "gad-7": {
        "panel": "69737-5",
        "total": "70274-6",
        "q1": "69725-0",
        "q2": "68509-9",
        "q3": "69733-4",
        "q4": "69734-2",
        "q5": "69735-9",
        "q6": "69689-8",
        "q7": "69736-7",
    },
    "asq": {"result": "93374-7"},
    "audit-c": {
        "panel": "72109-2",
        "total": "75626-2",
        "q1": "68518-0",
        "q2": "68519-8",
        "q3": "68520-6",
    },
    "audit": {
        "panel": "72110-0",
        "total": "75624-7",
        "q1": "68518-0",
        "q2": "68519-8",
        "q3": "68520-6",
        "q4": "97734-8",
        "q5": "97735-5",
        "q6": "97736-3",
        "q7": "97737-1",
        "q8": "97738-9",
        "q9": "97739-7",
        "q10": "97740-5",
    },
    "dast-10": {"panel": "82666-9", "total": "82667-7"},
    "pc-ptsd-5": {
        "panel": "102010-6",
        "total": "102017-1",
        "gate": "102011-4",
        "q1": "102012-2",
        "q2": "102013-0",
        "q3": "102014-8",
        "q4": "102015-5",
        "q5": "102016-3",
    },
    "pcl-5": {"panel": "101697-1", "total": "101698-9"},
    "peg": {
        "panel": "91148-7",
        "total": "91147-9",
        "q1": "75893-8",
        "q2": "91145-3",
        "q3": "91146-1",
    },
    "hark": {
        "panel": "76499-3",
        "total": "76504-0",
        "q1": "76500-8",
        "q2": "76501-6",
        "q3": "76502-4",
        "q4": "76503-2",
    },
    "c-ssrs": {
        "panel": "93373-9",
        "result": "93374-7",
        "q1": "93246-7",
        "q2": "93247-5",
        "q3": "93248-3",
        "q4": "93249-1",
        "q5": "93250-9",
        "q6": "93267-3",
        "q7": "93269-9",
    },
}
WITHOUT_TERMS = {"drug-use", "bam", *OURS}
FREQUENCY = {"LA6568-5": 0, "LA6569-3": 1, "LA6570-1": 2, "LA6571-9": 3}
DRINKING = {
    "frequency": {"LA6270-8": 0, "LA18926-8": 1, "LA18927-6": 2, "LA18928-4": 3, "LA18929-2": 4},
    "drinks": {"LA15694-5": 0, "LA15695-2": 1, "LA18930-0": 2, "LA18931-8": 3, "LA18932-6": 4},
    "heavy_days": {"LA6270-8": 0, "LA18933-4": 1, "LA18876-5": 2, "LA18891-4": 3, "LA18934-2": 4},
}
FROZEN_ANSWERS = {
    **{(name, "frequency"): FREQUENCY for name in ("phq-2", "phq-9", "gad-2", "gad-7")},
    ("phq-9", "difficulty"): {"LA6572-7": 0, "LA6573-5": 1, "LA6575-0": 2, "LA6574-3": 3},
    **{("audit-c", name): codes for name, codes in DRINKING.items()},
    **{("audit", name): codes for name, codes in DRINKING.items()},
}
EVERY_PACK = pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS.keys())


def check_digit(number):
    """LOINC's check digit: mod 10, every second digit from the right doubled."""
    doubled = [
        int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(number[::-1])
    ]
    return -sum(digit // 10 + digit % 10 for digit in doubled) % 10


def terms(pack):
    whole = {name: getattr(pack.loinc, name) for name in ("panel", "total", "result")}
    found = whole | {item.id: item.loinc for item in pack.items}
    return {name: code for name, code in found.items() if code}


@EVERY_PACK
def test_terms_are_those_of_the_frozen_list(pack):
    assert terms(pack) == FROZEN_TERMS.get(pack.id, {})


def test_each_pack_is_in_the_frozen_list_or_known_to_have_no_terms():
    assert PACKS.keys() == FROZEN_TERMS.keys() | WITHOUT_TERMS


def test_the_panel_of_dast_10_is_not_taken_for_its_total():
    assert PACKS["dast-10"].loinc.total != PACKS["dast-10"].loinc.panel


def test_item_1_of_audit_c_is_not_the_term_of_the_us_core_questionnaire():
    assert PACKS["audit-c"].items[0].loinc != "68517-2"


@pytest.mark.parametrize(("name", "choices"), FROZEN_ANSWERS, ids=str)
def test_answer_codes_are_those_of_the_frozen_list(name, choices):
    codes = {option.code: option.score for option in PACKS[name].choices[choices]}
    assert codes == FROZEN_ANSWERS[name, choices]


@EVERY_PACK
def test_an_answer_list_that_is_not_frozen_has_no_codes(pack):
    for name, listed in pack.choices.items():
        assert (pack.id, name) in FROZEN_ANSWERS or not any(one.code for one in listed)


def test_risk_levels_of_the_c_ssrs_have_codes_and_a_negative_screen_has_none():
    assert {result.id: result.code for result in PACKS["c-ssrs"].results} == {
        "high": "LA9193-9",
        "moderate": "LA6751-7",
        "low": "LA9194-7",
        "negative": None,
    }


@EVERY_PACK
def test_each_term_has_its_check_digit(pack):
    for code in terms(pack).values():
        number, digit = code.split("-")
        assert check_digit(number) == int(digit), code


@pytest.mark.parametrize("code", ["44250-8", "44255-9", "69725-1"])
def test_a_mistyped_term_fails_its_check_digit(code):
    number, digit = code.split("-")
    assert check_digit(number) != int(digit)
