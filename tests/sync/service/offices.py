"""A service to ask: called as a function, or over TLS in another process."""

from __future__ import annotations

import http.client
import ssl
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from sync.protocol import requests
from sync.protocol.answers import open_answer
from sync.protocol.cbor import Untrusted
from sync.protocol.heads import read_head
from sync.protocol.keys import DeviceKeys
from sync.protocol.wire import (
    SPACES_PATH,
    SpacesRequest,
    to_body,
)
from sync.service.call import Service
from sync.service.core import answer
from sync.service.exchange import Request, Response
from tests.sync.service.pcs import PC, Asked
from tests.sync.service.teams import Team

START_MS = 1_795_000_000_000


@dataclass
class Office:
    """A service to ask, with its clock in hand."""

    service: Service
    random: Callable[[int], bytes]
    now_ms: int = START_MS

    def send(self, request: Request) -> Asked:
        response = answer(request, self.service, now_ms=self.now_ms)
        asked = requests.Request(request.path, request.body, request.query, request.method)
        try:
            nonce = requests.nonce_of(request.headers)
        except Untrusted:
            nonce = bytes(requests.NONCE_SIZE)
        opened = open_answer(
            response.body,
            self.service.keys.public,
            request=requests.hash_of(asked, nonce),
        )
        return Asked(response, opened)

    def ask(self, path: str, body: Any, *, address: str = "192.0.2.1") -> Asked:
        """Ask without a signature."""
        headers = requests.plain_headers(self.random(requests.NONCE_SIZE))
        return self.send(Request("POST", path, "", headers, to_body(body), address))

    def device(self) -> PC:
        return PC(self, self.random(16), DeviceKeys.make(self.random), self.random(8))

    def space(self, *, permit: str | None = None) -> Team:
        lead = self.device()
        create = lead.create()
        team = Team(self, b"", lead)
        asked = lead.ask(SPACES_PATH, SpacesRequest(create, permit))
        assert asked.status == "ok"
        head = read_head(asked["head"], self.service.keys.public)
        team.space, team.newest = head.space, head.space
        lead.seen = asked["head"]
        return team


@dataclass
class Elsewhere:
    """The same as an office, but over the wire to a service in another process."""

    running: Any
    random: Callable[[int], bytes]

    @property
    def service(self) -> Any:
        return self.running

    @property
    def now_ms(self) -> int:
        return time.time_ns() // 1_000_000

    def send(self, request: Request) -> Asked:
        response = over_tls(self.running, "POST", request.path, request.body, request.headers)
        asked = requests.Request(request.path, request.body)
        opened = open_answer(
            response.body,
            self.running.signing,
            request=requests.hash_of(asked, requests.nonce_of(request.headers)),
        )
        return Asked(response, opened)

    ask = Office.ask
    device = Office.device
    space = Office.space


def over_tls(
    running: Any, method: str, path: str, body: bytes = b"", headers: Any = None
) -> Response:
    """One request to a service over TLS; its certificate is the test's to check."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    connection = http.client.HTTPSConnection("127.0.0.1", running.port, context=context, timeout=20)
    with closing(connection):
        connection.request(method, path, body, dict(headers or {}))
        answered = connection.getresponse()
        return Response(answered.status, answered.read(), dict(answered.getheaders()))
