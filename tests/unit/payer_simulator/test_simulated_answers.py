"""What each scenario says, read by nothing but splitting."""

import pytest
from x12sdk.io import X12ModelReader

from local.payer_simulator.ask import Said
from local.payer_simulator.journal import Journal
from local.payer_simulator.rejections import REJECTIONS
from local.payer_simulator.replies import Covered, Refused, Trouble
from local.payer_simulator.scenarios import SCENARIOS, scenario_for
from tests.unit.payer_simulator.questions import DEPENDENT, SUBSCRIBER, question
from tests.unit.payer_simulator.questions import answered as said

COVERED = [row.member_id for row in SCENARIOS if isinstance(row.reply, Covered)]
REFUSED = [row.member_id for row in SCENARIOS if isinstance(row.reply, Refused)]


def lines_of(x12: str) -> list[str]:
    return x12.removesuffix("~").split("~")


def told(member_id: str, *lines: str) -> list[str]:
    return lines_of(said(question(member_id, lines or SUBSCRIBER)).payload)


def loops_of_aaa(lines: list[str]) -> list[tuple[str, str]]:
    """Pair each AAA03 with its loop."""
    found, loop = [], ""
    for line in lines:
        elements = line.split("*")
        if elements[0] == "HL":
            loop = {"20": "A", "21": "B", "22": "C", "23": "D"}[elements[3]]
        elif elements[0] == "EB":
            loop = "E"
        elif elements[0] == "AAA":
            found.append((loop, elements[3]))
    return found


PLANS = [
    ("EXA000111", "EB*1*IND*30^1^33^47^48^50^86^98^AL^MH^UC*PR*GOLD PPO 1500"),
    ("EXAPPO42", "EB*1*IND*MH^AI^CF^CJ"),
    ("EXADEPENDENT", "EB*1*FAM*30^MH^AI*PR*SILVER PPO"),
    ("EXAHMO", "EB*1*IND*30^98^MH*HM*CARE HMO"),
    ("EXAEPO", "EB*1*EMP*30^98^MH*EP*OPEN ACCESS ELECT"),
    ("EXAPOS", "EB*1*FAM*30^98^MH*PS*CHOICE POS II"),
    ("EXAINACTIVE", "DTP*349*D8*20251231"),
    ("EXACARVEVN", "NM1*VN*2*EXAMPLE BEHAVIORAL ADMINISTRATOR"),
    ("EXACARVEMC", "NM1*Y2*2*EXAMPLE BH MCO*****PI*BHX01"),
    ("EXACARVENOTFOUND", "NM1*Y2*2*EXAMPLE BH MCO*****PI*BHX01"),
    ("EXACARVEBACK", "NM1*Y2*2*EXAMPLE BH MCO*****PI*BHX01"),
    ("EXAMEDADV", "EB*1*IND*30^98^MH*PR*LPPO MEDICARE ADVANTAGE PPO"),
    ("EXAMEDICAID", "EB*1*IND*30^98^MH*MC*STATE MEDICAID MCO"),
    ("EXANAMEONLY", "EB*1*IND*30^98^MH**OPEN ACCESS PLUS PPO HSA"),
    ("EXACASH", "EB*1*IND*30*PP*SELF PAY"),
    ("EXASILENT", "EB*1*IND*30^98^UC^MH*PR*PLATINUM PPO"),
    ("EXANOMH", "EB*1*IND*30^98*PR*PLAIN PPO"),
    ("EXAASKMH", "EB*1*IND*30^98*PR*PLAIN PPO"),
    ("EXAASKSUD", "EB*1*IND*30^98*PR*PLAIN PPO"),
    ("EXAFUTURE", "DTP*348*D8*20260201"),
    ("EXAGRACE", "MSG*MEMBER IN GRACE PERIOD MONTH 2 CLAIMS PENDED"),
    ("EXAVISITS", "HSD*VS*20***22*1"),
    ("EXATELE", "MSG*VIRTUAL VISITS/TELEMEDICINE"),
    ("EXATIERS", "MSG*TIER 2"),
    ("EXANETWORK", "EB*C*IND*30***23*2500"),
    ("EXAPERCENT", "EB*A*IND*MH*****20****Y"),
    ("EXAOTHER", "NM1*PRP*2*OTHER PLAN*****PI*88881"),
    ("EXATWOPLANS", "EB*1*IND*AL**VISION PLAN"),
    ("EXAPPOENTITY", "NM1*1I*2*EXAMPLE PPO NETWORK*****PI*PPO01"),
    ("EXACONFLICT", "EB*1*IND*30^98^MH*HM*SELECT PPO"),
    ("EXACOMMERCIAL", "EB*1*IND*30^98^MH*C1*EXAMPLE CHOICE"),
    ("EXAINDEMNITY", "EB*1*IND*30^98^MH*IN*CLASSIC INDEMNITY"),
    ("EXAMEDICARE", "EB*1*IND*30^98^MH*MB*PART B"),
    ("EXAZERO", "EB*A*EMP*33^98^MH*****0****Y"),
    ("EXAOOPTOTAL", "EB*G*IND*30****2100*****Y"),
    ("EXAYEARS", "EB*C*IND*98***25*750*****Y"),
    ("EXAFAMILY", "EB*C*FAM*30***29*4500*****Y"),
    ("EXAOVERRIDE", "EB*B*IND*MH***27*20*****Y"),
    ("EXANETBOTH", "EB*A*IND*MH*****.2****U"),
    ("EXAHSD", "HSD*VS*22***29"),
    ("EXAVENDOR", "MSG*TELEHEALTH THROUGH CONTRACTED VENDOR"),
    ("EXASHARED", "MSG*ACCUMULATORS SHARED BETWEEN MEDICAL AND MENTAL HEALTH"),
    ("EXAAUTHU", "EB*CB*IND*MH^CF********U*W"),
    ("EXALSREF", "REF*18*BHPLAN7"),
    ("EXADATES", "DTP*291*RD8*20260101-99991231"),
    ("EXAPHARMACY", "EB*6*IND*88"),
    ("EXACOBRA", "MSG*COBRA CONTINUATION PREMIUM PAID TO 20260105"),
    ("EXASELFFUNDED", "MSG*SELF-FUNDED PLAN ADMINISTERED BY EXAMPLE HEALTH PLAN"),
    ("EXAMIXED", "AAA*N**62*C"),
    ("EXACORRECTED", "INS*Y*18*001*25"),
    ("EXADEPASSUB", "EB*1*FAM*30^MH^AI*PR*SILVER PPO"),
    ("EXADEPASQC", "EB*1*FAM*30^MH^AI*PR*SILVER PPO"),
    ("EXASUBONLY", "EB*1*FAM*30^MH^AI*PR*SILVER PPO"),
]


@pytest.mark.parametrize(("member_id", "line"), PLANS)
def test_a_plan_says_what_its_row_promises(member_id: str, line: str) -> None:
    assert line in told(member_id)


def test_every_plan_is_in_the_table_above() -> None:
    tested = {scenario_for(member_id).meaning for member_id, _ in PLANS}
    assert tested == {scenario_for(member_id).meaning for member_id in COVERED}


@pytest.mark.parametrize("member_id", COVERED + REFUSED)
@pytest.mark.parametrize("asked", [SUBSCRIBER, DEPENDENT], ids=["subscriber", "dependent"])
def test_every_271_is_counted_and_numbered_right(member_id: str, asked: tuple[str, ...]) -> None:
    lines = told(member_id, *asked)
    st = next(n for n, line in enumerate(lines) if line.startswith("ST*"))
    se = next(n for n, line in enumerate(lines) if line.startswith("SE*"))
    assert len(lines[0]) + 1 == 106
    assert lines[se] == f"SE*{se - st + 1}*0001"
    assert lines[-2:] == ["GE*1*1", "IEA*1*000000001"]


@pytest.mark.parametrize("member_id", COVERED)
def test_a_plan_repeats_who_asked_about_whom(member_id: str) -> None:
    lines = told(member_id)
    assert lines[0].split("*")[6:9:2] == ["EXAMPLEPAYER   ", "EXAMPLEIOP     "]
    assert lines[1] == "GS*HB*EXAMPLEPAYER*EXAMPLEIOP*20260105*1200*1*X*005010X279A1"
    assert lines[3] == "BHT*0022*11*REQ0001*20260105*1200"
    assert "TRN*2*REQ0001*9EXAMPLEID" in lines
    name = "TESTER-SMITH" if member_id == "EXACORRECTED" else "TESTER"
    assert f"NM1*IL*1*{name}*JANE****MI*{member_id}" in lines
    assert "DMG*D8*19900101" in lines


def test_a_dependent_is_answered_below_the_subscriber() -> None:
    lines = told("EXADEPENDENT1", *DEPENDENT)
    dependent = lines.index("HL*4*3*23*0")
    assert "HL*3*2*22*1" in lines[:dependent]
    assert lines[dependent + 1 : dependent + 6] == [
        "TRN*2*REQ0001*9EXAMPLEID",
        "NM1*03*1*TESTER*JILL",
        "DMG*D8*19910202*F",
        "INS*N*01",
        "DTP*346*D8*20260101",
    ]
    assert "EB*1*FAM*30^MH^AI*PR*SILVER PPO" in lines[dependent:]


@pytest.mark.parametrize(
    ("member_id", "patient", "last_level"),
    [
        ("EXADEPASSUB", "NM1*IL*1*TESTER*JILL****MI*EXADEPASSUB", "22"),
        ("EXADEPASQC", "NM1*QC*1*TESTER*JILL", "23"),
        ("EXASUBONLY", "NM1*IL*1*TESTER*JOHN****MI*EXASUBONLY", "22"),
    ],
)
def test_a_dependent_may_be_answered_in_other_places(
    member_id: str, patient: str, last_level: str
) -> None:
    lines = told(member_id, *DEPENDENT)
    levels = [line.split("*") for line in lines if line.startswith("HL*")]
    assert (levels[-1][3], levels[-1][4]) == (last_level, "0")
    assert patient in lines


def test_only_the_plan_and_the_service_types_asked_for_are_answered() -> None:
    lines = lines_of(said(question(changed={"EQ*30": "EQ*CH"})).payload)
    about = [line.split("*")[3] for line in lines if line.startswith("EB*")]
    assert "CH^CJ" in about
    assert "CF" not in about
    assert "MSG*TELEHEALTH AT HOME" not in lines


@pytest.mark.parametrize(
    ("member_id", "asked", "told"),
    [
        ("EXAASKMH", "EQ*30", []),
        ("EXAASKMH", "EQ*CF", ["MH^CF", "MH^CF"]),
        ("EXAASKMH", "EQ*30~EQ*MH", ["MH^CF", "MH^CF"]),
        ("EXAASKMH", "EQ*AI", []),
        ("EXAASKSUD", "EQ*30", []),
        ("EXAASKSUD", "EQ*MH", []),
        ("EXAASKSUD", "EQ*CJ", ["AI^CJ", "AI^CJ"]),
    ],
)
def test_some_benefits_are_told_only_where_they_are_asked_for(
    member_id: str, asked: str, told: list[str]
) -> None:
    more = asked.count("~")
    changed = {"EQ*30": asked, "SE*12*0001": f"SE*{12 + more}*0001"}
    lines = lines_of(said(question(member_id, changed=changed)).payload)
    about = [line.split("*")[3] for line in lines if line.startswith("EB*")]
    assert [types for types in about if "30" not in types] == told


def test_the_askers_separators_are_used() -> None:
    plain = question()
    x12 = plain.translate(str.maketrans("*^:", "|!>"))
    assert said(x12).payload == said(plain).payload.translate(str.maketrans("*^:", "|!>"))


@pytest.mark.parametrize("code", REJECTIONS)
def test_each_rejection_stands_in_its_usual_loop(code: str) -> None:
    usual = REJECTIONS[code].loops[0]
    about_subscriber = loops_of_aaa(told(f"EXAAAA{code}7"))
    assert about_subscriber == [("C" if usual == "D" else usual, code)]
    about_dependent = loops_of_aaa(told(f"EXAAAA{code}7", *DEPENDENT))
    assert about_dependent == [("D" if "D" in REJECTIONS[code].loops else usual, code)]


@pytest.mark.parametrize(("member_id", "last_level"), [("EXAAAA42", "20"), ("EXAAAA51", "21")])
def test_an_answer_ends_at_the_level_that_was_rejected(member_id: str, last_level: str) -> None:
    levels = [line.split("*") for line in told(member_id) if line.startswith("HL*")]
    assert levels[-1][3:] == [last_level, "0"]


def test_several_rejections_come_together() -> None:
    assert loops_of_aaa(told("EXAAAAMANY")) == [("C", "72"), ("C", "73"), ("C", "71")]


@pytest.mark.parametrize("member_id", ["EXA", "EXB000111", "ZZZ1", "EXADOWN0"])
def test_an_unknown_member_is_not_found(member_id: str) -> None:
    assert loops_of_aaa(told(member_id)) == [("C", "75")]


def test_an_unknown_payer_is_an_invalid_participant() -> None:
    payer = "NM1*PR*2*EXAMPLE HEALTH PLAN*****PI*"
    x12 = question(changed={payer + "99991": payer + "12345"})
    assert loops_of_aaa(lines_of(said(x12).payload)) == [("A", "79")]


@pytest.mark.parametrize(
    ("member_id", "line"),
    [
        ("EXACARVEMC1", "EB*1*IND*30^MH^AI^CF^CJ*PR*BLUE PPO BEHAVIORAL"),
        ("EXACARVENOTFOUND1", "AAA*N**75*C"),
        ("EXACARVEBACK1", "NM1*PR*2*EXAMPLE HEALTH PLAN*****PI*99991"),
        ("EXAPPO1", "AAA*N**75*C"),
    ],
)
def test_the_behavioral_administrator_knows_only_its_own(member_id: str, line: str) -> None:
    payer = "NM1*PR*2*EXAMPLE HEALTH PLAN*****PI*99991"
    x12 = question(member_id, changed={payer: "NM1*PR*2*EXAMPLE BH MCO*****PI*BHX01"})
    assert line in lines_of(said(x12).payload)


@pytest.mark.parametrize(("member_id", "downs"), [("EXADOWN1A", 1), ("EXADOWN2", 2)])
def test_a_payer_is_down_so_many_times_for_each_member(member_id: str, downs: int) -> None:
    journal = Journal()
    said(question("EXADOWN9"), journal)
    asks = [said(question(member_id), journal).down for _ in range(downs + 2)]
    assert asks == [True] * downs + [False, False]


def test_a_payer_that_is_down_for_good_stays_down() -> None:
    journal = Journal()
    assert all(said(question("EXADOWNALWAYS"), journal).down for _ in range(12))


@pytest.mark.parametrize(
    ("member_id", "code"),
    [
        ("EXACOREUNAUTHORIZED", "UnAuthorized"),
        ("EXACOREVERSION", "VersionMismatch"),
        ("EXACORESENDER", "SenderIDIllegal"),
        ("EXACORERECEIVER", "Receiver"),
    ],
)
def test_an_envelope_error_has_no_payload(member_id: str, code: str) -> None:
    assert said(question(member_id)) == Said("CoreEnvelopeError", error=code)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"Password": "wrong"}, "UnAuthorized"),
        ({"UserName": "stranger"}, "UnAuthorized"),
        ({"CORERuleVersion": "1.1.0"}, "VersionMismatch"),
        ({"SenderID": ""}, "SenderIDRequired"),
        ({"ProcessingMode": "Batch"}, "ProcessingModeIllegal"),
        ({"PayloadType": "X12_276_Request_005010X212"}, "PayloadTypeIllegal"),
        ({"PayloadID": "17"}, "PayloadIDIllegal"),
        ({"TimeStamp": "2026-01-05T12:00:00"}, "TimeStampIllegal"),
        ({"TimeStamp": "2026-01-05T25:00:00Z"}, "TimeStampIllegal"),
    ],
)
def test_a_faulty_envelope_is_refused(changed: dict[str, str], code: str) -> None:
    assert said(question(), **changed) == Said("CoreEnvelopeError", error=code)


def test_a_refusal_by_999_names_segment_and_element() -> None:
    reply = said(question("EXA999"))
    assert reply.payload_type == "X12_999_Response_005010X231A1"
    lines = lines_of(reply.payload)
    assert lines[5:9] == ["IK3*NM1*8*2100C*8", "IK4*9*67*1", "IK5*R*5", "AK9*R*1*1*0"]


def test_a_refusal_by_ta1_names_the_interchange() -> None:
    reply = said(question("EXATA1"))
    assert reply.payload_type == "X12_TA1_Response_00501X231A1"
    assert lines_of(reply.payload)[1:] == ["TA1*000000001*260105*1200*R*006", "IEA*0*000000001"]


def test_a_271_cut_short_has_no_end() -> None:
    x12 = said(question("EXATRUNCATED")).payload
    assert x12.startswith("ISA*")
    assert "IEA" not in x12


@pytest.mark.parametrize(
    "trouble", sorted(set(Trouble) - {Trouble.REFUSED_BY_999, Trouble.REFUSED_BY_TA1})
)
def test_troubles_of_the_wire_are_passed_on(trouble: Trouble) -> None:
    (row,) = [row for row in SCENARIOS if row.reply is trouble]
    assert said(question(row.member_id)).trouble is trouble


# What x12sdk 2.2.0 does not take, though 005010X279A1 allows it (or payers send it).
NOT_READ_BY_X12SDK = {
    "EXA000111": "EB03 = CJ",
    "EXAPPO": "EB03 = CJ",
    "EXAPOS": "EB04 = PS",
    "EXACARVEVN": "NM1 in 2120C without an identifier",
    "EXAVISITS": "EB09 = VS",
    "EXAVENDOR": "III without LS",
    "EXAPPOENTITY": "NM101 = 1I, which it spells 11",
    "EXAMIXED": "EB03 = CJ",
    "EXACORRECTED": "EB03 = CJ",
}


@pytest.mark.parametrize("member_id", [m for m in COVERED if m not in NOT_READ_BY_X12SDK])
def test_another_library_reads_the_plans(member_id: str) -> None:
    with X12ModelReader(said(question(member_id)).payload) as reader:
        (read,) = reader.models()
    assert read.header.st_segment.transaction_set_identifier_code == "271"


# It takes no HL04 = 0 above the subscriber's level at 2000A, and few codes at 2100C.
READ_BY_X12SDK = [
    row.code for row in REJECTIONS.values() if row.loops[0] in "BE" or row.code == "15"
]


@pytest.mark.parametrize("code", READ_BY_X12SDK)
def test_another_library_reads_the_rejections(code: str) -> None:
    with X12ModelReader(said(question(f"EXAAAA{code}")).payload) as reader:
        (read,) = reader.models()
    assert read.header.st_segment.transaction_set_identifier_code == "271"


@pytest.mark.parametrize(
    ("member_id", "first", "then"),
    [
        ("EXADEARER1", "EB*A*IND*CF^CJ*****.4****N", "EB*A*IND*CF^CJ*****.5****N"),
        ("EXAENDS1", "DTP*346*D8*20260101", "DTP*349*D8*20251231"),
    ],
)
def test_a_plan_that_changes_does_so_after_the_first_ask_of_each_person(
    member_id: str, first: str, then: str
) -> None:
    journal = Journal()
    said(question(f"{member_id}2"), journal)
    answers = [lines_of(said(question(member_id), journal).payload) for _ in range(3)]
    assert [first in lines for lines in answers] == [True, False, False]
    assert [then in lines for lines in answers] == [False, True, True]
