"""Trying to get round the gates: no 270 is written, and none leaves, without a clearance."""

import ast
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import NOW, consent, submission
from tests.clinic import ROOT
from tests.unit.use_cases.talking import USE, Talking, card, with_administrator
from threshold.decision.coverage import Standing
from threshold.eligibility.answer.model import Group
from threshold.eligibility.conversation.model import Question, Rung
from threshold.intake.life_cycle import Worklist
from threshold.intake.submission import (
    ConsentKind,
    Need,
    Payment,
    PaymentPath,
    Relationship,
    Track,
)
from threshold.program.model import Program
from threshold.use_cases.clearance import Clearance, NotCleared, cleared
from threshold.use_cases.inquiry import Inquiry, scope_of

PROGRAM = with_administrator()
TPO = ConsentKind.TREATMENT_PAYMENT_OPERATIONS
SIGNED = consent(TPO)
SENT = submission(payment=card())


def production(program: Program) -> Program:
    def real(payer):
        return replace(payer, transport=replace(payer.transport, production=True))

    return replace(program, payers=tuple(map(real, program.payers)))


def clearance(sent=SENT, program=PROGRAM, stage="test", consents=(SIGNED,)):
    return cleared(sent, consents, program, stage, NOW)


CLEARED = clearance()


@pytest.mark.parametrize(
    "changes",
    [
        {"consent": consent(ConsentKind.PRIVACY_NOTICE)},
        {"consent": consent(TPO, signed_at=NOW + timedelta(seconds=1))},
        {"consent": consent(TPO, signed_name="  ")},
        {"submission": submission(payment=Payment(PaymentPath.SELF_PAY, SENT.payment.card))},
        {"submission": submission(payment=Payment(PaymentPath.UNINSURED, SENT.payment.card))},
        {"submission": submission(payment=Payment(None, SENT.payment.card))},
        {"card": card(member_id="EXA000999").card},
        {
            "submission": submission(payment=card(member_id=None)),
            "card": card(member_id=None).card,
        },
        {
            "submission": submission(payment=card(relationship=Relationship.SPOUSE)),
            "card": card(relationship=Relationship.SPOUSE).card,
        },
        {"payer": replace(PROGRAM.payers[0], id="00000")},
        {"payer": production(PROGRAM).payers[0]},
        {"program": production(PROGRAM)},
        {"program": production(PROGRAM), "payer": production(PROGRAM).payers[0]},
        {"stage": "prod"},
    ],
    ids=[
        "another consent",
        "a consent of the future",
        "a consent nobody signed",
        "who pays themselves",
        "who has no insurance",
        "who did not say",
        "a card the person did not give",
        "no member id",
        "a spouse's plan without the spouse",
        "a payer we do not know",
        "a production partner that is not in the program",
        "a test partner that is not in the program",
        "a production partner from a test stage",
        "a test partner from the production stage",
    ],
)
def test_a_clearance_that_is_not_sound_cannot_be_made(changes):
    with pytest.raises(NotCleared):
        replace(CLEARED, **changes)


@pytest.mark.parametrize(
    ("stage", "real", "allowed"),
    [
        ("test", False, True),
        ("test", True, False),
        ("staging", True, False),
        ("production", True, False),
        ("prod", True, True),
        ("prod", False, False),
    ],
)
def test_what_is_real_and_what_is_a_test_never_meet(stage, real, allowed):
    program = production(PROGRAM) if real else PROGRAM
    passed = clearance(program=program, stage=stage)
    if allowed:
        assert isinstance(passed, Clearance)
        assert f"*{'P' if real else 'T'}*:" in Inquiry(passed, Question(), 1, NOW).x12()[:110]
    else:
        assert passed is Standing.PARTNER_OF_ANOTHER_STAGE


def test_a_partner_of_another_stage_is_called_by_staff_and_is_no_matter_of_the_patients():
    talk = Talking(program=production(PROGRAM))
    intake_id = talk.told([])
    assert talk.asked == []
    record = talk.record(intake_id)
    assert (record.worklist, record.reason) == (Worklist.VERIFY_BY_PHONE, "V9")


def test_an_administrator_of_another_stage_cannot_be_asked():
    plan, administrator = PROGRAM.payers
    mixed = replace(PROGRAM, payers=(plan, production(PROGRAM).payers[1]))
    passed = clearance(program=mixed)
    with pytest.raises(NotCleared):
        Inquiry(passed, Question(administrator=administrator.id), 1, NOW)
    assert scope_of(passed, lambda _: administrator.id).recall(Group("6P", "GRP100", 8)) is None


@pytest.mark.parametrize("administrator", ["00000", "ZZZ99"])
def test_a_payer_the_program_does_not_know_cannot_be_asked(administrator):
    with pytest.raises(NotCleared):
        Inquiry(CLEARED, Question(administrator=administrator), 1, NOW)


@pytest.mark.parametrize(
    ("tracks", "version", "allowed"),
    [
        ((Track.SUBSTANCE_USE,), "2026-02", True),
        ((Track.DUAL, Track.TRAUMA), "2026-02", True),
        ((Track.MENTAL_HEALTH,), "2026-02", False),
        ((), "2026-02", False),
        ((Track.SUBSTANCE_USE,), "2024-01", False),
    ],
)
def test_a_270_about_substance_use_needs_the_track_and_the_consent(tracks, version, allowed):
    sent = replace(SENT, need=Need(tracks=tracks))
    passed = clearance(sent, consents=(consent(TPO, version=version),))
    question = Question(rung=Rung.SUBSTANCE_USE)
    if allowed:
        assert "EQ*AI~EQ*CJ~" in Inquiry(passed, question, 1, NOW).x12()
    else:
        with pytest.raises(NotCleared):
            Inquiry(passed, question, 1, NOW)


def test_a_program_that_names_no_such_consent_never_asks_about_substance_use():
    verification = replace(PROGRAM.verification, substance_use_consents=frozenset())
    talk = Talking(program=replace(PROGRAM, verification=verification))
    talk.told(["EB*1*IND*30*PR*PLAIN PPO"], **USE)
    assert talk.asked == ["99991 30", "99991 MH CF"]


def test_of_several_consents_the_newest_travels_with_the_request():
    older = consent(TPO, version="2025-01", signed_at=NOW - timedelta(days=9))
    passed = clearance(consents=(SIGNED, older))
    assert passed.consent == SIGNED
    assert Inquiry(passed, Question(), 1, NOW).consent_id == (
        "treatment_payment_operations 2026-02 2026-01-05T12:00:00+00:00"
    )


PAYMENTS = st.builds(
    Payment,
    st.sampled_from([None, *PaymentPath]),
    st.none()
    | st.builds(
        lambda member, payer: card(member_id=member, payer_id=payer).card,
        st.sampled_from([None, "EXA000111"]),
        st.sampled_from([None, "99991", "BHX01", "00000"]),
    ),
)
CONSENTS = st.lists(
    st.builds(
        consent,
        st.sampled_from(ConsentKind),
        signed_at=st.sampled_from([NOW - timedelta(days=1), NOW, NOW + timedelta(days=1)]),
        signed_name=st.sampled_from(["", " ", "Jane Tester"]),
    ),
    max_size=3,
).map(tuple)


@settings(max_examples=300, deadline=None)
@given(PAYMENTS, CONSENTS, st.booleans(), st.sampled_from(["test", "prod"]))
def test_who_is_cleared_has_signed_and_pays_by_a_plan_we_may_ask(payment, consents, real, stage):
    program = production(PROGRAM) if real else PROGRAM
    passed = clearance(submission(payment=payment), program, stage, consents)
    if isinstance(passed, Clearance):
        assert payment.path is PaymentPath.INSURANCE
        assert passed.consent in consents
        assert passed.consent.kind is TPO
        assert passed.consent.signed_at <= NOW
        assert passed.payer.transport.production == (stage == "prod")
    else:
        assert passed in Standing


def users_of(name):
    """The files that name something in code, however they came by it; transports are one door."""
    folders = ("layers/threshold", "functions")
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    outside = [path for path in paths if path.parent.name != "transports"]
    return {path.stem for path in outside if name in names_in(path)}


def names_in(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name):
                yield name
            case ast.alias(name=name):
                yield name.rpartition(".")[2]


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("write_270", {"inquiry", "x12_request"}),
        ("Clearance", {"asking", "clearance", "inquiry", "memory", "resuming", "verify"}),
        ("Inquiry", {"inquiry", "asking", "resuming", "verify"}),
        ("ask_once", {"verify"}),
    ],
)
def test_there_is_one_way_to_a_payer_and_it_leads_through_the_gates(name, files):
    """`x12_request` is the command that writes a 270 for a person to read; it sends nothing."""
    assert users_of(name) == files


def test_a_clearance_is_made_in_one_place():
    calls = [
        path.stem
        for path in (ROOT / "layers/threshold").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Clearance"
    ]
    assert calls == ["clearance"]
