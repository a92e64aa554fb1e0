"""TLS connections to a payer: certificate and host name checked, and one deadline for it all."""

import socket
from dataclasses import dataclass, field
from ssl import (
    SSLCertVerificationError,
    SSLContext,
    SSLError,
    SSLSocket,
    TLSVersion,
    create_default_context,
)
from tempfile import NamedTemporaryFile
from time import monotonic
from typing import TYPE_CHECKING, cast

from threshold.eligibility.transports.port import Outage, PayerUnavailable

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer


@dataclass(frozen=True, slots=True)
class ClientCertificate:
    """How we prove who we are to a payer that asks for a certificate: chain and key, as PEM."""

    certificate_pem: str = field(repr=False)
    private_key_pem: str = field(repr=False)


class DeadlineSocket(SSLSocket):
    """A TLS socket whose reads and writes all end by one moment.

    An ordinary time-out starts anew with every byte, so a peer that sends one byte a second is
    never late. deadline: on the monotonic clock, in seconds; to be set before the first use.
    """

    deadline: float

    def recv_into(
        self, buffer: "WriteableBuffer", nbytes: int | None = None, flags: int = 0
    ) -> int:
        """Read within what is left of the deadline; raises TimeoutError."""
        self.settimeout(seconds_until(self.deadline))
        return super().recv_into(buffer, nbytes, flags)

    def send(self, data: "ReadableBuffer", flags: int = 0) -> int:
        """Write within what is left of the deadline; raises TimeoutError."""
        self.settimeout(seconds_until(self.deadline))
        return super().send(data, flags)


def verifying_context(
    ca_file: str | None, client_certificate: ClientCertificate | None = None
) -> SSLContext:
    """Trust the certificates in ca_file alone, or the system's where it is None.

    Raises OSError where the file cannot be read, ValueError for a client certificate that is none.
    """
    context = create_default_context(cafile=ca_file)
    context.minimum_version = TLSVersion.TLSv1_2
    context.sslsocket_class = DeadlineSocket
    if client_certificate:
        _show(client_certificate, context)
    return context


def connect(
    host: str, port: int, context: SSLContext, connect_by: float, deadline: float
) -> DeadlineSocket:
    """Open a connection, TLS handshake included, before connect_by (monotonic clock, seconds).

    Only the resolver's own time-outs bound the look-up of the name, but its time is counted.
    Raises PayerUnavailable, with nothing disclosed.
    """
    try:
        plain = _dial(host, port, connect_by)
    except TimeoutError:
        raise PayerUnavailable(Outage.CONNECT_TIMEOUT, disclosed=False) from None
    except OSError:
        raise PayerUnavailable(Outage.UNREACHABLE, disclosed=False) from None
    with plain:
        secured = _secure(plain, host, context, connect_by)
    secured.deadline = deadline
    return secured


def _show(certificate: ClientCertificate, context: SSLContext) -> None:
    # OpenSSL takes a key from a file only; this one is readable by us alone and gone at once.
    with NamedTemporaryFile("w", suffix=".pem") as file:
        file.write(f"{certificate.certificate_pem}\n{certificate.private_key_pem}\n")
        file.flush()
        try:
            # An encrypted key would otherwise be asked for at the terminal.
            context.load_cert_chain(file.name, password="")
        except (SSLError, ValueError):
            raise ValueError("client certificate: must be PEM, with its unencrypted key") from None


def seconds_until(moment: float) -> float:
    """Return what is left until a moment on the monotonic clock; TimeoutError if it has passed."""
    left = moment - monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _dial(host: str, port: int, connect_by: float) -> socket.socket:
    addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    for left, (family, kind, protocol, _, address) in zip(
        range(len(addresses), 0, -1), addresses, strict=True
    ):
        plain = socket.socket(family, kind, protocol)
        try:
            # An address that does not answer must leave time for the next.
            plain.settimeout(seconds_until(connect_by) / left)
            plain.connect(address)
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError:
            plain.close()
            if left == 1:
                raise
        else:
            return plain
    raise OSError("the name has no address")


def _secure(
    plain: socket.socket, host: str, context: SSLContext, connect_by: float
) -> DeadlineSocket:
    try:
        plain.settimeout(seconds_until(connect_by))
        return cast(DeadlineSocket, context.wrap_socket(plain, server_hostname=host))
    except TimeoutError:
        raise PayerUnavailable(Outage.CONNECT_TIMEOUT, disclosed=False) from None
    except SSLCertVerificationError:
        raise PayerUnavailable(Outage.CERTIFICATE, disclosed=False) from None
    except OSError:
        raise PayerUnavailable(Outage.TLS, disclosed=False) from None
