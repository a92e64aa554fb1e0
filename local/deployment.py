"""Builds and deploys the template to the local cloud with SAM, as one would to AWS."""

import json
import platform
import sys
from collections.abc import Sequence
from pathlib import Path

from local.aws import client, settings
from local.ministack import ROOT
from local.processes import LocalCloudError, run

STACK = "threshold"
STAGE = "test"

# MiniStack takes the API's id from this tag, so that its address is known before it is deployed.
_API_ID = "threshold"
_MAIL_DOMAIN = "example.test"
_WHEELS = {
    ("Linux", "x86_64"): "x86_64-manylinux_2_28",
    ("Linux", "aarch64"): "aarch64-manylinux_2_28",
    ("Darwin", "arm64"): "aarch64-apple-darwin",
    ("Darwin", "x86_64"): "x86_64-apple-darwin",
}


def api_url(endpoint: str) -> str:
    """Where the deployed API will be: by path, since `*.localhost` does not resolve everywhere."""
    return f"{endpoint}/_aws/execute-api/{_API_ID}/{STAGE}"


def build(endpoint: str, state_dir: Path, program: Path) -> None:
    """`sam build` for this machine's Python, with the program's configuration in `program`."""
    environment = _environment(endpoint) | {
        "LAYER_PYTHON": f"{sys.version_info.major}.{sys.version_info.minor}",
        "LAYER_PLATFORM": _wheels(),
        "PROGRAM_DIR": str(program),
    }
    files = ["--template", str(ROOT / "template.yaml"), "--build-dir", str(_built(state_dir))]
    run([*_sam("build"), *files], state_dir / "build.log", environment)


def deploy(endpoint: str, state_dir: Path, more: Sequence[str] = ()) -> dict[str, str]:
    """`sam deploy` of what was built; gives the stack's outputs. more: parameters, name=value."""
    template = ["--template", str(_built(state_dir) / "template.yaml"), "--stack-name", STACK]
    options = [
        "--no-confirm-changeset",
        "--tags",
        f"ms-custom-id={_API_ID}",
        "--parameter-overrides",
        *_parameters(endpoint),
        *more,
    ]
    environment = _environment(endpoint) | {"SAM_CLI_POLL_DELAY": "0.2"}
    run([*_sam("deploy"), *template, *options], state_dir / "deploy.log", environment)
    _mend_concurrency(endpoint)
    _let_send(endpoint)
    return _outputs(endpoint)


def _sam(command: str) -> list[str]:
    return [
        str(ROOT / ".tools/sam/bin/sam"),
        command,
        "--config-file",
        str(ROOT / "samconfig.toml"),
    ]


def _parameters(endpoint: str) -> list[str]:
    return [
        f"Stage={STAGE}",
        f"PublicUrl={api_url(endpoint)}",
        f"Architecture={'arm64' if _wheels().startswith('aarch64') else 'x86_64'}",
        "CrisisAlertEmail=crisis@example.test",
        f"SenderEmail=messages@{_MAIL_DOMAIN}",
        "LogLevel=DEBUG",
        "StaffMfa=OPTIONAL",
        "UseWaf=false",  # MiniStack has no WebACLAssociation
        "RequireTls=false",
    ]


def _mend_concurrency(endpoint: str) -> None:
    """MiniStack takes a numeric parameter as text and then stops polling every queue."""
    functions = client("lambda", endpoint)
    for source in functions.list_event_source_mappings()["EventSourceMappings"]:
        if concurrency := source.get("ScalingConfig", {}).get("MaximumConcurrency"):
            scaling = {"MaximumConcurrency": int(concurrency)}
            functions.update_event_source_mapping(UUID=source["UUID"], ScalingConfig=scaling)


def _let_send(endpoint: str) -> None:
    """Verify the sender's domain, as one does by hand; and let the worker send.

    MiniStack knows neither the identity nor the address of a SendEmail, and so denies it.
    """
    client("sesv2", endpoint).create_email_identity(EmailIdentity=_MAIL_DOMAIN)
    found = client("cloudformation", endpoint).describe_stack_resource(
        StackName=STACK, LogicalResourceId="NotifyRole"
    )
    statement = {"Effect": "Allow", "Action": "ses:SendEmail", "Resource": "*"}
    client("iam", endpoint).put_role_policy(
        RoleName=found["StackResourceDetail"]["PhysicalResourceId"],
        PolicyName="SendingWithoutConditions",
        PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [statement]}),
    )


def _outputs(endpoint: str) -> dict[str, str]:
    cloudformation = client("cloudformation", endpoint)
    stack = cloudformation.describe_stacks(StackName=STACK)["Stacks"][0]
    return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}


def _environment(endpoint: str) -> dict[str, str]:
    return settings(endpoint) | {"SAM_CLI_TELEMETRY": "0"}


def _built(state_dir: Path) -> Path:
    return state_dir / "build"


def _wheels() -> str:
    machine = (platform.system(), platform.machine())
    if machine not in _WHEELS:
        raise LocalCloudError(f"No wheels are known for {' on '.join(machine)}")
    return _WHEELS[machine]
