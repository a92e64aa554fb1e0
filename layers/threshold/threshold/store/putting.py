"""Putting an item only where what is there allows it."""

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
    named: dict[str, Any] = {"ExpressionAttributeValues": values} if values else {}
    try:
        client.put_item(TableName=table, Item=item, ConditionExpression=condition, **named)
    except ClientError as error:
        if error.response["Error"]["Code"] == "ConditionalCheckFailedException":
            return False
        raise
    return True
