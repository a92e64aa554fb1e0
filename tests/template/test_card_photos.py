"""Photos of insurance cards: encrypted, nobody's but ours, gone when their form never comes."""

from tests.template.reading import Template
from tests.template.test_roles import as_list, roles, statements


def bucket(template: Template) -> dict:
    return template.resources["CardPhotos"]["Properties"]


def test_photos_are_kept_when_the_stack_goes(template: Template):
    made = template.resources["CardPhotos"]
    assert made["DeletionPolicy"] == made["UpdateReplacePolicy"] == "Retain"


def test_photos_are_encrypted_with_the_data_key(template: Template):
    (rule,) = bucket(template)["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert rule["ServerSideEncryptionByDefault"] == {
        "SSEAlgorithm": "aws:kms",
        "KMSMasterKeyID": {"Fn::GetAtt": ["DataKey", "Arn"]},
    }


def test_nothing_makes_a_photo_public(template: Template):
    assert all(bucket(template)["PublicAccessBlockConfiguration"].values())
    assert len(bucket(template)["PublicAccessBlockConfiguration"]) == 4
    (rule,) = bucket(template)["OwnershipControls"]["Rules"]
    assert rule == {"ObjectOwnership": "BucketOwnerEnforced"}
    assert "CorsConfiguration" not in bucket(template)


def test_photos_of_forms_that_are_never_handed_in_expire_and_the_others_do_not(template: Template):
    rules = bucket(template)["LifecycleConfiguration"]["Rules"]
    expiring = [rule for rule in rules if "ExpirationInDays" in rule]
    assert [(rule["Prefix"], rule["ExpirationInDays"]) for rule in expiring] == [("sent/", 31)]


def test_nothing_goes_in_or_out_without_tls(template: Template):
    policy = template.resources["CardPhotosPolicy"]["Properties"]
    assert policy["Bucket"] == {"Ref": "CardPhotos"}
    (statement,) = policy["PolicyDocument"]["Statement"]
    assert (statement["Effect"], statement["Principal"], statement["Action"]) == (
        "Deny",
        "*",
        "s3:*",
    )
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert len(statement["Resource"]) == 2


def test_tls_cannot_be_given_up_in_production(template: Template):
    rule = template.rules["SomebodyHearsOfACrisis"]
    assert {"Fn::Equals": [{"Ref": "RequireTls"}, "true"]} in [
        one["Assert"] for one in rule["Assertions"]
    ]


def test_photos_are_reached_by_the_form_and_kept_ones_read_by_staff_alone(template: Template):
    reached = {
        (role, action, statement["Resource"]["Fn::Sub"])
        for role in roles(template)
        for statement in statements(template, role)
        for action in as_list(statement["Action"])
        if action.startswith("s3:")
    }
    sent, kept = "${CardPhotos.Arn}/sent/*", "${CardPhotos.Arn}/kept/*"
    assert reached == {
        ("FormRole", "s3:PutObject", sent),
        ("FormRole", "s3:GetObject", sent),
        ("FormRole", "s3:DeleteObject", sent),
        ("FormRole", "s3:PutObject", kept),
        ("ConsoleRole", "s3:GetObject", kept),
        ("ConsolePagesRole", "s3:GetObject", kept),
    }
