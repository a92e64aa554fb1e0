"""Whom somebody may mean by what they type; whether it is theirs, they are asked after."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from threshold.form.payers import MOST_SHOWN, payers_meant
from threshold.program.model import Payer, Transport

DOOR = Transport("https://payer.example.test/", "EXAMPLEIOP", "EXAMPLEPAYER")


def payer(payer_id: str, name: str, *aliases: str, other_ids: Sequence[str] = ()) -> Payer:
    return Payer(payer_id, name, DOOR, aliases, tuple(other_ids))


TEXAS = payer("84980", "BCBS OF TEXAS", "Blue Cross Blue Shield of Texas", "BCBS of TX")
ILLINOIS = payer("00621", "BCBS OF ILLINOIS", "Blue Cross and Blue Shield of Illinois", "BCBS IL")
UNITED = payer("87726", "UNITEDHEALTHCARE", "UnitedHealthcare", "United Health Care", "UHC")
AETNA = payer("60054", "AETNA", "Aetna", other_ids=["AETNA1"])
CIGNA = payer("62308", "CIGNA", "Cigna")
EXAMPLE = payer("99991", "EXAMPLE HEALTH PLAN", "Example Health", "EHP")
SPARROW = payer("SPRW", "SPARROW", "Sparrow")
ALL = (TEXAS, ILLINOIS, UNITED, AETNA, CIGNA, EXAMPLE, SPARROW)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Example Health", [EXAMPLE]),
        ("  EXAMPLE   health plan ", [EXAMPLE]),
        ("Health, Example", [EXAMPLE]),
        ("exmaple health", [EXAMPLE]),
        ("E.H.P.", [EXAMPLE]),
        ("Éxample Health Insurance Co.", [EXAMPLE]),
        ("Example Health Gold PPO 2500", [EXAMPLE]),
        ("BCBS of TX", [TEXAS]),
        ("bcbs texas", [TEXAS]),
        ("blue cross texas", [TEXAS]),
        ("texas blue cross blue sheild", [TEXAS]),
        ("Blue Cross", [ILLINOIS, TEXAS]),
        ("bcbs", [ILLINOIS, TEXAS]),
        ("uhc", [UNITED]),
        ("united healthcare", [UNITED]),
        ("United Helthcare", [UNITED]),
        ("tx", [TEXAS]),
        ("etna", [AETNA]),
        ("99991", [EXAMPLE]),
        ("Payer ID 60054", [AETNA]),
        ("aetna1", [AETNA]),
        ("sprw", [SPARROW]),
    ],
)
def test_a_payer_is_found_as_people_write_it(typed, meant):
    assert [one.id for one in payers_meant(typed, ALL)] == [one.id for one in meant]


@pytest.mark.parametrize(
    "typed",
    [
        *("", "   ", "---", "?", "of the", "plan", "insurance"),
        *("Zebra Mutual", "BCBS of Georgia", "Blue Cross Blue Shield of Georgia", "Medicaid"),
        *("999", "9999", "EXA123456789", "my job", "aet"),
    ],
)
def test_nobody_is_found_where_nothing_is_like_it(typed):
    assert payers_meant(typed, ALL) == ()


def test_an_id_or_a_whole_name_means_no_other_payer_however_alike():
    near = payer("11111", "EXAMPLE HEALTH PLANS EAST", "Example Health East")
    assert payers_meant("Example Health", (near, EXAMPLE)) == (EXAMPLE,)
    assert payers_meant("99991", (near, EXAMPLE)) == (EXAMPLE,)


def test_a_name_that_two_payers_bear_means_both():
    other = payer("77777", "EXAMPLE HEALTH OF UTAH", "Example Health")
    assert set(payers_meant("example health", (EXAMPLE, other))) == {EXAMPLE, other}


def test_the_likeliest_comes_first():
    found = payers_meant("blue cross ilinois", ALL)
    assert found[0] is ILLINOIS


def test_only_so_many_are_shown():
    many = [payer(f"1000{n:02}", f"STATE PLAN {n}", f"State Health {n:02}") for n in range(30)]
    assert len(payers_meant("state", many)) == MOST_SHOWN


@given(st.text(max_size=120))
@settings(max_examples=150)
def test_whatever_is_typed_only_payers_of_the_program_are_found_each_once(typed):
    found = payers_meant(typed, ALL)
    assert set(found) <= set(ALL)
    assert len(set(found)) == len(found) <= MOST_SHOWN


@given(st.sampled_from(ALL), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_every_name_is_found_in_any_order_of_its_words(one, random):
    for name in (one.name, *one.aliases):
        words = name.split()
        random.shuffle(words)
        assert one in payers_meant(" ".join(words), ALL)
