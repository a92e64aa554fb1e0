"""T4: the record store outlives mistakes and is encrypted with a key of ours."""

from tests.template.reading import Template
from tests.unit.store.table import create_table


def test_the_table_is_kept_when_the_stack_goes(template: Template):
    table = template.resources["Table"]
    assert table["DeletionPolicy"] == table["UpdateReplacePolicy"] == "Retain"
    assert table["Properties"]["DeletionProtectionEnabled"] is True


def test_the_table_can_be_restored_to_any_second(template: Template):
    table = template.resources["Table"]["Properties"]
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}


def test_the_table_and_the_record_key_are_encrypted_with_the_data_key(template: Template):
    sse = template.resources["Table"]["Properties"]["SSESpecification"]
    assert sse["KMSMasterKeyId"] == {"Fn::GetAtt": ["DataKey", "Arn"]}
    assert template.resources["RecordKey"]["Properties"]["KmsKeyId"] == {"Ref": "DataKey"}


def test_keys_are_kept_and_rotate(template: Template):
    for name in ("DataKey", "OperationsKey"):
        assert template.resources[name]["DeletionPolicy"] == "Retain"
        assert template.resources[name]["Properties"]["EnableKeyRotation"] is True


def test_the_index_of_worklists_holds_keys_alone(template: Template):
    (index,) = template.resources["Table"]["Properties"]["GlobalSecondaryIndexes"]
    assert index["IndexName"] == "worklist"
    assert index["Projection"] == {"ProjectionType": "KEYS_ONLY"}


def test_the_stores_tests_run_on_the_table_of_the_template(template: Template):
    made = {}

    class Recorder:
        def create_table(self, **definition):
            made.update(definition)

    create_table(Recorder(), "any")
    (deployed,) = template.of_type("AWS::DynamoDB::Table").values()
    for part in ("KeySchema", "GlobalSecondaryIndexes", "AttributeDefinitions", "BillingMode"):
        assert made[part] == deployed[part]
