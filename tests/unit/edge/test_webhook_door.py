"""The way to a webhook: where it may lead, and how it ends."""

import socket
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from tests.unit.eligibility.transports.scripted_payer import scripted
from threshold.edge import webhook_door
from threshold.edge.webhook_door import (
    NotPublic,
    Unanswered,
    Unreachable,
    WebhookDoor,
    is_public,
)


@contextmanager
def receiving(status, headers=()):
    """A receiver on plain HTTP: its address, and what it got."""
    got = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            got.append((self.path, self.headers, body))
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/news?to=us", got
        server.shutdown()


def whole_request(connection):
    """A request with the body `{}`, read to its end: what is left unread would reset the answer."""
    said = b""
    while not said.endswith(b"{}"):
        said += connection.recv(65_536)
    return said


def answers(status):
    def script(connection, _):
        whole_request(connection)
        connection.sendall(f"HTTP/1.1 {status} Answer\r\nContent-Length: 0\r\n\r\n".encode())

    return script


def test_a_body_is_posted_as_it_is_and_the_status_told():
    with receiving(204) as (url, got):
        assert WebhookDoor(url, anywhere=True).post(b"{}", {"webhook-id": "n-1"}) == 204
    ((path, headers, body),) = got
    assert (path, headers["webhook-id"], body) == ("/news?to=us", "n-1", b"{}")
    assert headers["content-type"] == "application/json"


@pytest.mark.parametrize(("port", "host"), [("", b"127.0.0.1"), (":8443", b"127.0.0.1:8443")])
def test_the_host_is_named_as_the_address_names_it(monkeypatch, tmp_path, port, host):
    heard = []

    def script(connection, _):
        heard.append(whole_request(connection))
        connection.sendall(b"HTTP/1.1 204 Kept\r\n\r\n")

    with scripted(script, tmp_path) as payer:
        door = WebhookDoor(f"https://127.0.0.1{port}/", anywhere=True, ca_file=payer.ca_file)
        there = socket.create_connection(("127.0.0.1", payer.port))
        monkeypatch.setattr(door, "_to", lambda *_: there)
        assert door.post(b"{}", {}) == 204
    assert b"\r\nHost: " + host + b"\r\n" in heard[0]


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_an_answer_and_followed_nowhere(status):
    with (
        receiving(204) as (elsewhere, got),
        receiving(status, [("Location", elsewhere)]) as (url, _),
    ):
        assert WebhookDoor(url, anywhere=True).post(b"{}", {}) == status
    assert got == []


def test_tls_is_verified_by_name_and_authority(tmp_path):
    with scripted(answers(200), tmp_path) as payer:
        url = f"https://127.0.0.1:{payer.port}/"
        assert WebhookDoor(url, anywhere=True, ca_file=payer.ca_file).post(b"{}", {}) == 200
        with pytest.raises(Unreachable):
            WebhookDoor(url, anywhere=True).post(b"{}", {})
    with scripted(answers(200), tmp_path, name="another.example.test") as payer:
        url = f"https://127.0.0.1:{payer.port}/"
        with pytest.raises(Unreachable):
            WebhookDoor(url, anywhere=True, ca_file=payer.ca_file).post(b"{}", {})


def test_one_that_does_not_answer_in_time_has_not_taken_it(monkeypatch, tmp_path):
    monkeypatch.setattr(webhook_door, "READ_SECONDS", 0.2)

    def silent(connection, payer):
        payer.over.wait(10)

    with scripted(silent, tmp_path) as payer:
        door = WebhookDoor(f"https://127.0.0.1:{payer.port}/", anywhere=True, ca_file=payer.ca_file)
        with pytest.raises(Unanswered):
            door.post(b"{}", {})
        payer.over.set()


def test_one_that_speaks_something_else_has_not_taken_it(tmp_path):
    with scripted(lambda connection, _: connection.sendall(b"\x00" * 100), tmp_path) as payer:
        door = WebhookDoor(f"https://127.0.0.1:{payer.port}/", anywhere=True, ca_file=payer.ca_file)
        with pytest.raises(Unanswered):
            door.post(b"{}", {})


def test_where_nobody_listens_nobody_has_taken_it():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with pytest.raises(Unreachable):
        WebhookDoor(f"http://127.0.0.1:{port}/", anywhere=True).post(b"{}", {})


PRIVATE = [
    *("127.0.0.1", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
    *("0.0.0.0", "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1"),  # noqa: S104
    *("::1", "::", "fe80::1", "fe80::1%eth0", "fd00::1", "fc00::1", "ff02::1", "2001:db8::1"),
    *("::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::a00:1", "2002:7f00:1::1", "2001:0:7f00:1::1"),
]


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_of_the_open_internet_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700:4700::1111"])
def test_an_address_of_the_open_internet_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize("among", [[], ["8.8.8.8"]])
@pytest.mark.parametrize("address", ["169.254.169.254", "10.0.0.1", "::1"])
def test_a_name_that_leads_into_a_private_network_is_never_connected_to(
    monkeypatch, among, address
):
    found = [(0, 0, 0, "", (one, 443)) for one in [*among, address]]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("connected"))
    with pytest.raises(NotPublic):
        WebhookDoor("https://hook.example.test/").post(b"{}", {})


def test_the_very_address_that_was_judged_is_connected_to(monkeypatch):
    looked_up, dialled = [], []

    def look_up(*_, **__):
        looked_up.append(1)
        return [(0, 0, 0, "", (("8.8.8.8" if len(looked_up) == 1 else "10.0.0.1"), 443))]

    def dial(address, timeout):
        dialled.append(address)
        raise OSError

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", dial)
    with pytest.raises(Unreachable):
        WebhookDoor("https://hook.example.test/").post(b"{}", {})
    assert (dialled, looked_up) == ([("8.8.8.8", 443)], [1])


def test_where_the_first_address_is_silent_the_next_is_tried(monkeypatch):
    dialled = []

    def dial(address, timeout):
        dialled.append(address[0])
        raise OSError

    found = [(0, 0, 0, "", (one, 443)) for one in ("8.8.8.8", "8.8.4.4")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    monkeypatch.setattr(socket, "create_connection", dial)
    with pytest.raises(Unreachable):
        WebhookDoor("https://hook.example.test/").post(b"{}", {})
    assert dialled == ["8.8.8.8", "8.8.4.4"]


@pytest.mark.parametrize(
    "url",
    [
        *("http://hook.example.test/", "ftp://hook.example.test/", "https:///path", "hook"),
        *("https://user@hook.example.test/", "https://user:word@hook.example.test/"),
        "file:///etc/passwd",
    ],
)
def test_an_address_that_is_not_https_with_a_host_is_refused(url):
    with pytest.raises(ValueError, match="must be https"):
        WebhookDoor(url)
