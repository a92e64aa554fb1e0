"""The whole system on one machine, from nothing to ready and back to nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from local import deployment, webhook
from local.aws import ADMIN, REGION
from local.ministack import running_ministack
from local.outputs import Outputs
from local.payer import PayerSimulator, running_payer_simulator, store_credentials, write_program
from local.roster import store_roster
from local.staff import create_staff

_QUEUES = ("assessment", "verification", "scheduling", "notification", "announcement")


@contextmanager
def running_cloud(port: int, state_dir: Path, webhook_url: str = "") -> Iterator[Outputs]:
    """Bring everything up, write `state_dir`/outputs.json, and take it down when the block ends.

    Two run side by side when port and state folder differ. News of seats go to `webhook_url`, which
    may be plain HTTP on this machine; empty for nowhere.

    Raises:
        LocalCloudError: a part of it did not come up; the message names its log.
    """
    state_dir = state_dir.resolve()
    state_dir.mkdir(parents=True, exist_ok=True)
    written = state_dir / "outputs.json"
    written.unlink(missing_ok=True)
    with (
        running_payer_simulator(state_dir) as payer,
        running_ministack(port, state_dir) as endpoint,
    ):
        deployment.build(endpoint, state_dir, write_program(payer, state_dir))
        stack = deployment.deploy(endpoint, state_dir, webhook.parameters(webhook_url))
        store_credentials(endpoint, deployment.STAGE)
        store_roster(endpoint, stack["TableName"])
        webhook.store_secret(endpoint)
        outputs = _outputs(endpoint, payer, stack)
        outputs.write(written)
        try:
            yield outputs
        finally:
            written.unlink(missing_ok=True)


def _outputs(endpoint: str, payer: PayerSimulator, stack: dict[str, str]) -> Outputs:
    pool = stack["UserPoolId"]
    return Outputs(
        endpoint_url=endpoint,
        region=REGION,
        stack=deployment.STACK,
        api_url=stack["ApiUrl"],
        apply_url=stack["ApplyUrl"],
        console_url=stack["ConsoleUrl"],
        table=stack["TableName"],
        queues=_queue_urls(stack, "QueueUrl"),
        dead_letter_queues=_queue_urls(stack, "DeadLetterQueueUrl"),
        relay_dead_letter_queue=stack["RelayDeadLetterQueueUrl"],
        staff_alert_topic=stack["StaffAlertTopic"],
        payer_simulator_url=payer.base_url,
        payer_ca_file=str(payer.ca_file),
        staff=create_staff(endpoint, pool),
        user_pool_id=pool,
        user_pool_client_id=stack["UserPoolClientId"],
        admin=ADMIN,
    )


def _queue_urls(stack: dict[str, str], kind: str) -> dict[str, str]:
    return {name: stack[f"{name.capitalize()}{kind}"] for name in _QUEUES}
