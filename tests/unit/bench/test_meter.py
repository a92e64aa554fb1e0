import boto3
import pytest
from moto import mock_aws

from local.bench.meter import Charge, Meter, by_kind
from local.bench.template import read_template, table_properties

TABLE = "threshold"


@pytest.fixture
def client():
    with mock_aws():
        client = boto3.client("dynamodb", region_name="us-east-1")
        client.create_table(TableName=TABLE, **table_properties(read_template()))
        yield client


@pytest.fixture
def meter(client):
    meter = Meter()
    with meter.reading(client):
        yield meter


def item(sk, size=0, **more):
    named = {"pk": {"S": "p"}, "sk": {"S": sk}, "x": {"S": "y" * size}}
    return named | {name: {"S": value} for name, value in more.items()}


def transact(client, *items):
    client.transact_write_items(
        TransactItems=[{"Put": {"TableName": TABLE, "Item": each}} for each in items]
    )


def test_a_transaction_is_billed_item_by_item_and_its_index_once(client, meter):
    listed = {"worklist_pk": "review#1", "worklist_sk": "1"}
    transact(client, item("RECORD", **listed), item("EVENT#000001", 1500))
    assert meter.charges == [
        Charge("TransactWriteItems", "RECORD", write=2),
        Charge("TransactWriteItems", "worklist index", write=1),
        Charge("TransactWriteItems", "EVENT", write=4),
    ]


def test_what_a_transaction_changes_or_takes_away_is_billed_as_it_was_there(client, meter):
    listed = {"worklist_pk": "held#seats", "worklist_sk": "1"}
    transact(client, item("COHORT#1", 1500), item("SEAT#1", **listed))
    meter.reset()
    keys = [{"pk": {"S": "p"}, "sk": {"S": sk}} for sk in ("COHORT#1", "SEAT#1")]
    change = {
        "TableName": TABLE,
        "Key": keys[0],
        "UpdateExpression": "SET taken = :one",
        "ExpressionAttributeValues": {":one": {"N": "1"}},
    }
    gone = {"TableName": TABLE, "Key": keys[1]}
    client.transact_write_items(TransactItems=[{"Update": change}, {"Delete": gone}])
    assert meter.charges == [
        Charge("TransactWriteItems", "COHORT", write=4),
        Charge("TransactWriteItems", "SEAT", write=2),
        Charge("TransactWriteItems", "worklist index", write=1),
    ]


def test_what_is_taken_away_alone_is_billed_once(client, meter):
    client.put_item(TableName=TABLE, Item=item("WAITS", 1500))
    meter.reset()
    client.delete_item(TableName=TABLE, Key={"pk": {"S": "p"}, "sk": {"S": "WAITS"}})
    assert meter.charges == [Charge("DeleteItem", "WAITS", write=2)]


def test_a_partition_that_is_read_whole_is_named_by_its_key(client, meter):
    client.put_item(TableName=TABLE, Item=item("COHORT#1", 5000))
    meter.reset()
    client.query(
        TableName=TABLE,
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": "p"}},
        ConsistentRead=True,
    )
    assert meter.charges == [Charge("Query", "p", read=2)]


def test_an_item_that_moves_on_the_index_is_taken_out_and_put_in(client, meter):
    transact(client, item("RECORD", worklist_pk="review#1", worklist_sk="1"))
    meter.reset()
    transact(client, item("RECORD", worklist_pk="crisis#1", worklist_sk="1"))
    assert by_kind(meter.charges) == {"RECORD": (2, 0), "worklist index": (2, 0)}


def test_a_single_put_is_billed_once_and_by_the_larger_of_old_and_new(client, meter):
    for size in (1500, 10):
        client.put_item(TableName=TABLE, Item=item("HEALTH", size))
    assert meter.charges == [Charge("PutItem", "HEALTH", write=2)] * 2


def test_reads_are_billed_by_what_they_read_and_how(client, meter):
    key = {"pk": {"S": "p"}, "sk": {"S": "RECORD"}}
    transact(client, item("RECORD", 5000))
    meter.reset()
    client.get_item(TableName=TABLE, Key=key, ConsistentRead=True)
    client.get_item(TableName=TABLE, Key=key)
    missing = key | {"sk": {"S": "NOTHING"}}
    client.batch_get_item(RequestItems={TABLE: {"Keys": [key, missing], "ConsistentRead": True}})
    assert [charge.read for charge in meter.charges] == [2, 1, 2, 1]
    assert (meter.write, meter.read) == (0, 6)


def test_what_was_refused_is_not_billed(client, meter):
    unwritten = {"TableName": TABLE, "Item": item("RECORD"), "ConditionExpression": "pk = :p"}
    unwritten["ExpressionAttributeValues"] = {":p": {"S": "p"}}
    with pytest.raises(client.exceptions.TransactionCanceledException):
        client.transact_write_items(TransactItems=[{"Put": unwritten}])
    assert meter.charges == []


def test_a_meter_taken_off_counts_no_more(client):
    meter = Meter()
    with meter.reading(client):
        pass
    transact(client, item("RECORD"))
    assert meter.charges == []
