"""The local cloud's webhook, where somebody listens to it."""

import json
from base64 import b64encode

from local.aws import client

SECRET_NAME = "threshold/test/webhook"  # noqa: S105 - a name
SECRET = f"whsec_{b64encode(b'to practise with and nothing else').decode()}"


def parameters(url: str) -> list[str]:
    """The template's parameters for a webhook at an address; none where the address is empty."""
    return [f"WebhookUrl={url}", f"WebhookSecretName={SECRET_NAME}"] if url else []


def store_secret(endpoint: str) -> None:
    """Put the secret that signs what is sent."""
    client("secretsmanager", endpoint).create_secret(
        Name=SECRET_NAME, SecretString=json.dumps({"secrets": [SECRET]})
    )
