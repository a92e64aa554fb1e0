"""What ends by itself at the console, made to end now: sessions, and claims."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.cloud import Cloud
from threshold.store.sessions import DynamoDBSessions


def end_session(cloud: Cloud, cookie: str, ends: str = "idle") -> None:
    """Let a session's time pass: its idle time, or its token's."""
    key = cloud.record_key.digest("staff session", cookie)
    sessions = DynamoDBSessions(cloud.client("dynamodb"), cloud.outputs.table)
    session = sessions.load(key)
    assert session is not None
    now = datetime.now(UTC)
    past = {"last_seen_at": now - timedelta(minutes=15)} if ends == "idle" else {"ends_at": now}
    sessions.begin(key, replace(session, **past))


def end_claim(cloud: Cloud, intake_id: str) -> None:
    """Let the lease of whoever holds an intake run out."""
    cloud.client("dynamodb").update_item(
        TableName=cloud.outputs.table,
        Key={"pk": {"S": f"INTAKE#{intake_id}"}, "sk": {"S": "CLAIM"}},
        UpdateExpression="SET #until = :now",
        ConditionExpression="attribute_exists(pk)",
        ExpressionAttributeNames={"#until": "until"},
        ExpressionAttributeValues={":now": {"S": datetime.now(UTC).isoformat()}},
    )
