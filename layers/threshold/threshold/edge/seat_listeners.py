"""Who hears news of a seat: a webhook, and a bus of Amazon EventBridge. Ids and addresses alone."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from botocore.exceptions import BotoCoreError, ClientError

from threshold.edge.telemetry import count, log_failure, logger
from threshold.edge.webhook_signature import secrets_in, signed_headers
from threshold.scheduling.seat_news import NewsKind, SeatNews
from threshold.use_cases.announce import NotTaken, Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

SOURCE = "threshold"
DETAIL_TYPES = {NewsKind.TAKEN: "SeatTaken", NewsKind.GIVEN_BACK: "SeatGivenBack"}
_GONE = 410


class Refused(NotTaken):
    """The webhook answered that it does not take it, now at least."""


class BusUnreachable(NotTaken):
    """The bus did not take the event."""


class Door(Protocol):
    """Where a webhook's body is posted."""

    def post(self, body: bytes, headers: "Mapping[str, str]") -> int:
        """Send a body once; the status of the answer. Raises NotTaken where there is none."""
        ...


def document(news: SeatNews, base_url: str) -> dict[str, Any]:
    """What is told: that it happened, to which intake, and where more is to be had by right."""
    intake = f"intakes/{news.intake_id}"
    return {
        "id": news.id,
        "type": news.kind.value,
        "occurred_at": news.occurred_at.isoformat(timespec="seconds"),
        "intake_id": news.intake_id,
        "links": {
            "fhir": f"{base_url}/{intake}/fhir",
            "console": f"{base_url}/console/{intake}",
        },
    }


class Webhook:
    """News by a signed POST. secret: reads the document that `secrets_in` takes."""

    name = "webhook"

    def __init__(
        self, door: Door, secret: Callable[[], str], base_url: str, now: Callable[[], datetime]
    ) -> None:
        self._door, self._secret, self._base_url, self._now = door, secret, base_url, now

    def tell(self, news: SeatNews) -> Outcome:
        """See `Listener.tell`. Raises also what reading the secret raises."""
        secrets = secrets_in(self._secret())
        body = json.dumps(document(news, self._base_url)).encode()
        status = self._door.post(body, signed_headers(news.id, self._now(), body, secrets))
        if status == _GONE:
            count("WebhookGone")
            return Outcome.GONE
        if not 200 <= status < 300:
            logger.info("webhook refused", extra={"status": status})
            raise Refused("the webhook did not take it")
        return Outcome.DELIVERED


class EventBus:
    """News as events on a bus."""

    name = "event_bus"

    def __init__(self, client: Any, bus: str, base_url: str) -> None:
        self._client, self._bus, self._base_url = client, bus, base_url

    def tell(self, news: SeatNews) -> Outcome:
        """See `Listener.tell`."""
        event = {
            "Source": SOURCE,
            "DetailType": DETAIL_TYPES[news.kind],
            "Time": news.occurred_at,
            "EventBusName": self._bus,
            "Detail": json.dumps(document(news, self._base_url)),
        }
        try:
            answer = self._client.put_events(Entries=[event])
        except (BotoCoreError, ClientError) as error:
            log_failure(error)
            raise BusUnreachable("the bus was not reached") from None
        if answer["FailedEntryCount"]:
            raise BusUnreachable("the bus did not take the event")
        return Outcome.DELIVERED
