import pytest

from tests.builders import submission
from tests.clinic import CLINIC, Practice
from threshold.console.roles import MAY_READ, NotForRole, Reading, may_read, roles_of
from threshold.console.views import intake_view, worklist_view
from threshold.errors import Unknown
from threshold.intake.change import Step
from threshold.intake.life_cycle import EventKind, Role, Worklist
from threshold.intake.record import SYSTEM, Reason
from threshold.intake.submission import InsuranceCard, Payment, PaymentPath
from threshold.store.memory import MemoryStore
from threshold.use_cases.stepping import take
from threshold.use_cases.verify import verify

STAFF = [Role.ADMISSIONS, Role.CLINICIAN, Role.BILLING, Role.SUPERVISOR, Role.AUDITOR]
ACUTE = {"asq": {"q1": "yes", "q2": "no", "q3": "no", "q4": "no", "q5": "yes"}}


@pytest.mark.parametrize(
    ("groups", "roles"),
    [
        ({"clinician"}, {Role.CLINICIAN}),
        ({"clinician", "billing"}, {Role.CLINICIAN, Role.BILLING}),
        ({"system"}, set()),
        ({"patient"}, set()),
        ({"Clinician"}, set()),
        ({"nobody"}, set()),
        (set(), set()),
    ],
)
def test_only_staff_groups_are_roles(groups, roles):
    assert roles_of(frozenset(groups)) == roles


@pytest.mark.parametrize("reading", Reading)
def test_whoever_has_no_role_reads_nothing(reading):
    assert not may_read(frozenset(), reading)


@pytest.mark.parametrize("reading", Reading)
@pytest.mark.parametrize("role", Role)
def test_a_role_reads_what_the_table_says_and_no_more(role, reading):
    assert may_read(frozenset({role}), reading) is (role in MAY_READ[reading])


@pytest.mark.parametrize("worklist", [Worklist.CRISIS, Worklist.REVIEW])
def test_billing_does_not_see_who_waits_for_a_clinician(worklist):
    with pytest.raises(NotForRole):
        worklist_view(Practice().store, frozenset({Role.BILLING}), worklist, 25, None)


def test_a_worklist_that_is_none_is_unknown():
    with pytest.raises(Unknown):
        worklist_view(Practice().store, frozenset({Role.CLINICIAN}), "nothing", 25, None)


def test_a_row_has_initials_and_no_name():
    practice = Practice()
    practice.submit(answers=submission().answers | ACUTE)
    view = worklist_view(practice.store, frozenset({Role.CLINICIAN}), "crisis", 25, None)
    (row,) = view["rows"]
    assert row["initials"] == "JT"
    assert "Tester" not in str(view)


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.CLINICIAN, {"submission", "assessment", "coverage"}),
        (Role.ADMISSIONS, {"submission", "assessment", "coverage"}),
        (Role.BILLING, {"coverage"}),
        (Role.AUDITOR, set()),
    ],
)
def test_a_role_sees_its_part_of_an_intake(role, sees):
    practice = Practice()
    intake_id = practice.assessed()
    verify(intake_id, practice.desk)
    view = intake_view(practice.store, CLINIC.packs, frozenset({role}), intake_id)
    assert view.keys() & {"submission", "assessment", "coverage"} == sees
    assert view["chain_is_whole"]


@pytest.mark.parametrize(
    ("role", "seen"),
    [(Role.BILLING, True), (Role.ADMISSIONS, True), (Role.AUDITOR, False)],
)
def test_who_reads_coverage_sees_of_which_side_of_the_card_a_photo_is_on_file(role, seen):
    practice = Practice()
    card = InsuranceCard("EXA000111", "99991", photos=(f"kept/back/{'a' * 26}",))
    intake_id = practice.assessed(payment=Payment(PaymentPath.INSURANCE, card))
    view = intake_view(practice.store, CLINIC.packs, frozenset({role}), intake_id)
    assert view.get("card_photos") == (["back"] if seen else None)


def test_without_a_card_no_photo_is_spoken_of():
    practice = Practice()
    intake_id = practice.assessed(payment=Payment(PaymentPath.UNINSURED))
    view = intake_view(practice.store, CLINIC.packs, frozenset({Role.ADMISSIONS}), intake_id)
    assert view["card_photos"] is None


def test_raw_x12_is_shown_to_nobody():
    practice = Practice()
    intake_id = practice.assessed()
    verify(intake_id, practice.desk)
    assert "ISA*" not in str(intake_view(practice.store, CLINIC.packs, frozenset(STAFF), intake_id))


@pytest.mark.parametrize(("role", "gets"), [(Role.CLINICIAN, True), (Role.BILLING, False)])
def test_the_clinicians_brief_comes_with_the_assessment(role, gets):
    practice = Practice()
    intake_id = practice.assessed()
    view = intake_view(practice.store, CLINIC.packs, frozenset({role}), intake_id)
    assert ("L1" in view.get("brief", "")) is gets


def test_before_the_assessment_there_is_no_brief():
    practice = Practice()
    intake_id = practice.submit()
    view = intake_view(practice.store, CLINIC.packs, frozenset({Role.CLINICIAN}), intake_id)
    assert view["brief"] is None


def test_for_billing_an_intake_that_waits_for_a_clinician_is_not_there():
    practice = Practice()
    intake_id = practice.submit(answers=submission().answers | ACUTE)
    with pytest.raises(Unknown):
        intake_view(practice.store, CLINIC.packs, frozenset({Role.BILLING}), intake_id)


@pytest.mark.parametrize("role", [Role.BILLING, Role.AUDITOR])
def test_who_does_not_read_the_assessment_reads_no_reasons(role):
    practice = Practice()
    intake_id = practice.assessed()
    view = intake_view(practice.store, CLINIC.packs, frozenset({role}), intake_id)
    assert view["reason"] is None
    assert not any(event["reasons"] for event in view["events"])


@pytest.mark.parametrize(
    ("role", "rules"),
    [
        (Role.CLINICIAN, {"D1", "E2"}),
        (Role.SUPERVISOR, {"D1", "E2"}),
        (Role.BILLING, {"D1"}),
        (Role.AUDITOR, set()),
    ],
)
def test_what_changed_in_a_plan_is_seen_by_whoever_reads_coverage(role, rules):
    practice = Practice()
    intake_id = practice.assessed()
    verify(intake_id, practice.desk)
    found = tuple(Reason(rule, "In words.", "a source") for rule in ("D1", "E2"))
    changed = Step(EventKind.COVERAGE_CHANGED, SYSTEM, practice.now, reasons=found)
    take(practice.store, intake_id, lambda _: changed)
    view = intake_view(practice.store, CLINIC.packs, frozenset({role}), intake_id)
    assert {reason["rule"] for reason in view["events"][-1].get("reasons", [])} == rules


def test_what_happens_while_an_intake_is_read_is_in_no_half_of_the_view():
    practice = Practice()
    intake_id = practice.submit()

    class Meanwhile(MemoryStore):
        """A store in which the intake moves on between two reads."""

        def events(self, intake_id):
            practice.assess(intake_id)
            return super().events(intake_id)

    practice.store.__class__ = Meanwhile
    view = intake_view(practice.store, CLINIC.packs, frozenset({Role.CLINICIAN}), intake_id)
    assert (view["status"], [event["kind"] for event in view["events"]]) == (
        "submitted",
        ["submitted"],
    )
