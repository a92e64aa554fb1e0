"""What comes next, and what a changed answer puts off the branch."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import submission
from tests.unit.assessment.filled import (
    BATTERY,
    PACKS,
    Ask,
    Done,
    Stop,
    a_form,
    ask_next,
    asq,
    gad7,
    least,
    options,
    phq9,
    reaching,
    sit,
)
from threshold.assessment.answers import UnusableAnswer
from threshold.assessment.battery import Sitting, sitting_of
from threshold.assessment.branching import (
    Hidden,
    left_to_a_person,
    not_applicable,
    score_all,
)
from threshold.assessment.pack import Mode, may_self_report
from threshold.assessment.pack_files import load_packs
from threshold.assessment.scoring import score
from threshold.intake.submission import Couple, Language, Sex, Track

ENGLISH = Sitting("en", sex=Sex.MALE)
NEGATIVE = {"audit-c": {"q1": 0}, "drug-use": {"q1": 0}}
WORDED = {
    name: replace(pack, texts={"en": PACKS["phq-9"].texts["en"]})
    for name, pack in PACKS.items()
    if name in ("audit-c", "audit", "dast-10")
}
LICENSED = {**PACKS, **WORDED}
"""As of an institution that has the texts: what they say does not matter here."""


def asked(answers, sitting=ENGLISH, packs=LICENSED):
    """The items still to be asked, in order, if each is answered with the least."""
    answers = {name: dict(form) for name, form in answers.items()}
    found = []
    while isinstance(following := ask_next(BATTERY, packs, answers, sitting), Ask):
        found.append(f"{following.instrument}/{following.item}")
        form = answers.setdefault(following.instrument, {})
        form[following.item] = least(PACKS[following.instrument])[following.item]
    return found


def instruments(answers, sitting=ENGLISH, packs=LICENSED):
    return list(dict.fromkeys(one.split("/")[0] for one in asked(answers, sitting, packs)))


def test_a_battery_without_a_finding_asks_the_screens_in_their_order():
    assert instruments({}) == [
        "phq-9",
        "asq",
        "gad-7",
        "audit-c",
        "drug-use",
        "pc-ptsd-5",
        "pain",
        "psychosis-mania",
        "eating",
        "cognition",
        "violence",
        "medical",
    ]


def test_the_first_question_is_the_first_of_the_phq_9():
    assert ask_next(BATTERY, PACKS, {}, ENGLISH) == Ask("phq-9", "q1")


@pytest.mark.parametrize(
    ("answers", "following"),
    [
        ({"phq-9": phq9(0)}, Ask("asq", "q1")),
        ({"phq-9": phq9(3)}, Ask("phq-9", "difficulty")),
        ({"phq-9": phq9(3) | {"difficulty": "declined"}}, Ask("asq", "q1")),
        ({"phq-9": phq9(0) | {"q4": "declined"}}, Ask("asq", "q1")),
        ({"phq-9": phq9(0) | {"q4": None}}, Ask("phq-9", "q4")),
        ({"phq-9": phq9(0), "asq": asq()}, Ask("gad-7", "q1")),
        ({"phq-9": phq9(0), "asq": asq("q2")}, Ask("asq", "q5")),
        ({"phq-9": phq9(0), "asq": asq("q2", now="no")}, Ask("gad-7", "q1")),
        ({"phq-9": phq9(0), "asq": asq("q2", now="yes")}, Stop("suicide_now")),
        ({"phq-9": {}, "asq": {"q5": "yes"}}, Stop("suicide_now")),
    ],
)
def test_what_follows(answers, following):
    assert ask_next(BATTERY, PACKS, answers, ENGLISH) == following


def test_the_asq_is_asked_of_everybody_whatever_item_9_was():
    for item_9 in (0, 3):
        form = phq9(0) | {"q9": item_9, "difficulty": 0}
        assert ask_next(BATTERY, PACKS, {"phq-9": form}, ENGLISH) == Ask("asq", "q1")


@pytest.mark.parametrize(
    ("answers", "more"),
    [
        (NEGATIVE, []),
        ({**NEGATIVE, "audit-c": {"q1": 2, "q2": 1, "q3": 1}}, ["audit", "withdrawal"]),
        ({**NEGATIVE, "drug-use": {"q1": 1}}, ["dast-10", "withdrawal", "overdose", "pregnancy"]),
        (
            {"audit-c": {"q1": 4, "q2": 4, "q3": 4}, "drug-use": {"q1": 9}},
            ["audit", "dast-10", "withdrawal", "overdose", "pregnancy"],
        ),
        ({**NEGATIVE, "audit-c": {"q1": "declined"}}, ["withdrawal"]),
        ({**NEGATIVE, "drug-use": {"q1": "declined"}}, ["withdrawal", "overdose", "pregnancy"]),
    ],
)
def test_alcohol_and_drugs_open_what_follows_from_them(answers, more):
    gated = ("audit", "dast-10", "withdrawal", "overdose", "pregnancy")
    assert [name for name in instruments(answers) if name in gated] == more


@pytest.mark.parametrize("track", [Track.SUBSTANCE_USE, Track.DUAL])
def test_who_seeks_help_with_substances_is_asked_about_withdrawal_and_overdose(track):
    found = instruments(NEGATIVE, replace(ENGLISH, tracks=(track,)))
    assert {"withdrawal", "overdose"} <= set(found)


def test_the_audit_goes_on_from_the_audit_c_with_question_4():
    answers = {**NEGATIVE, "audit-c": {"q1": 2, "q2": 1, "q3": 1}}
    found = [one for one in asked(answers) if one.startswith("audit/")]
    assert found == [f"audit/q{n}" for n in range(4, 11)]


def test_a_traumatic_event_opens_its_five_questions():
    answers = {"pc-ptsd-5": {"gate": "yes"}}
    found = [one for one in asked(answers) if one.startswith("pc-ptsd-5/")]
    assert found == [f"pc-ptsd-5/q{n}" for n in range(1, 6)]


@pytest.mark.parametrize(("pain", "opened"), [("yes", True), ("no", False), ("declined", False)])
def test_pain_on_most_days_opens_the_peg(pain, opened):
    assert ("peg" in instruments({"pain": {"most_days": pain}})) is opened


@pytest.mark.parametrize(("sex", "opened"), [(Sex.FEMALE, True), (None, True), (Sex.MALE, False)])
def test_pregnancy_is_asked_where_it_is_possible(sex, opened):
    assert ("pregnancy" in instruments(NEGATIVE, Sitting("en", sex))) is opened


@pytest.mark.parametrize(
    ("partner", "tracks", "alone", "opened"),
    [
        (True, (), True, True),
        (False, (), True, False),
        (None, (), True, False),
        (None, (Track.COUPLES,), True, True),
        (False, (Track.COUPLES,), True, True),
        (True, (Track.COUPLES,), False, False),
        (True, (Track.COUPLES,), None, False),
    ],
)
def test_the_hark_is_asked_with_a_partner_and_only_alone(partner, tracks, alone, opened):
    sitting = Sitting("en", Sex.MALE, tracks, partner, alone)
    assert ("hark" in instruments({}, sitting)) is opened


# Rights and language.


@pytest.mark.parametrize(
    ("language", "by_a_person"),
    [
        ("en", ("audit-c",)),
        ("es", ("audit-c", "drug-use", "pc-ptsd-5")),
        ("es-MX", ("audit-c", "drug-use", "pc-ptsd-5")),
    ],
)
def test_what_may_not_be_shown_is_left_to_a_person_and_not_asked(language, by_a_person):
    _, end = sit(Sitting(language, Sex.MALE), {})
    assert end == Done(by_a_person)


def test_what_is_left_to_a_person_is_known_before_the_rest_is_asked():
    assert left_to_a_person(BATTERY, PACKS, {}, ENGLISH) == ("audit-c",)


def test_what_a_gate_opens_is_left_to_a_person_only_from_then_on():
    used = {"drug-use": {"q1": 3}}
    assert left_to_a_person(BATTERY, PACKS, used, ENGLISH) == ("audit-c", "dast-10")


def test_withdrawal_is_asked_where_alcohol_could_not_be():
    assert "withdrawal" in instruments({}, packs=PACKS)


def test_a_clinicians_instrument_is_in_no_battery():
    assert all(PACKS[step.pack].mode is Mode.SELF for step in BATTERY.steps)


# Whole sittings.


def test_a_sitting_asks_nothing_that_does_not_count_and_leaves_nothing_out():
    answers, end = sit(ENGLISH, {})
    assert end == Done(("audit-c",))
    assert not_applicable(BATTERY, PACKS, answers, ENGLISH) == ()
    assert all(score(PACKS[name], form).missing == () for name, form in answers.items())


@given(st.data())
def test_every_sitting_ends_with_every_question_answered_or_stops_for_a_person(data):
    sitting = Sitting(
        data.draw(st.sampled_from(["en", "es"])),
        data.draw(st.sampled_from([None, *Sex])),
        data.draw(st.sampled_from([(), (Track.COUPLES,), (Track.DUAL,)])),
        alone=data.draw(st.sampled_from([None, True, False])),
    )
    answers = {}
    while isinstance(following := ask_next(BATTERY, PACKS, answers, sitting), Ask):
        pack = PACKS[following.instrument]
        assert may_self_report(pack, sitting.language)
        item = next(one for one in pack.items if one.id == following.item)
        form = answers.setdefault(pack.id, {})
        assert item.id not in form
        form[item.id] = data.draw(st.sampled_from([*options(pack, item), "declined"]))
    assert isinstance(following, Stop | Done)
    assert not_applicable(BATTERY, PACKS, answers, sitting) == ()


# Changed answers.


def test_an_instrument_behind_a_gate_that_closed_is_hidden_and_out_of_the_score():
    before = {"pain": {"most_days": "yes"}, "peg": reaching(PACKS["peg"], 21)}
    after = before | {"pain": {"most_days": "no"}}
    assert not_applicable(BATTERY, PACKS, before, ENGLISH) == ()
    assert not_applicable(BATTERY, PACKS, after, ENGLISH) == (Hidden("peg"),)
    assert "peg" in score_all(BATTERY, PACKS, before, ENGLISH)
    assert "peg" not in score_all(BATTERY, PACKS, after, ENGLISH)


def test_items_off_the_branch_of_their_instrument_are_hidden():
    answers = {"pc-ptsd-5": {"gate": "no", "q1": "yes", "q2": "declined", "q3": None}}
    assert not_applicable(BATTERY, PACKS, answers, ENGLISH) == (
        Hidden("pc-ptsd-5", "q1"),
        Hidden("pc-ptsd-5", "q2"),
    )


def test_instruments_outside_the_battery_are_hidden_item_by_item_too():
    answers = {"bam": least(PACKS["bam"]) | {"q4": 0, "q5": 3}}
    assert Hidden("bam", "q5") in not_applicable(BATTERY, PACKS, answers, ENGLISH)


def test_the_dast_is_hidden_once_there_is_no_drug_use():
    answers = {"drug-use": {"q1": 0}, "dast-10": reaching(PACKS["dast-10"], 5)}
    assert not_applicable(BATTERY, PACKS, answers, ENGLISH) == (Hidden("dast-10"),)


@pytest.mark.parametrize("drug_use", [{}, {"drug-use": {}}, {"drug-use": {"q1": "declined"}}])
def test_a_gate_that_is_not_known_hides_nothing(drug_use):
    answers = {**drug_use, "dast-10": reaching(PACKS["dast-10"], 5)}
    assert not_applicable(BATTERY, PACKS, answers, ENGLISH) == ()


@pytest.mark.parametrize(
    "danger",
    [
        {"withdrawal": {"in_withdrawal_now": "yes"}},
        {"overdose": {"last_12_months": "yes", "last_30_days": "yes"}},
        {"hark": least(PACKS["hark"]) | {"q2": "yes"}},
    ],
)
def test_what_signals_a_danger_is_never_hidden(danger):
    sitting = replace(ENGLISH, has_partner=False, alone=False)
    answers = {**NEGATIVE, **danger}
    assert not_applicable(BATTERY, PACKS, answers, sitting) == ()
    assert score_all(BATTERY, PACKS, answers, sitting).keys() == answers.keys()


def test_answers_to_the_audit_c_count_in_the_audit_too():
    answers = {
        "audit-c": {"q1": 4, "q2": 3, "q3": 3},
        "audit": {f"q{n}": 2 for n in range(4, 11)},
    }
    assert score_all(BATTERY, PACKS, answers, ENGLISH)["audit"].total == 24


def test_an_answer_given_in_the_audit_itself_is_kept():
    answers = {"audit-c": {"q1": 4}, "audit": {"q1": 1}}
    assert score_all(BATTERY, PACKS, answers, ENGLISH)["audit"].answers["q1"] == 1


def test_an_audit_that_was_not_begun_is_not_made_of_the_audit_c():
    assert score_all(BATTERY, PACKS, NEGATIVE, ENGLISH).keys() == NEGATIVE.keys()


@given(
    st.fixed_dictionaries(
        {}, optional={step.pack: a_form(PACKS[step.pack]) for step in BATTERY.steps}
    )
)
def test_hiding_never_takes_out_a_signal(forms):
    counted = score_all(BATTERY, PACKS, forms, ENGLISH)
    for instrument, form in forms.items():
        if signals := score(PACKS[instrument], form).signals:
            assert set(signals) <= set(counted[instrument].signals)


def test_an_answer_that_cannot_be_scored_is_refused_by_name():
    with pytest.raises(UnusableAnswer, match=r"^phq-9: q1: "):
        ask_next(BATTERY, PACKS, {"phq-9": {"q1": 4}}, ENGLISH)


def test_the_sitting_is_read_from_a_submission_as_far_as_it_says():
    plain = sitting_of(submission())
    assert (plain.language, plain.has_partner, plain.alone) == ("en", None, None)
    couple = submission(couple=Couple(screened_alone=True), language=Language("es", "es"))
    assert sitting_of(couple) == Sitting("es", None, (), has_partner=True, alone=True)


def test_packs_and_battery_are_read_anew_and_alike_each_time():
    assert load_packs() == PACKS


def test_no_reading_of_a_form_changes_it():
    answers = {"phq-9": phq9(3), "gad-7": gad7(2)}
    score_all(BATTERY, PACKS, answers, ENGLISH)
    assert answers == {"phq-9": phq9(3), "gad-7": gad7(2)}
