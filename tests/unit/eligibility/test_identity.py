from datetime import date

import pytest

from threshold.eligibility.identity import is_about_whom_we_asked, is_of_the_day

ISA = (
    "ISA*00*          *00*          *ZZ*EXAMPLEPAYER   *ZZ*EXAMPLEIOP     "
    "*260105*1200*^*00501*000000001*0*T*:~GS*HB*EXAMPLEPAYER*EXAMPLEIOP*20260105*1200*1*X"
    "*005010X279A1~"
)
OWN = "NM1*IL*1*TESTER*JANE****MI*EXA000111"
THROUGH = "NM1*IL*1*TESTER*ROBERT****MI*EXA000222~HL*4*3*23*0~NM1*03*1*TESTER*JANE"


def x12(kind, people, made="20260105"):
    body = f"ST*{kind}*0001*005010X279A1~BHT*0022*11*R*{made}*1200~{people}~SE*4*0001~"
    return f"{ISA}{body}GE*1*1~IEA*1*000000001~"


@pytest.mark.parametrize(
    ("asked", "named", "same"),
    [
        (OWN, OWN, True),
        (OWN, "NM1*IL*1*TESTER-EXAMPLE*JANE****MI*EXA000111", True),
        (OWN, "NM1*IL*1*TESTER*JANE", True),
        (OWN, "NM1*IL*1*TESTER*JAN****MI*OTHER1", True),
        (OWN, "NM1*IL*1*OTHERMAN*ZED****MI*ZZZ999", False),
        (OWN, "NM1*IL*1*TESTER*ROBERT****MI*ZZZ999", False),
        (OWN, "NM1*IL*1*TESTER", False),
        (OWN, "HL*3*2*22*0", False),
        (THROUGH, THROUGH, True),
        (THROUGH, "NM1*IL*1*TESTER*ROBERT~NM1*QC*1*TESTER*JANE", True),
        (THROUGH, "NM1*IL*1*TESTER*JANE****MI*EXA00022201", True),
        (THROUGH, "NM1*IL*1*TESTER*ROBERT****MI*EXA000222", False),
        (THROUGH, "NM1*IL*1*TESTER*ROBERT****MI*EXA000222~NM1*03*1*TESTER*ANNE", False),
    ],
)
def test_an_answer_counts_only_where_it_names_the_patient(asked, named, same):
    assert is_about_whom_we_asked(x12("271", named), x12("270", asked)) is same


@pytest.mark.parametrize(
    ("made", "ours"),
    [("20260105", True), ("20260107", True), ("20260108", False), ("20241105", False), ("", True)],
)
def test_an_answer_of_another_day_is_an_old_one(made, ours):
    assert is_of_the_day(x12("271", OWN, made), date(2026, 1, 5)) is ours


@pytest.mark.parametrize("junk", ["", "<html>", "ISA*"])
def test_junk_names_nobody(junk):
    assert not is_about_whom_we_asked(junk, x12("270", OWN))
