import pytest

from tests.unit.fhir.bundles import (
    BCP_47,
    CLASS,
    INTERPRETER,
    PAYER,
    RELATIONSHIP,
    ROLE,
    V2_0203,
    bundle,
    concept,
    consent,
    coverage,
    document,
    group,
    husband,
    item,
    name,
    of_the_husband,
    patient,
    phone,
    read,
    response,
)
from tests.unit.fhir.filled import NOW, PACKS
from threshold.fhir.bundle import submission_in

OVER = {"period": {"end": "2026-01"}}
NOT_OVER = {"period": {"start": "2020", "end": "2026"}}
SELF_PAY = "http://terminology.hl7.org/CodeSystem/coverage-selfpay"


def card(*resources):
    return document(patient(), *resources)["payment"]["card"]


def test_what_is_not_said_stays_unsaid():
    assert document({"resourceType": "Patient"}) == {}


def test_a_patient_says_who_they_are_and_how_to_reach_them():
    assert document(patient(gender="female")) == {
        "person": {
            "name": {"first": "Jane", "last": "Tester"},
            "birth_date": "1990-01-01",
            "sex": "female",
        },
        "contact": {"phone": "+15555550101"},
    }


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ([name("Jane", use="usual"), name("Joan")], {"first": "Joan", "last": "Tester"}),
        ([name("Jane", use="usual"), {"family": "Other"}], {"first": "Jane", "last": "Tester"}),
        ([{"family": "Tester"}], {"last": "Tester"}),
        ([name("Jane", use="old"), name("Ann", use="maiden"), name("X", use="temp")], None),
        ([name("Jane", **OVER), name("Joan", use="usual")], {"first": "Joan", "last": "Tester"}),
        ([name("Jane", **NOT_OVER)], {"first": "Jane", "last": "Tester"}),
        (
            [{"given": ["Jane", "Mary", "Ann"], "family": "Tester", "suffix": ["Jr"]}],
            {"first": "Jane", "middle": "Mary Ann", "last": "Tester"},
        ),
        ([{"text": "Jane Tester"}], None),
    ],
)
def test_the_name_is_the_official_one_else_the_usual_else_one_without_a_use(names, found):
    person = document(patient(name=names))["person"]
    assert person == {"birth_date": "1990-01-01"} | ({"name": found} if found else {})


@pytest.mark.parametrize(
    "nickname",
    [{"use": "nickname", "text": "Janie"}, {"use": "nickname", "given": ["Janie"]}],
)
def test_a_nickname_is_what_the_person_is_called(nickname):
    assert document(patient(name=[name("Jane"), nickname]))["person"]["called"] == "Janie"


@pytest.mark.parametrize(
    ("gender", "sex"), [("male", "male"), ("female", "female"), ("other", None), ("unknown", None)]
)
def test_a_gender_that_payers_do_not_have_is_not_said(gender, sex):
    assert document(patient(gender=gender))["person"].get("sex") == sex


@pytest.mark.parametrize(
    "written",
    ["+15555550101", "(555) 555-0101", "1-555-555-0101", "555.555.0101", "tel:+1-555-555-0101"],
)
def test_a_number_of_the_united_states_is_read_however_it_is_written(written):
    said = document(patient(telecom=[phone(written)]))
    assert said["contact"] == {"phone": "+15555550101"}


def test_a_number_that_is_none_is_handed_on_to_be_refused():
    said = document(patient(telecom=[phone("555-0101 ext 7")]))
    assert said["contact"] == {"phone": "5550101ext7"}


@pytest.mark.parametrize(
    ("points", "found"),
    [
        ([phone("+15555550102", "home"), phone("+15555550101", "mobile")], "+15555550101"),
        ([phone("+15555550102"), phone("+15555550101", "home")], "+15555550101"),
        ([phone("+15555550101"), phone("+15555550102")], "+15555550101"),
        (
            [phone("+15555550102", "mobile"), phone("+15555550101", "home", rank=1)],
            "+15555550101",
        ),
        ([phone("+15555550102", "old"), phone("+15555550101", "temp")], "+15555550101"),
        ([phone("+15555550102", "mobile", **OVER), phone("+15555550101")], "+15555550101"),
        ([phone("+15555550102", "work")], None),
        ([{"system": "sms", "value": "+15555550102"}], None),
        ([{"system": "email", "value": "jane@example.test", "use": "work"}], None),
    ],
)
def test_the_phone_is_the_persons_own_by_rank_then_use_and_never_one_at_work(points, found):
    contact = document(patient(telecom=points)).get("contact", {})
    assert contact == ({"phone": found} if found else {})


def test_an_address_does_not_say_where_the_person_is_now():
    addresses = [{"use": "home", "state": "TX"}, {"use": "temp", "state": "OK"}]
    assert "location" not in document(patient(address=addresses))


def test_the_preferred_language_and_an_interpreter_are_read():
    spoken = [
        {"language": concept(BCP_47, "en")},
        {"language": concept(BCP_47, "es-MX"), "preferred": True},
    ]
    wanted = [{"url": INTERPRETER, "valueBoolean": False}]
    said = document(patient(communication=spoken, extension=wanted))
    assert said["language"] == {"spoken": "es-MX", "interpreter": False}


def test_the_only_language_needs_no_preference():
    said = document(patient(communication=[{"language": concept(BCP_47, "es")}]))
    assert said["language"] == {"spoken": "es"}


def test_a_contact_of_the_emergency_role_is_the_emergency_contact_and_no_other_is():
    emergency = {
        "relationship": [concept(ROLE, "C"), {"text": "brother"}],
        "name": {"given": ["John"], "family": "Tester"},
        "telecom": [phone("(555) 555-0199")],
    }
    employer = {"relationship": [concept(ROLE, "E")], "name": {"text": "Example Works"}}
    assert document(patient(contact=[employer, emergency | OVER, emergency]))[
        "emergency_contact"
    ] == {"name": "John Tester", "phone": "+15555550199", "relationship": "brother"}


def test_an_emergency_contact_may_be_reached_at_work_where_there_is_no_other_number():
    def reached(*numbers):
        role = {"relationship": [concept(ROLE, "C")], "telecom": list(numbers)}
        return document(patient(contact=[role]))["emergency_contact"]["phone"]

    at_work = phone("+15555550198", "work")
    assert reached(at_work) == "+15555550198"
    assert reached(at_work, phone("+15555550199")) == "+15555550199"


def test_a_coverage_says_what_is_on_the_card_and_not_that_it_is_to_be_used():
    said = document(
        patient(), coverage(**{"class": [{"type": concept(CLASS, "group"), "value": "G1"}]})
    )
    assert said["payment"] == {
        "card": {
            "member_id": "EXA000111",
            "payer_name": "Example Health Plan",
            "group_number": "G1",
            "relationship": "self",
        }
    }


def test_who_pays_for_themselves_says_so():
    own = coverage(type=concept(SELF_PAY, "pay"), payor=[{"reference": "Patient/jane"}])
    assert document(patient(), own)["payment"] == {"path": "self_pay"}


def test_the_member_number_comes_before_the_subscribers_id():
    number = {"type": concept(V2_0203, "MB"), "value": "EXA000222"}
    assert card(coverage(identifier=[number]))["member_id"] == "EXA000222"


@pytest.mark.parametrize("number", ["NPI", "TAX", "naiccode"])
def test_only_an_identifier_that_is_a_payer_id_is_read_as_one(number):
    identifiers = [
        {"type": concept(V2_0203, number), "value": "1234567893"},
        {"type": concept(PAYER, "payerid"), "value": "99991"},
    ]
    payer = {"resourceType": "Organization", "id": "p", "identifier": identifiers}
    inside = coverage(payor=[{"reference": "#p"}], contained=[payer])
    beside = coverage(payor=[{"reference": "Organization/p"}])
    assert card(inside) == card(beside, payer)
    assert card(inside)["payer_id"] == "99991"
    assert "payer_id" not in card(inside | {"contained": [payer | {"identifier": identifiers[:1]}]})


def test_a_payer_may_be_named_by_its_identifier_alone():
    payor = {"identifier": {"type": concept(PAYER, "payerid"), "value": "99991"}}
    assert card(coverage(payor=[payor]))["payer_id"] == "99991"


@pytest.mark.parametrize(
    ("code", "relationship"),
    [("spouse", "spouse"), ("child", "child"), ("common", "other"), ("parent", "other")],
)
def test_a_subscriber_is_read_with_how_the_patient_is_related(code, relationship):
    related = of_the_husband(relationship=concept(RELATIONSHIP, code))
    assert card(related, husband()) == {
        "member_id": "EXA000111",
        "payer_name": "Example Health Plan",
        "relationship": relationship,
        "subscriber": {
            "name": {"first": "John", "last": "Tester"},
            "birth_date": "1988-01-01",
            "sex": "male",
        },
    }


def test_the_subscriber_may_be_another_patient():
    john = patient(id="john", name=[name("John")])
    said = document(of_the_husband(subscriber={"reference": "Patient/john"}), john, patient())
    assert said["person"]["name"]["first"] == "Jane"
    assert said["payment"]["card"]["subscriber"]["name"]["first"] == "John"


def test_who_is_their_own_subscriber_is_so_without_a_relationship():
    own = coverage(subscriber={"reference": "Patient/jane"})
    del own["relationship"]
    assert card(own)["relationship"] == "self"


def test_a_consent_to_a_text_of_ours_is_read():
    extended = [
        {"url": "urn:threshold:consent-covers", "valueCode": "email_care"},
        {"url": "urn:threshold:consent-text-sha256", "valueString": "a" * 64},
    ]
    to_messages = consent(
        policy=[{"uri": "urn:threshold:consent:messages:2026-02%20b"}],
        extension=extended,
        sourceAttachment={"language": "es"},
    )
    assert document(patient(), to_messages)["consents"] == [
        {
            "kind": "messages",
            "version": "2026-02 b",
            "signed_name": "Jane Tester",
            "signed_at": "2026-03-04T14:30:00-06:00",
            "language": "es",
            "text_sha256": "a" * 64,
            "covers": ["email_care"],
        }
    ]


@pytest.mark.parametrize("status", ["active", "rejected", "entered-in-error"])
def test_a_consent_to_another_text_allows_nothing_here(status):
    other = consent(
        policy=[{"uri": "urn:example:policy"}], status=status, provision={"type": "deny"}
    )
    assert "consents" not in document(patient(), other)


def test_an_instruments_response_is_read_as_its_answers():
    asq = response("asq", item("q1", {"system": "http://loinc.org", "code": "LA32-8"}))
    gad = response("gad-7", item("q1", 2, kind="valueInteger"))
    assert document(patient(), asq, gad)["answers"] == {"asq": {"q1": "no"}, "gad-7": {"q1": 2}}


def test_our_own_questionnaire_says_what_fhir_has_no_place_for():
    windows = "availability.windows"

    def window(day):
        return group(
            windows,
            item(f"{windows}.weekday", *[{"code": day}] if day else []),
            item(f"{windows}.part", *[{"code": "evening"}] if day else []),
        )

    own = response(
        "intake",
        group("contact", item("contact.may_leave_message", False, kind="valueBoolean")),
        group("location", item("location.state", "TX", kind="valueString")),
        group("need", item("need.tracks", {"code": "trauma"}, {"code": "couples"})),
        group(
            "availability",
            item("availability.hours_per_week", 9, kind="valueInteger"),
            window(None),
            window("monday"),
            window("friday"),
        ),
    )
    said = document(patient(), own)
    assert said["contact"]["may_leave_message"] is False
    assert said["location"] == {"state": "TX"}
    assert said["need"] == {"tracks": ["trauma", "couples"]}
    assert said["availability"] == {
        "hours_per_week": 9,
        "windows": [
            {"weekday": "monday", "part": "evening"},
            {"weekday": "friday", "part": "evening"},
        ],
    }


@pytest.mark.parametrize(
    "unsaid",
    [
        {"linkId": "contact.may_text"},
        {"linkId": "contact.may_text", "answer": []},
        item(
            "contact.may_text",
            {
                "extension": [
                    {
                        "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
                        "valueCode": "asked-declined",
                    }
                ]
            },
            kind="_valueBoolean",
        ),
    ],
)
def test_an_item_that_was_not_answered_says_nothing(unsaid):
    said = document(patient(), response("intake", group("contact", unsaid)))
    assert said["contact"] == {"phone": "+15555550101"}


def test_a_transaction_that_only_creates_says_what_a_collection_says():
    asked = [{"resource": patient(), "request": {"method": "POST", "url": "Patient"}}]
    found = submission_in(bundle(type="transaction", entry=asked), PACKS, NOW)
    assert found == read(patient())


def test_resources_are_referred_to_by_full_url_too():
    url = "urn:uuid:00000000-0000-4000-8000-000000000001"
    entries = [
        {"fullUrl": url, "resource": patient()},
        {"resource": coverage(beneficiary={"reference": url})},
    ]
    found = submission_in(bundle(entry=entries), PACKS, NOW)
    assert found.document["payment"]["card"]["member_id"] == "EXA000111"


def test_a_resource_that_nothing_refers_to_says_nothing():
    clinic = {"resourceType": "Organization", "name": "Example Clinic"}
    assert document(patient(), clinic, husband()) == document(patient())


def test_every_part_knows_its_place_in_the_bundle():
    said = read(patient(), coverage()).said
    assert said["person", "name", "last"].place == "entry[0].resource.name[0].family"
    assert said["contact", "phone"].place == "entry[0].resource.telecom[0].value"
    assert said["payment", "card", "member_id"].place == "entry[1].resource.subscriberId"
