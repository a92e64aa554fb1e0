"""The CORE door for multipart forms, read with the standard library's own parser."""

from collections.abc import Mapping
from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP
from uuid import uuid4

from local.payer_simulator.ask import Account, Ask, NotUnderstood, Said, Sent
from local.payer_simulator.envelope import answer_fields, core_ask


class MimeDoor:
    """CORE vC2.2.0, HTTP MIME multipart."""

    name = "CORE MIME"
    path = "/core/eligibility"

    def read(self, headers: Mapping[str, str], body: bytes, account: Account) -> Ask:
        """See `Door.read`."""
        head = f"Content-Type: {headers.get('content-type', '')}\r\n\r\n".encode()
        message = BytesParser(policy=HTTP).parsebytes(head + body)
        if message.get_content_type() != "multipart/form-data" or message.defects:
            raise NotUnderstood(Sent(b"multipart/form-data wanted", "text/plain", 400))
        parts = (part for part in message.walk() if not part.is_multipart())
        return core_ask({_name(part): _text(part) for part in parts}, account)

    def write(self, ask: Ask, said: Said) -> Sent:
        """See `Door.write`."""
        fields = answer_fields(ask, said) | ({"Payload": said.payload} if said.payload else {})
        boundary = uuid4().hex
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
        ]
        body = "".join(parts) + f"--{boundary}--\r\n"
        return Sent(body.encode(), f'multipart/form-data; boundary="{boundary}"')

    def broken(self) -> Sent:
        """See `Door.broken`."""
        return Sent(b"Internal Server Error", "text/plain", 500)


def _name(part: Message) -> str:
    return str(part.get_param("name", "", header="content-disposition"))


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    return content.decode(errors="replace") if isinstance(content, bytes) else ""
