"""Email by Amazon SES. It has a link and words that tell nothing."""

from email.utils import formataddr
from typing import Any, Protocol

from botocore.exceptions import BotoCoreError, ClientError

from threshold.errors import Rejected, Retryable
from threshold.use_cases.telling import Letter
from threshold.web.letters import TEMPLATE, neutral_sender, words

_NEVER = frozenset({"BadRequestException"})
"""What SES says of a letter that it will not take tomorrow either. A `MessageRejected` is not of
them: it is what SES says of senders that are not verified, for us to mend."""
_NOT_NOW = frozenset(
    {"InternalFailure", "LimitExceededException", "ServiceUnavailable", "TooManyRequestsException"}
)


class _Ses(Protocol):
    """What is asked of SES's client."""

    def send_email(self, **asked: Any) -> Any:
        """Hand an email over."""


class SesMail:
    """Letters by SES, from one address. `public_url` is what links begin with."""

    template = TEMPLATE

    def __init__(self, client: _Ses, sender: str, program_name: str, public_url: str) -> None:
        self._client, self._sender = client, sender
        self._program_name, self._public_url = program_name, public_url

    def send(self, letter: Letter) -> None:
        """See `Mail.send`. What is wrong with our own account is raised as SES says it."""
        name = neutral_sender(letter.language) if letter.neutral else self._program_name
        found = words(letter.language, f"{self._public_url}{letter.path}")
        simple = {"Subject": _utf8(found.subject), "Body": {"Text": _utf8(found.text)}}
        try:
            self._client.send_email(
                FromEmailAddress=formataddr((name, self._sender)),
                Destination={"ToAddresses": [letter.to]},
                Content={"Simple": simple},
            )
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code in _NEVER:
                raise Rejected("the letter is not taken") from None
            if code in _NOT_NOW:
                raise Retryable("letters are not taken now") from None
            raise
        except BotoCoreError:
            raise Retryable("letters are not taken now") from None


def _utf8(text: str) -> dict[str, str]:
    return {"Data": text, "Charset": "UTF-8"}
