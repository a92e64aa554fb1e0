"""Reading a whole partition, or all of it that begins alike."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def items_of(
    client: "DynamoDBClient", table: str, partition: str, prefix: str = ""
) -> Iterator[dict[str, Any]]:
    """Each item of a partition, by sort key; a page is read when its turn comes.

    prefix: with which their sort keys begin.
    """
    asked: dict[str, Any] = {
        "TableName": table,
        "KeyConditionExpression": "pk = :pk",
        "ExpressionAttributeValues": {":pk": {"S": partition}},
        "ConsistentRead": True,
    }
    if prefix:
        asked["KeyConditionExpression"] += " AND begins_with(sk, :prefix)"
        asked["ExpressionAttributeValues"][":prefix"] = {"S": prefix}
    for page in client.get_paginator("query").paginate(**asked):
        yield from page["Items"]
