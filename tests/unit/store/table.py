"""The table of `template.yaml`, for stores that are not deployed from it."""

from typing import Any

NAMES = ("pk", "sk", "worklist_pk", "worklist_sk")


def _keys(partition: str, sort: str) -> list[Any]:
    pairs = ((partition, "HASH"), (sort, "RANGE"))
    return [{"AttributeName": name, "KeyType": kind} for name, kind in pairs]


def create_table(client: Any, name: str) -> str:
    client.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": n, "AttributeType": "S"} for n in NAMES],
        KeySchema=_keys("pk", "sk"),
        GlobalSecondaryIndexes=[
            {
                "IndexName": "worklist",
                "KeySchema": _keys("worklist_pk", "worklist_sk"),
                "Projection": {"ProjectionType": "KEYS_ONLY"},
            }
        ],
    )
    return name
