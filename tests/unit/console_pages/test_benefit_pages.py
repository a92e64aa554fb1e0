"""Benefits on a page: what each payer said and left open, what care may cost, who helps."""

import re

import pytest

from tests.unit.use_cases.talking import SILENT, said
from threshold.benefits.questions import FIELDS
from threshold.benefits.told import Statement, latest_first_day, latest_household
from threshold.console_pages.chart import HEIGHT
from threshold.errors import Unknown
from threshold.intake.access import Part
from threshold.intake.change import FindingKind
from threshold.intake.submission import Payment, PaymentPath
from threshold.use_cases.verify import verify

PRICED = [
    *("EB*1*IND*30^98^MH^UC*PR*GOLD PPO", "EB*C*IND*30***23*1500*****Y"),
    *("EB*C*IND*30***29*900*****Y", "EB*A*IND*MH*****.2****Y", "EB*G*IND*30***29*2000*****Y"),
]


@pytest.fixture
def bill(office):
    return office.staff("bill", "billing")


def verified(office, segments, **changes):
    office.practice.payer.replies = [said(segments)]
    intake_id = office.practice.assessed(**changes)
    for _ in range(3):
        verify(intake_id, office.practice.desk)
    return intake_id


def page(intake_id):
    return f"/console/intakes/{intake_id}/benefits"


def test_an_estimate_has_its_amount_and_all_it_assumes(office, bill):
    seen = bill.see(page(verified(office, PRICED)))
    assert "In network: $2,000.00" in seen
    assert "An estimate, never a promise. It assumes: care is taken to begin on" in seen


def test_the_drawing_has_a_bar_for_each_week_and_the_table_its_figures(office, bill):
    html = bill.get(page(verified(office, PRICED))).html
    (drawn,) = re.findall(r"<svg.*?</svg>", html, re.DOTALL)[:1]
    bars = re.findall(r'<rect x="\d+" y="(\d+)" width="22" height="(\d+)">', drawn)
    assert len(bars) == 8
    assert all(2 <= int(height) <= HEIGHT - int(y) for y, height in bars)
    assert "What is paid in each of 8 weeks" in drawn
    assert '<th scope="row">8</th>' in html


def test_what_is_paid_at_best_is_drawn_from_the_bar_down_to_the_line(office, bill):
    html = bill.get(page(verified(office, PRICED))).html
    pairs = re.findall(
        r'<rect class="sure" x="(\d+)" y="(\d+)" width="22" height="(\d+)"></rect>'
        r'<rect x="(\d+)" y="(\d+)" width="22" height="(\d+)">',
        html,
    )
    assert pairs
    for sure_x, sure_y, sure_height, x, y, height in (map(int, found) for found in pairs):
        assert (sure_x, sure_y, sure_y + sure_height) == (x, y + height, HEIGHT)


def test_an_amount_that_is_certain_is_no_range(office, bill):
    html = bill.get(page(verified(office, PRICED))).html
    assert not re.search(r"(\$[\d,.]+) to \1\b", html)


def test_why_there_is_no_estimate_is_said(office, bill):
    seen = bill.see(page(verified(office, SILENT)))
    assert "In network: no estimate can be given" in seen
    assert "neither coinsurance, copay nor an out-of-pocket maximum is known" in seen


def test_every_line_of_the_sheet_is_there_said_or_not(office, bill):
    seen = bill.see(page(verified(office, SILENT)))
    for field in FIELDS:
        assert field.name in seen
    assert "effective date not said" in seen
    assert "copay, in network the payer was legally silent" in seen


def test_before_anybody_was_asked_a_line_says_so(office, bill):
    seen = bill.see(page(office.practice.submit()))
    assert "Coverage was not verified yet." in seen
    assert "copay, in network not asked yet" in seen


def test_a_value_leads_to_the_segment_of_the_very_answer_that_says_it(office, bill):
    office.practice.payer.replies = [said(SILENT), said(["EB*1*IND*MH^CF"])]
    intake_id = office.practice.assessed()
    for _ in range(3):
        verify(intake_id, office.practice.desk)
    html = bill.get(page(intake_id)).html
    raw = bill.get(f"/console/intakes/{intake_id}/answers").html
    led = set(re.findall(r"/answers#(a\d-\d+)", html))
    assert {place[:2] for place in led} == {"a1", "a2"}
    assert all(f'id="{place}"' in raw for place in led)


def test_an_administrator_that_nobody_asked_has_none_of_the_plans_segments(office, bill):
    elsewhere = [
        "EB*1*IND*30*PR*BLUE PPO",
        "EB*U**MH",
        "LS*2120",
        "NM1*Y2*2*EXAMPLE BH MCO",
        "LE*2120",
    ]
    seen = bill.get(page(verified(office, elsewhere))).html
    administrators = seen.partition("administers behavioral benefits</span>")[2]
    assert "not asked yet" in administrators
    assert "/answers#" not in administrators


def test_first_day_and_means_are_recorded_and_shown(office, bill):
    intake_id = verified(office, PRICED)
    reply = bill.fill_in(
        page(intake_id), "record", first_day="2026-02-02", yearly_income="$30,000", people="2"
    )
    assert reply.location == f"{page(intake_id)}?done=record_benefits"
    kept = office.practice.store.findings(intake_id, FindingKind.BENEFIT_FACT, Statement)
    household = latest_household(kept)
    assert str(latest_first_day(kept)) == "2026-02-02"
    assert (str(household.yearly_income), household.people) == ("30000", 2)
    html = bill.get(reply.location).html
    assert "Recorded." in html
    assert 'name="first_day" type="date" value="2026-02-02"' in html


@pytest.mark.parametrize(
    ("written", "field"),
    [
        ({"first_day": "soon"}, "first_day"),
        ({"yearly_income": "30000"}, "people"),
        ({"people": "two", "yearly_income": "30000"}, "people"),
        ({"people": "2", "yearly_income": "a lot"}, "yearly_income"),
        ({}, ""),
    ],
)
def test_what_cannot_be_used_is_given_back(office, bill, written, field):
    intake_id = verified(office, PRICED)
    before = office.practice.store.load(intake_id)
    reply = bill.fill_in(page(intake_id), "record", **written)
    assert (reply.status, office.practice.store.load(intake_id)) == (400, before)
    assert "Nothing was changed yet." in reply.html
    assert not field or f'href="#{field}"' in reply.html


def test_what_was_written_before_the_time_was_up_is_back_and_not_recorded(office, bill):
    intake_id = verified(office, PRICED)
    opened = bill.get(page(intake_id)).html
    office.wait(minutes=16)
    told = bill.send(page(intake_id), opened, "record", first_day="2026-02-02")
    assert told.status == 401
    bill.sign_in(page(intake_id))
    back = bill.get(page(intake_id)).html
    assert "is back. It was not sent" in back
    assert 'type="date" value="2026-02-02"' in back
    bill.send(page(intake_id), back, "record", first_day="2026-02-02")
    assert "is back" not in bill.get(page(intake_id)).html


def test_who_pays_alone_has_a_draft_of_a_good_faith_estimate(office, bill):
    intake_id = office.practice.assessed(payment=Payment(PaymentPath.UNINSURED))
    ana = office.staff("ana", "admissions")
    seen = ana.see(page(intake_id))
    assert "Good-faith estimate, draft mental health due" in seen
    assert "$300.00, in all $7,200.00." in seen


def test_who_has_means_below_the_guideline_is_told_what_to_look_into(office, bill):
    intake_id = verified(office, PRICED)
    bill.fill_in(page(intake_id), "record", yearly_income="10000", people="1")
    assert re.search(r"[\d.]+ % of the poverty guideline", bill.see(page(intake_id)))


def test_opening_it_is_a_look_that_is_written_down(office, bill):
    intake_id = verified(office, PRICED)
    bill.get(page(intake_id))
    (seen,) = office.accesses.of(intake_id, 10)
    assert seen.parts == (Part.RECORD, Part.SUBMISSION, Part.COVERAGE)


def test_billing_finds_none_of_who_waits_for_a_clinician(office, bill):
    severe = {"phq-9": {f"q{n}": 3 for n in range(1, 9)} | {"q9": 0, "difficulty": 3}}
    with pytest.raises(Unknown):
        bill.get(page(office.practice.assessed(answers=severe)))
