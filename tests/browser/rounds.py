"""A round of every kind of page of the deployed console, by whoever of the staff may see it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import uuid4

from playwright.sync_api import Page

from local.stories import Player, Story, stories
from tests.browser.colleague import Colleague
from tests.cloud import Cloud
from tests.integration.elapsing import end_session
from tests.integration.test_console import tamper
from tests.integration.test_couples import who_comes_with_a_partner
from tests.integration.test_operations import given_up
from tests.integration.waiting import wait_for

STAFF = ("clinician", "admissions", "supervisor", "clinician-without-safety")
_TOLD = {
    "seat": "01",
    "review": "02",
    "fix_it": "04",
    "crisis": "07",
    "referral": "08",
    "phone": "15",
}
"""Stories by what their intakes wait for."""
_LOOKED_AT = """
overview                clinician                 /console
worklist-crisis         clinician                 /console/worklists/crisis
worklist-review         clinician                 /console/worklists/review
worklist-by-phone       supervisor                /console/worklists/verify_by_phone
worklist-fix-it         admissions                /console/worklists/fix_it
worklist-referral       admissions                /console/worklists/referral
worklist-scheduling     admissions                /console/worklists/scheduling
worklist-in-progress    supervisor                /console/worklists/in_progress
worklist-couples        clinician                 /console/worklists/review?show=couples
worklist-empty          clinician                 /console/worklists/review?show=mine
case-crisis             clinician                 {crisis}
case-crisis-others      admissions                {crisis}
case-review             clinician                 {review}
case-by-phone           admissions                {phone}
case-fix-it             admissions                {fix_it}
case-referral           clinician                 {referral}
case-scheduling         supervisor                {seat}
case-done               clinician                 {review}?done=add_note
act-accept              clinician                 {review}/acts/accept
act-accept-not-assessed clinician                 {crisis}/acts/accept
act-refer               clinician                 {review}/acts/refer
act-decline             clinician                 {review}/acts/decline
act-referral-made       admissions                {referral}/acts/referral_made
act-ask-patient         admissions                {review}/acts/ask_patient
act-verify-again        admissions                {review}/acts/verify_again
act-send-to-review      admissions                {phone}/acts/send_to_review
act-no-rule             clinician                 {review}/acts/override_rule
act-withdraw            admissions                {review}/acts/withdraw
act-add-note            admissions                {review}/acts/add_note
act-merge               admissions                {review}/acts/merge
act-revoke-consent      admissions                {review}/acts/revoke_consent
act-not-from-here       clinician                 {seat}/acts/reopen
call                    supervisor                {phone}/call
benefits-no-estimate    supervisor                {phone}/benefits
benefits                clinician                 {seat}/benefits
answers                 clinician                 {phone}/answers
couple                  clinician                 {couple}/couple
safety                  clinician                 {couple}/safety
safety-closed           clinician-without-safety  {couple}/safety
audit                   supervisor                {review}/audit
disclosures             supervisor                {phone}/disclosures
search                  clinician                 /console/search
payers                  supervisor                /console/payers
queue                   clinician                 /console/queue
planner                 supervisor                /console/planner
measures                supervisor                /console/measures
roster                  admissions                /console/roster
roster-cohort           supervisor                /console/roster/cohorts/evenings-group-a
roster-cohort-read      clinician                 /console/roster/cohorts/mornings
roster-clinician        supervisor                /console/roster/clinicians/lee
roster-slots            admissions                /console/roster/clinicians/lee/slots
roster-import           supervisor                /console/roster/import
roster-new-cohort       admissions                /console/roster/new/cohort
roster-new-clinician    supervisor                /console/roster/new/clinician
act-take-offer          admissions                {seat}/acts/take_offer
act-decline-offer       admissions                {seat}/acts/decline_offer
act-clinical-contact    clinician                 {seat}/acts/clinical_contact
act-interim-services    clinician                 {seat}/acts/interim_services
not-for-role            clinician                 /console/operations
nothing-here            clinician                 /console/worklists/none
"""
"""What is there to be looked at: the kind of page, who looks, and where; {..}: an intake."""


def _story(number: str) -> Story:
    return next(one for one in stories() if one.name.startswith(number))


@dataclass
class Rounds:
    """Goes from page to page; each stop is one, and the kind that it is of."""

    cloud: Cloud
    player: Player
    staff: Mapping[str, Colleague]

    def __post_init__(self) -> None:
        told = {name: _story(number) for name, number in _TOLD.items()}
        sent = {name: self.player.submit(story)["intake_id"] for name, story in told.items()}
        self._at = {name: f"/console/intakes/{intake_id}" for name, intake_id in sent.items()}
        self._at["couple"] = f"/console/intakes/{who_comes_with_a_partner(self.cloud)}"
        for name, story in told.items():
            self._wait(sent[name], story.then["worklist"])
        self._clara, self._ana, self._sam, self._without = (self.staff[one] for one in STAFF)

    def _wait(self, intake_id: str, worklist: str) -> None:
        wait_for(lambda: self.player.view(intake_id)["worklist"], lambda found: found == worklist)

    def stops(self) -> Iterator[tuple[str, Page]]:
        """Every stop, in order; its page shows it until the next is asked for."""
        for line in _LOOKED_AT.strip().splitlines():
            kind, name, place = line.split()
            self.staff[name].go(place.format(**self._at))
            yield kind, self.staff[name].page
        yield from self._claims()
        yield from self._acts()
        yield from self._call()
        yield from self._glass()
        yield from self._searches()
        yield from self._operations()
        yield from self._leaving()

    def _claims(self) -> Iterator[tuple[str, Page]]:
        clara, ana, case = self._clara, self._ana, self._at["review"]
        for colleague in (clara, ana):
            colleague.go(case)
        clara.press("Claim")
        yield "case-mine", clara.page
        ana.press("Claim")
        yield "case-taken", ana.page
        clara.go("/console/worklists/review")
        yield "worklist-mine", clara.page
        clara.go()
        yield "overview-holding", clara.page

    def _acts(self) -> Iterator[tuple[str, Page]]:
        clara, ana = self._clara, self._ana
        clara.go(f"{self._at['review']}/acts/refer")
        clara.press("Refer")
        yield "act-faults", clara.page
        clara.write(reason="More care, near home.", elsewhere="County clinic")
        ana.go(f"{self._at['review']}/acts/withdraw")
        ana.write(reason="They called.")
        ana.press("Withdraw")
        clara.press("Refer")
        yield "act-since", clara.page
        clara.go(f"{self._at['review']}/acts/reopen")
        yield "act-reopen", clara.page
        clara.go(f"{self._at['referral']}/acts/reopen")
        clara.write(reason="They called.")
        clara.press("Reopen")
        yield "case-blocked", clara.page
        for kind, act in (("act-accept-blocked", "accept"), ("act-override", "override_rule")):
            clara.go(f"{self._at['referral']}/acts/{act}")
            yield kind, clara.page

    def _call(self) -> Iterator[tuple[str, Page]]:
        sam, case = self._sam, self._at["phone"]
        sam.go(f"{case}/call")
        sam.tap(sam.page.locator("#q-iop_covered").get_by_role("button", name="Yes"))
        yield "call-faults", sam.page
        sam.write(representative="Rep One", reference="REF-1")
        sam.tap(sam.page.locator("#q-iop_covered").get_by_role("button", name="Yes"))
        yield "call-recorded", sam.page

    def _glass(self) -> Iterator[tuple[str, Page]]:
        without, sam = self._without, self._sam
        without.go(f"{self._at['couple']}/safety")
        without.write(reason="A shelter calls and asks what is known.")
        without.press("Open for an hour")
        yield "safety-broken", without.page
        sam.go(f"{self._at['couple']}/audit")
        yield "audit-glass", sam.page
        tamper(self.cloud, self._at["seat"].rpartition("/")[2])
        sam.go(f"{self._at['seat']}/audit")
        yield "audit-broken", sam.page

    def _searches(self) -> Iterator[tuple[str, Page]]:
        clara = self._clara
        clara.go("/console/search")
        clara.press("Search")
        yield "search-wrong", clara.page
        clara.write(**{"f-intake_id": self._at["crisis"].rpartition("/")[2]})
        clara.press("Search")
        yield "search-found", clara.page

    def _operations(self) -> Iterator[tuple[str, Page]]:
        sam = self._sam
        sam.go("/console/operations")
        yield "operations", sam.page
        with given_up(self.cloud):
            sam.go("/console/worklists/in_progress?show=stuck")
            yield "worklist-stuck", sam.page
            sam.go("/console/operations")
            yield "operations-failed", sam.page
        sam.press("Send to Assessment again")
        yield "operations-wrong", sam.page
        sam.write(**{"f-reason": f"Restored {uuid4().hex[:8]}"})
        sam.press("Send to Assessment again")
        yield "operations-sent", sam.page

    def _leaving(self) -> Iterator[tuple[str, Page]]:
        clara, form = self._clara, f"{self._at['review']}/acts/add_note"
        clara.go(form)
        clara.write(reason="They will ring back.")
        clara.page.locator(".cover").evaluate("one => one.getAnimations()[0].finish()")
        yield "covered", clara.page
        end_session(self.cloud, clara.session)
        clara.press("Keep it and sign in again")
        yield "signed-off-kept", clara.page
        clara.follow("Sign in")
        clara.type_password()
        yield "act-kept", clara.page
        clara.press("Sign off")
        yield "signed-off", clara.page
        clara.go(f"/console/signed-off?to={form}")
        yield "signed-off-idle", clara.page
        clara.go("/console/signed-in?code=none&state=none")
        yield "signed-off-failed", clara.page
