"""PHQ-2, GAD-2, PC-PTSD-5, PCL-5, PEG, HARK and BAM by their published rules."""

from decimal import Decimal

import pytest

from tests.unit.assessment.filled import PACKS, least, options, points, reaching
from threshold.assessment.answers import in_form_order
from threshold.assessment.scoring import Status, score

PC_PTSD, PCL5, PEG = PACKS["pc-ptsd-5"], PACKS["pcl-5"], PACKS["peg"]
HARK, BAM = PACKS["hark"], PACKS["bam"]


# PHQ-2, GAD-2: items 1 and 2 of the longer form; positive from 3 (Kroenke 2003, 2007).


@pytest.mark.parametrize("name", ["phq-2", "gad-2"])
@pytest.mark.parametrize(("total", "positive"), [(0, False), (2, False), (3, True), (6, True)])
def test_two_items_are_positive_from_3(name, total, positive):
    assert score(PACKS[name], reaching(PACKS[name], total)).positive is positive


# PC-PTSD-5 (Prins 2016): no event, no questions, 0; flagged from 3.


def pc_ptsd(yes, gate="yes"):
    return {"gate": gate} | {f"q{n}": "yes" if n <= yes else "no" for n in range(1, 6)}


def test_no_traumatic_event_is_a_complete_screen_of_0():
    scored = score(PC_PTSD, {"gate": "no"})
    assert (scored.status, scored.total, scored.positive) == (Status.COMPLETE, 0, False)


@pytest.mark.parametrize(
    ("yes", "positive"), [(0, False), (1, False), (2, False), (3, True), (4, True), (5, True)]
)
def test_pc_ptsd_5_is_flagged_from_3(yes, positive):
    scored = score(PC_PTSD, pc_ptsd(yes))
    assert (scored.total, scored.positive) == (yes, positive)


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"gate": "yes"}, Status.INCOMPLETE),
        ({"gate": "declined"}, Status.DECLINED),
        ({"q1": "yes", "q2": "yes", "q3": "yes"}, Status.INCOMPLETE),
        (pc_ptsd(3) | {"q4": "declined"}, Status.DECLINED),
    ],
)
def test_pc_ptsd_5_without_its_gate_or_an_item_has_no_total(form, status):
    scored = score(PC_PTSD, form)
    assert (scored.status, scored.total) == (status, None)


# PCL-5 (VA): sum, clusters, provisional rule.


@pytest.mark.parametrize(("total", "positive"), [(30, False), (31, True), (33, True), (80, True)])
def test_pcl_5_suggests_ptsd_from_31(total, positive):
    assert score(PCL5, reaching(PCL5, total)).positive is positive


def test_pcl_5_clusters_are_5_2_7_and_6_items():
    scored = score(PCL5, reaching(PCL5, 80))
    assert dict(scored.scores) == {
        "total": 80,
        "intrusion": 20,
        "avoidance": 8,
        "cognition_and_mood": 28,
        "arousal": 24,
    }


PROVISIONAL = {"q5": 2, "q7": 2, "q8": 2, "q14": 2, "q15": 2, "q20": 2}


@pytest.mark.parametrize("changes", [{}, *({item: 1} for item in PROVISIONAL)])
def test_pcl_5_is_provisional_by_1_b_1_c_2_d_and_2_e_at_2_or_more(changes):
    scored = score(PCL5, least(PCL5) | PROVISIONAL | changes)
    assert scored.flags == (() if changes else ("provisional_ptsd",))
    assert scored.positive is False


def test_an_unfinished_pcl_5_is_not_provisional():
    assert score(PCL5, PROVISIONAL).flags == ()


# PEG (Krebs 2009): the mean of three, all needed.


@pytest.mark.parametrize(
    ("answers", "mean"),
    [
        ([0, 0, 0], "0.00"),
        ([7, 0, 0], "2.33"),
        ([4, 4, 4], "4.00"),
        ([5, 6, 6], "5.67"),
        ([10, 10, 10], "10.00"),
    ],
)
def test_peg_is_the_mean_to_two_places(answers, mean):
    scored = score(PEG, in_form_order(PEG, answers))
    assert (scored.total, scored.positive, scored.band) == (Decimal(mean), None, None)


def test_peg_of_two_items_has_no_mean():
    assert score(PEG, in_form_order(PEG, [5, 6])).total is None


# HARK (Sohal 2007): any yes.


@pytest.mark.parametrize("item", ["q1", "q2", "q3", "q4"])
def test_one_yes_on_the_hark_is_positive_and_a_signal(item):
    scored = score(HARK, least(HARK) | {item: "yes"})
    assert (scored.total, scored.positive, scored.signals) == (1, True, ("partner_violence",))


def test_a_hark_of_four_noes_is_negative():
    scored = score(HARK, least(HARK))
    assert (scored.total, scored.positive, scored.signals) == (0, False, ())


# BAM (VA): three subscales, no total, no cut-off.


def test_bam_subscales_are_of_their_own_items():
    ones = {"q4": 1, "q5": 1, "q6": 1, "q1": 2, "q2": 2, "q3": 2, "q8": 2, "q11": 2, "q15": 2}
    threes = {"q9": 3, "q10": 3, "q12": 3, "q13": 3, "q14": "yes", "q16": 3}
    scored = score(BAM, least(BAM) | ones | threes | {"q17": 4, "q7a": 4})
    assert dict(scored.scores) == {"use": 3, "risk": 12, "protective": 19}
    assert (scored.total, scored.positive, scored.band) == (None, None, None)


@pytest.mark.parametrize(("name", "highest"), [("use", 12), ("risk", 24), ("protective", 24)])
def test_bam_subscales_at_their_highest(name, highest):
    assert score(BAM, {i.id: options(BAM, i)[-1] for i in BAM.items}).scores[name] == highest


def test_bam_without_drinking_or_drugs_skips_heavy_drinking_and_which_drugs():
    form = {item.id: answer for item, answer in zip(BAM.items, least(BAM).values(), strict=True)}
    for skipped in ("q5", *(f"q7{letter}" for letter in "abcdefg")):
        del form[skipped]
    scored = score(BAM, form)
    assert (scored.status, scored.scores["use"], scored.missing) == (Status.COMPLETE, 0, ())


def test_bam_income_scores_0_or_4():
    income = next(item for item in BAM.items if item.id == "q14")
    assert points(BAM, income) == [0, 4]
