"""Putting an item, or taking it away, only where what is there allows it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def put_if(
    client: "DynamoDBClient",
    table: str,
    item: dict[str, Any],
    condition: str,
    values: dict[str, Any] | None = None,
) -> bool:
    """Put an item; False, and nothing done, where the condition does not hold.

    condition: an expression of DynamoDB's on the item that is there; `values` are those it names.
    """
    return holds(client.put_item, condition, values, TableName=table, Item=item)


def delete_if(
    client: "DynamoDBClient",
    table: str,
    key: dict[str, Any],
    condition: str,
    values: dict[str, Any] | None = None,
) -> bool:
    """Take an item away, as `put_if` puts one."""
    return holds(client.delete_item, condition, values, TableName=table, Key=key)


def holds(
    write: Callable[..., object], condition: str, values: dict[str, Any] | None, **what: Any
) -> bool:
    """Write; False, and nothing done, where the condition does not hold."""
    named: dict[str, Any] = {"ExpressionAttributeValues": values} if values else {}
    try:
        write(ConditionExpression=condition, **what, **named)
    except ClientError as error:
        if error.response["Error"]["Code"] == "ConditionalCheckFailedException":
            return False
        raise
    return True
