"""A listener that answers as it is told to, and what a transport makes of it."""

from __future__ import annotations

import re
import socket
import ssl
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization

from app.errors import YarrowError
from sync.protocol.keys import pin_of
from sync.service.certificate import make_key, self_signed
from sync.transport import Transport

OK = b"HTTP/1.1 200 OK\r\ncontent-type: application/cbor\r\ncontent-length: 2\r\n\r\nok"
PORTAL = (
    b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 27\r\n\r\n"
    b"<html>Please sign in</html>"
)
ELSEWHERE = (
    b"HTTP/1.1 302 Found\r\nlocation: https://127.0.0.1:1/\r\n"
    b"content-type: application/cbor\r\ncontent-length: 0\r\n\r\n"
)


class Listener:
    """Answers every connection with the same bytes; `heard` is what was sent to it."""

    def __init__(
        self,
        folder: Path,
        answer: bytes,
        *,
        tls: Any = ssl.TLSVersion.TLSv1_3,
        drip: bytes = b"",
    ) -> None:
        key = make_key()
        self.pin = pin_of(key.public_key())
        self.heard = b""
        self._answer = answer
        self._drip = drip
        self._closing = threading.Event()
        self._context = None if tls is None else self._make_context(folder, key, tls)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"https://127.0.0.1:{self._socket.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def close(self) -> None:
        self._closing.set()
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()

    def _make_context(self, folder: Path, key: Any, version: Any) -> ssl.SSLContext:
        pem = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        (folder / "tls.key").write_bytes(pem)
        (folder / "tls.crt").write_bytes(self_signed(key))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.maximum_version = version
        context.load_cert_chain(folder / "tls.crt", folder / "tls.key")
        return context

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection, suppress(OSError):
                self._answer_one(connection)

    def _answer_one(self, connection: socket.socket) -> None:
        connection.settimeout(5)
        if self._context is None:
            self.heard += connection.recv(65536)
            connection.sendall(self._answer)
            return
        with self._context.wrap_socket(connection, server_side=True) as secure:
            while part := self._missing(secure):
                self.heard += part
            secure.sendall(self._answer)
            while self._drip and not self._closing.wait(0.02):
                secure.sendall(self._drip)

    def _missing(self, secure: ssl.SSLSocket) -> bytes:
        """What is still to come of the request, empty once it is whole."""
        head, ended, body = self.heard.partition(b"\r\n\r\n")
        found = re.search(rb"content-length: (\d+)", head.lower())
        if ended and found and len(body) >= int(found[1]):
            return b""
        return secure.recv(65536)


def failure(url: str, pins: tuple[bytes, ...] = ()) -> str:
    """The code with which asking ends."""
    with Transport() as transport, pytest.raises(YarrowError) as failed:
        transport.connect(url, pins)
        transport.ask("/v1/time", b"secret body", {})
    return failed.value.code
