"""Who may be shown which wording: rights, mode and language."""

import pytest

from tests.unit.assessment.filled import OURS, PACKS
from threshold.assessment.pack import Mode, may_self_report

EVERY_PACK = pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS.keys())

# What a person may fill in alone, by language: rights and wording decide.
SELF_REPORT = {
    "en": OURS
    | {"phq-2", "phq-9", "gad-2", "gad-7", "asq", "drug-use", "pc-ptsd-5", "pcl-5", "peg", "hark"},
    "es": OURS | {"phq-2", "phq-9", "gad-2", "gad-7", "asq"},
    "tlh": set(),
}


@pytest.mark.parametrize("language", SELF_REPORT)
def test_self_report_takes_rights_and_a_text_in_the_language(language):
    assert {pack.id for pack in PACKS.values() if may_self_report(pack, language)} == SELF_REPORT[
        language
    ]


def test_a_regional_tag_is_served_by_its_language():
    assert may_self_report(PACKS["phq-9"], "es-MX")
    assert not may_self_report(PACKS["peg"], "es-MX")


def test_text_is_shipped_only_of_what_is_free():
    assert {pack.id for pack in PACKS.values() if not pack.rights.text_shipped} == {
        "audit",
        "audit-c",
        "dast-10",
        "bam",
        "c-ssrs",
    }
    assert all(pack.rights.status == "free" for pack in PACKS.values() if pack.texts)


@EVERY_PACK
def test_rights_say_where_they_are_written_and_whether_that_was_seen(pack):
    assert pack.rights.holder
    assert pack.rights.evidence
    assert pack.rights.verified is (pack.rights.checked_on is not None)


def test_the_c_ssrs_is_for_clinicians_and_off():
    assert (PACKS["c-ssrs"].mode, PACKS["c-ssrs"].off) == (Mode.CLINICIAN, True)
    assert [pack.id for pack in PACKS.values() if pack.off] == ["c-ssrs"]


@pytest.mark.parametrize("name", sorted(OURS))
def test_our_own_questions_are_ours_in_both_languages(name):
    rights = PACKS[name].rights
    assert (rights.holder, PACKS[name].languages) == ("Threshold contributors", ("en", "es"))
