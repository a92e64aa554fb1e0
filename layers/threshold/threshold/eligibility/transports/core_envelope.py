"""The fields of a CAQH CORE vC2.2.0 real-time request, the same in MIME and SOAP."""

from datetime import UTC, datetime

from threshold.eligibility.transports.port import Exchange

RULE_VERSION = "2.2.0"
REQUEST_TYPE = "X12_270_Request_005010X279A1"


def request_fields(exchange: Exchange) -> dict[str, str]:
    """Everything about an exchange but who asks and the payload, in the rule's order."""
    return {
        "PayloadType": REQUEST_TYPE,
        "ProcessingMode": "RealTime",
        "PayloadID": str(exchange.payload_id),
        "TimeStamp": core_time_stamp(exchange.time_stamp),
        "SenderID": exchange.sender_id,
        "ReceiverID": exchange.receiver_id,
        "CORERuleVersion": RULE_VERSION,
    }


def core_time_stamp(moment: datetime) -> str:
    """Write a moment as CORE wants it: UTC, 24-hour clock, whole seconds, `Z`."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
