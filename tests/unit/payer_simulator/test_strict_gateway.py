"""Every fault of a 270 that the gateway finds, and in which words it refuses it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from local.payer_simulator.grammar import national_provider_identifier
from tests.unit.payer_simulator.questions import DEPENDENT, ISA, SUBSCRIBER, answered, question


def refusal(x12: str) -> list[str]:
    said = answered(x12)
    assert said.payload_type.startswith(("X12_999", "X12_TA1"))
    return said.payload.removesuffix("~").split("~")


def without(start: str, lines: tuple[str, ...] = SUBSCRIBER) -> str:
    return question(lines=tuple(line for line in lines if not line.startswith(start)))


def changed(line: str, to: str) -> str:
    return question(changed={line: to})


@pytest.mark.parametrize("lines", [SUBSCRIBER, DEPENDENT], ids=["subscriber", "dependent"])
@pytest.mark.parametrize("end", ["~", "~\n", "~\r\n"])
def test_a_right_270_is_let_through(lines: tuple[str, ...], end: str) -> None:
    said = answered(question(lines=lines).replace("~", end))
    assert said.payload_type == "X12_271_Response_005010X279A1"


@pytest.mark.parametrize(
    ("x12", "code"),
    [
        (changed("IEA*1*000000001", "IEA*1*000000002"), "001"),
        (changed("IEA*1*000000001", "IEA*2*000000001"), "021"),
        (changed(ISA, ISA.replace("*T*", "*X*")), "020"),
        (changed(ISA, ISA.replace("*00501*", "*00401*")), "017"),
        (question().replace("000000001", "00000000A"), "018"),
        (changed(ISA, ISA.replace("*260105*", "*261305*")), "014"),
        (changed(ISA, ISA.replace("*0*T*", "*7*T*")), "019"),
        (without("IEA"), "023"),
        (without("GE"), "024"),
        (without("SE"), "024"),
        (changed("EQ*30", "EQ*30~ST*270*0002"), "024"),
        (changed(SUBSCRIBER[1], "GS*HS*EXAMPLEIOP"), "022"),
    ],
)
def test_a_faulty_interchange_gets_a_ta1(x12: str, code: str) -> None:
    assert refusal(x12)[1].endswith(f"*R*{code}")


@pytest.mark.parametrize(
    "x12",
    [
        "no X12 at all",
        ISA,
        changed(ISA, ISA.replace("EXAMPLEIOP     ", "EXAMPLEIOP")),
        changed(ISA, ISA.removesuffix(":") + "^"),
    ],
    ids=["text", "no terminator", "ISA of 101 characters", "separators alike"],
)
def test_an_unreadable_interchange_gets_a_ta1(x12: str) -> None:
    assert refusal(x12)[1] == "TA1*000000000*000101*0000*R*022"


@pytest.mark.parametrize(
    ("x12", "line"),
    [
        (changed("SE*12*0001", "SE*13*0001"), "IK5*R*4"),
        (changed("SE*12*0001", "SE*12*0002"), "IK5*R*3"),
        (changed("GE*1*1", "GE*1*2"), "AK9*R*1*1*0*4"),
        (changed("GE*1*1", "GE*2*1"), "AK9*R*1*1*0*5"),
        (changed(SUBSCRIBER[1], SUBSCRIBER[1].replace("HS", "HC")), "AK9*R*1*1*0*1"),
        (changed(SUBSCRIBER[1], SUBSCRIBER[1].replace("279A1", "279")), "AK9*R*1*1*0*2"),
    ],
)
def test_wrong_counts_and_control_numbers_get_a_999(x12: str, line: str) -> None:
    assert line in refusal(x12)


@pytest.mark.parametrize(
    ("x12", "ik3"),
    [
        (without("BHT"), "IK3*BHT*11**3"),
        (without("TRN"), "IK3*TRN*11*2000C*3"),
        (without("EQ"), "IK3*EQ*11*2110C*3"),
        (without("NM1*PR"), "IK3*NM1*11*2100A*3"),
        (without("NM1*IL"), "IK3*NM1*11*2100C*3"),
        (without("TRN", DEPENDENT), "IK3*TRN*14*2000D*3"),
        (without("NM1*03", DEPENDENT), "IK3*NM1*14*2100D*3"),
        (changed("EQ*30", "EQ*30~ZZZ*1"), "IK3*ZZZ*12*2110C*1"),
        (changed("EQ*30", "EQ*30~DMG*D8*19900101"), "IK3*DMG*12*2110C*2"),
        (changed("DMG*D8*19900101", "DMG*D8*19900101~N3*MAIN"), "IK3*N3*11*2100C*7"),
        (changed("DMG*D8*19900101", "DMG*D8*19900101~DMG*D8*19900101"), "IK3*DMG*11*2100C*5"),
    ],
)
def test_a_segment_missing_or_out_of_place_gets_a_999(x12: str, ik3: str) -> None:
    assert ik3 in refusal(x12)


@pytest.mark.parametrize(
    ("line", "to", "ik4"),
    [
        ("BHT*0022*13*REQ0001*20260105*1200", "BHT*0019*13*R*20260105*1200", "IK4*1*1005*7"),
        ("BHT*0022*13*REQ0001*20260105*1200", "BHT*0022*13*R*20261305*1200", "IK4*4*373*8"),
        ("BHT*0022*13*REQ0001*20260105*1200", "BHT*0022*13*R*20260105*2460", "IK4*5*337*9"),
        ("HL*2*1*21*1", "HL*2*3*21*1", "IK4*2*734*7"),
        ("HL*2*1*21*1", "HL*4*1*21*1", "IK4*2*734*7"),
        ("HL*3*2*22*0", "HL*3*2*22*1", "IK4*4*736*7"),
        ("HL*3*2*22*0", "HL*3*2*23*0", "IK4*2*734*7"),
        ("TRN*1*REQ0001*9EXAMPLEID", "TRN*2*REQ0001*9EXAMPLEID", "IK4*1*481*7"),
        ("TRN*1*REQ0001*9EXAMPLEID", "TRN*1*REQ0001*9EXAMPLE", "IK4*3*509*4"),
        ("TRN*1*REQ0001*9EXAMPLEID", "TRN*1*REQ0001", "IK4*3*509*1"),
        (SUBSCRIBER[7], "NM1*1P*2*EXAMPLE VIRTUAL IOP*****XX*1234567890", "IK4*9*67*7"),
        (SUBSCRIBER[7], "NM1*1P*2*EXAMPLE VIRTUAL IOP*****XX*123456789", "IK4*9*67*I12"),
        (SUBSCRIBER[10], "NM1*IL*1*TESTER*JANE*****EXA000111", "IK4*8*66*2"),
        (SUBSCRIBER[10], "NM1*IL*1*TESTER*JANE****MI", "IK4*9*67*2"),
        (SUBSCRIBER[10], "NM1*IL*1**JANE****MI*EXA000111", "IK4*3*1035*1"),
        (SUBSCRIBER[10], "NM1*IL*1*Tester*JANE****MI*EXA000111", "IK4*3**6"),
        (SUBSCRIBER[10], "NM1*IL*1*TÉSTER*JANE****MI*EXA000111", "IK4*3**6"),
        (SUBSCRIBER[10], f"NM1*IL*1*{'T' * 61}*JANE****MI*EXA000111", "IK4*3*1035*5"),
        ("DMG*D8*19900101", "DMG*D8*19900230", "IK4*2*1251*8"),
        ("DMG*D8*19900101", "DMG*D8*19900101*X", "IK4*3*1068*7"),
        ("DMG*D8*19900101", "DMG*D8*19900101~DTP*291*RD8*20260101-20269901", "IK4*3*1251*8"),
        ("EQ*30", "EQ*03", "IK4*1*1365*7"),
        ("EQ*30", "EQ*30^MH1", "IK4*1*1365*7"),
        ("EQ*30", "EQ*", "IK4*1*1365*2"),
    ],
)
def test_a_faulty_element_gets_a_999_that_names_it(line: str, to: str, ik4: str) -> None:
    lines = refusal(changed(line, to))
    assert ik4 in lines
    assert any(one.startswith("IK5*R*") for one in lines)


def test_a_999_names_what_it_is_about_and_counts_itself() -> None:
    lines = refusal(without("EQ"))
    assert lines[1:5] == [
        "GS*FA*EXAMPLEPAYER*EXAMPLEIOP*20260105*1200*1*X*005010X231A1",
        "ST*999*0001*005010X231A1",
        "AK1*HS*1*005010X279A1",
        "AK2*270*0001*005010X279A1",
    ]
    assert lines[-3] == f"SE*{len(lines) - 4}*0001"


@st.composite
def mangled(draw: st.DrawFn) -> str:
    lines = [line.split("*") for line in draw(st.sampled_from([SUBSCRIBER, DEPENDENT]))]
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(1, len(lines) - 2))
        place = draw(st.integers(0, len(lines[at]) - 1))
        match draw(st.sampled_from(["drop", "double", "cut", "change"])):
            case "drop" if len(lines) > len(["ISA", "GS", "IEA"]):
                del lines[at]
            case "double":
                lines.insert(at, list(lines[at]))
            case "cut":
                lines[at] = lines[at][: place + 1]
            case "change":
                lines[at][place] = draw(st.sampled_from(["", "0", "22", "HL", "NM1", "~", "^"]))
    return "".join("*".join(line) + "~" for line in lines)


@settings(max_examples=200, deadline=None)
@given(mangled())
def test_every_270_gets_an_answer_however_mangled(x12: str) -> None:
    said = answered(x12)
    assert said.payload.startswith("ISA*")


@pytest.mark.parametrize(
    ("npi", "fault"), [("1234567893", ""), ("1245319599", ""), ("1234567894", "7"), ("X", "I12")]
)
def test_an_npi_is_checked_by_its_check_digit(npi: str, fault: str) -> None:
    assert national_provider_identifier(npi) == fault
