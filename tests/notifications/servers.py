"""A real SMTP server and a real HTTP gateway on loopback, small enough to read, that can be told to refuse."""

import json
import socketserver
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from email.message import EmailMessage


class Post:
    """A mail server: what it took, and what it answers to RCPT and to the end of DATA."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.on_recipient = "250 OK"
        self.on_data = "250 OK"
        self.hold_at = 0
        """After so many letters no answer comes until `go_on` is set: the sender cannot know that it was taken."""
        self.go_on = Event()
        self.port = 0


class _Smtp(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        with suppress(OSError):  # whoever sends may die
            self._converse(cast("_PostServer", self.server).post)

    def _converse(self, post: Post) -> None:
        self._say("220 post")
        while line := self.rfile.readline():
            word = line.decode().strip()
            verb = word.split(" ")[0].split(":")[0].upper()
            if verb == "DATA":
                self._say("354 go on")
                self._data(post)
            elif verb == "RCPT":
                self._say(post.on_recipient)
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 OK")

    def _data(self, post: Post) -> None:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return  # a letter without its end was never sent
            lines.append(line.removeprefix(b"."))
        if post.on_data.startswith("250"):
            post.letters.append(message_from_bytes(b"".join(lines), policy=policy.default))
        if post.hold_at and len(post.letters) == post.hold_at:
            post.go_on.wait(20)
        self._say(post.on_data)

    def _say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")


class _PostServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False

    def __init__(self, post: Post) -> None:
        self.post = post
        super().__init__(("127.0.0.1", 0), _Smtp)


@contextmanager
def mail_server() -> Iterator[Post]:
    """A running mail server."""
    post = Post()
    with _PostServer(post) as server:
        post.port = server.server_address[1]
        Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
        yield post
        server.shutdown()


class Gateway:
    """A gateway for SMS and Zalo: what was posted, and with which status it answers."""

    def __init__(self) -> None:
        self.posted: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.status = 202
        self.silent = Event()
        self.url = ""


class _Http(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        gateway = cast("_GatewayServer", self.server).gateway
        gateway.headers.append(dict(self.headers.items()))
        gateway.posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        if gateway.silent.is_set():
            Event().wait(0.4)
            return
        self.send_response(gateway.status)
        if gateway.status == 302:
            self.send_header("Location", "http://127.0.0.1:9/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the name that the base class gave it
        """Say nothing."""


class _GatewayServer(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, gateway: Gateway) -> None:
        self.gateway = gateway
        super().__init__(("127.0.0.1", 0), _Http)


@contextmanager
def gateway_server() -> Iterator[Gateway]:
    """A running gateway."""
    gateway = Gateway()
    with _GatewayServer(gateway) as server:
        gateway.url = f"http://127.0.0.1:{server.server_address[1]}/tin"
        Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
        yield gateway
        server.shutdown()
