"""Whatever is posted, to whichever page, in whichever order."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.clinic import CLINIC, RECORD_KEY
from tests.form_filler import Filler
from threshold.decision.decide import decide
from threshold.form.fields import DECLINED, Kind
from threshold.form.payment_pages import PAYER, PAYER_ID, PAYERS_FOUND
from threshold.intake.change import FindingKind
from threshold.intake.life_cycle import EventKind
from threshold.intake.submission import Submission
from threshold.use_cases.assess import assessed
from threshold.use_cases.filling import stopped
from threshold.use_cases.handing_over import hand_over_due
from threshold.web.pages.visit import Visit, csrf

JUNK = st.sampled_from(["", " ", "x" * 3000, "\x00", "\u202e", "<b>", "{{7}}", "-1", "1e9", "😀"])


FOLLOWS = {
    "payer": {PAYER_ID, PAYERS_FOUND, PAYER},
    "payer-found": {PAYER_ID},
}
"""What a page changes besides its own fields."""


@st.composite
def postings(draw):
    """Which page is posted to, counted from the first open one, how, and what it says."""
    back = draw(st.sampled_from([0, 0, 0, 0, 0, 0, 1, -1, 3, 60, -40]))
    go = draw(st.sampled_from(["on", "on", "on", "back", "check", ""]))
    return back, go, draw(st.integers(0, 2**32)), draw(JUNK), draw(st.integers(0, 9))


def values(one, posted):
    """What a field is answered with: mostly something usable, at times junk or nothing."""
    _, _, pick, junk, luck = posted
    if luck == 0:
        return [junk]
    if luck == 1 and pick % 3 == 0:
        return []
    if one.kind is Kind.ITEM:
        offered = [*(one.options or [str(n) for n in range(min(one.up_to, 3) + 1)]), DECLINED]
        return [offered[pick % len(offered)] if luck < 4 else offered[0]]
    return None


def fields_of(person, page, posted):
    found = {}
    for one in page.fields:
        given_ = values(one, posted)
        found |= person._answered(one) if given_ is None else {one.name: given_}
    return found


def post(person, posted):
    back, go, *_ = posted
    way = person.desk.way(person.draft)
    place = min(max(way.first_open(person.draft) + back, 1), len(way.pages))
    page = way.at(place)
    sent = {"csrf": [csrf(person.code, RECORD_KEY)], "page": [page.id], "go": [go]}
    return page, person.site.save(
        Visit("", person.code, sent | fields_of(person, page, posted)), str(place)
    )


def safety_questions(person):
    """Those on this person's way."""
    way = person.desk.way(person.draft)
    return {
        f"answers.{pack.id}.{item.id}"
        for pack in CLINIC.packs.values()
        for item in pack.items
        if item.safety
    } & {field.name for page in way.pages for field in page.fields}


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(postings(), min_size=30, max_size=90))
def test_no_posting_raises_loses_what_was_said_skips_a_safety_question_or_sends_half_a_form(sent):
    person = Filler()
    person.begin()
    for posted in sent:
        before = person.draft
        page, reply = post(person, posted)
        after = person.draft
        assert reply.status in (200, 303, 422)
        own = {field.name for field in page.fields} | FOLLOWS.get(page.id, set())
        assert {k: v for k, v in before.said.items() if k not in own} == {
            k: v for k, v in after.said.items() if k not in own
        }
        assert {f.name for f in page.fields if f.required} & before.said.keys() <= after.said.keys()
        if after.submitted or stopped(after, person.desk):
            break
    handed_in_is_sound(person)


def handed_in_is_sound(person):
    draft = person.draft
    if draft.submitted:
        assert safety_questions(person) <= draft.said.keys()
        assert person.desk.way(draft).is_whole(draft)
    if draft.submitted or stopped(draft, person.desk):
        kept = person.store.latest(draft.intake_id, FindingKind.SUBMISSION, Submission)
        assert kept.answers == draft.answers
        decided = decide(assessed(kept, CLINIC, person.at), None, CLINIC.program, person.at)
        assert (decided.event is EventKind.CRISIS_FOUND) == stopped(draft, person.desk)
    else:
        person.wait(timedelta(minutes=10))
        due = person.drafts.due(person.at, 9)
        assert hand_over_due(due, person.desk) == 0
        assert bool(due) == (person.draft.intake_id is not None)
    assert person.reported == []
