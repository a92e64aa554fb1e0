"""Reading a whole partition."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def items_of(client: "DynamoDBClient", table: str, partition: str) -> Iterator[dict[str, Any]]:
    """Each item of a partition, by sort key; a page is read when its turn comes."""
    pages = client.get_paginator("query").paginate(
        TableName=table,
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": partition}},
        ConsistentRead=True,
    )
    for page in pages:
        yield from page["Items"]
