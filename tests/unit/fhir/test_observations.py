import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.fhir.filled import NOW, PACKS, PATIENT, RESPONSE, forms, highest
from tests.unit.fhir.r4 import faults
from threshold.assessment.scoring import Context, not_administered, score
from threshold.fhir.observations import observations

TOTALS = {
    "phq-9": "44261-6",
    "gad-7": "70274-6",
    "phq-2": "55758-7",
    "audit": "75624-7",
    "audit-c": "75626-2",
    "dast-10": "82667-7",
    "pc-ptsd-5": "102017-1",
    "pcl-5": "101698-9",
    "peg": "91147-9",
    "hark": "76504-0",
}


def observed(pack, answers, **options):
    scored = score(PACKS[pack], answers)
    return observations(scored, PACKS[pack], NOW, PATIENT, RESPONSE, **options)


def code(resource):
    return resource["code"]["coding"][0]["code"]


def by_code(resources, wanted):
    [found] = [one for one in resources if code(one) == wanted]
    return found


def phq9(**changed):
    return {f"q{n}": 1 for n in range(1, 10)} | {"difficulty": 0} | changed


@given(st.data())
def test_any_form_of_any_pack_makes_observations_that_r4_and_us_core_allow(data):
    pack = data.draw(st.sampled_from(list(PACKS)))
    for one in observed(pack, data.draw(forms(PACKS[pack])), with_band=data.draw(st.booleans())):
        assert faults(one) == []


@pytest.mark.parametrize(("pack", "term"), TOTALS.items())
def test_a_complete_instrument_has_its_total_under_its_term(pack, term):
    total = by_code(observed(pack, highest(PACKS[pack])), term)
    quantity = total["valueQuantity"]
    assert quantity["value"] == float(score(PACKS[pack], highest(PACKS[pack])).total)
    assert (quantity["system"], quantity["code"]) == ("http://unitsofmeasure.org", "{score}")


def test_the_panel_has_every_answer_and_the_total_as_members():
    panel, *members = observed("phq-9", phq9())
    assert code(panel) == "44249-1"
    assert "valueQuantity" not in panel
    references = [member["reference"] for member in panel["hasMember"]]
    assert references == [f"Observation/{one['id']}" for one in members]
    assert [code(one) for one in members][-2:] == ["69722-7", "44261-6"]


def test_an_answer_is_its_code():
    item = by_code(observed("phq-9", phq9(q9=2)), "44260-8")
    assert item["valueCodeableConcept"]["coding"][0]["code"] == "LA6570-1"


def test_a_missing_item_leaves_the_total_without_value_and_says_so():
    answers = phq9()
    del answers["q9"]
    resources = observed("phq-9", answers)
    total = by_code(resources, "44261-6")
    assert total["dataAbsentReason"]["coding"][0]["code"] == "unknown"
    assert "valueQuantity" not in total
    assert "44260-8" not in [code(one) for one in resources]


def test_a_prorated_total_says_that_it_is():
    answers = phq9()
    del answers["q3"]
    scored = score(PACKS["phq-9"], answers, Context(imported=True))
    resources = observations(scored, PACKS["phq-9"], NOW, PATIENT, RESPONSE)
    total = by_code(resources, "44261-6")
    assert faults(total) == []
    assert "Prorated" in total["note"][0]["text"]


def test_a_declined_item_and_its_total_say_that_they_were_declined():
    resources = observed("phq-9", phq9(q9="declined"))
    for term in ("44260-8", "44261-6"):
        reason = by_code(resources, term)["dataAbsentReason"]["coding"][0]["code"]
        assert reason == "asked-declined"


def test_what_the_machine_makes_of_a_total_is_there_only_if_asked_for():
    assert not any("interpretation" in one for one in observed("phq-9", phq9()))
    total = by_code(observed("phq-9", phq9(), with_band=True), "44261-6")
    coding = {"system": "urn:threshold:bands:phq-9", "code": "mild"}
    assert total["interpretation"] == [{"coding": [coding]}]


def test_the_result_of_an_instrument_without_a_total_is_there_only_if_asked_for():
    answers = {f"q{n}": "no" for n in range(1, 5)}
    assert "93374-7" not in [code(one) for one in observed("asq", answers)]
    result = by_code(observed("asq", answers, with_band=True), "93374-7")
    coding = {"system": "urn:threshold:bands:asq", "code": "negative"}
    assert result["valueCodeableConcept"] == {"coding": [coding]}


def test_an_unfinished_instrument_has_no_result():
    result = by_code(observed("asq", {"q1": "no"}, with_band=True), "93374-7")
    assert result["dataAbsentReason"]["coding"][0]["code"] == "unknown"


def test_what_was_not_begun_was_not_observed():
    assert observed("phq-9", {}) == []
    unasked = not_administered("phq-9")
    assert observations(unasked, PACKS["phq-9"], NOW, PATIENT, RESPONSE) == []


def test_each_is_a_survey_of_this_patient_at_this_time_from_this_response():
    for one in observed("phq-9", phq9()):
        assert one["category"][0]["coding"][0]["code"] == "survey"
        assert one["subject"] == {"reference": PATIENT}
        assert one["effectiveDateTime"] == "2026-03-04T15:00:00+00:00"
        assert one["derivedFrom"] == [{"reference": RESPONSE}]


def test_the_same_response_gives_the_same_ids_again():
    ids = [one["id"] for one in observed("phq-9", phq9())]
    assert len(set(ids)) == len(ids)
    assert ids == [one["id"] for one in observed("phq-9", phq9())]
