"""The thin coat of Starlette around the core: count, read, answer in a thread, log a line."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect
from starlette.requests import Request as WebRequest
from starlette.responses import PlainTextResponse
from starlette.responses import Response as WebResponse
from starlette.routing import Route

from sync.protocol.wire import Ask
from sync.service import logs, notices
from sync.service.call import Service
from sync.service.core import admit, answer
from sync.service.database import open_database
from sync.service.events import EventStream, Listener, Seats
from sync.service.exchange import Request, Response
from sync.service.folder import database_in_use, read_folder
from sync.service.limits import Rates, largest_body
from sync.service.metrics import MEDIA_TYPE, Metrics
from sync.service.proof import belongs
from sync.service.store import Store
from sync.service.watching import Watch

_BODY_SECONDS = 120
_LOOK_SECONDS = 0.2
_TOLD_LOOK_SECONDS = 2.0  # where the database tells of itself, in case a notice was lost
_FULL_WAIT_SECONDS = 60
_TOO_MANY = 429
_GROWING = frozenset((Ask.APPEND, Ask.STATEMENT, Ask.JOIN, Ask.REFILL))


def now_ms() -> int:
    """The service's clock, ms since 1970."""
    return time.time_ns() // 1_000_000


def application(path: Path, database: str) -> Starlette:
    """The application of a folder, as each worker process builds it."""
    folder = read_folder(path)
    engine = open_database(database or database_in_use(folder))
    rates = Rates(folder.settings.limits)
    service = Service(Store(engine), folder.keys, folder.settings, rates)
    return adapt(service, clock=now_ms, closing=engine)


def adapt(service: Service, *, clock: Callable[[], int], closing: Engine) -> Starlette:
    """The web application around a service; the engine is closed with it."""

    seats = Seats(service.settings.limits)
    is_told = notices.is_told(closing)
    watch = Watch(service.store.positions, seconds=_TOLD_LOOK_SECONDS if is_told else _LOOK_SECONDS)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(watch.run())]
        if is_told:
            tasks.append(asyncio.create_task(notices.hear(closing, watch.wake)))
        yield
        for task in tasks:
            task.cancel()
        closing.dispose()

    coat = Coat(service, clock, watch, seats)
    return Starlette(
        routes=[
            Route("/healthz", _alive),
            Route("/readyz", coat.ready),
            Route("/metrics", coat.measure),
            Route(f"/v1/s/{{space}}/{Ask.EVENTS}", coat.listen, methods=["POST"]),
            Route("/v1/{path:path}", coat.answer, methods=["POST"]),
        ],
        lifespan=lifespan,
    )


@dataclass(frozen=True)
class Coat:
    """What the service wears towards the web."""

    service: Service
    clock: Callable[[], int]
    watch: Watch
    seats: Seats
    metrics: Metrics = field(default_factory=Metrics)

    async def measure(self, incoming: WebRequest) -> WebResponse:
        """What this worker did so far, for the addresses that may read it."""
        address = incoming.client.host if incoming.client else ""
        if address not in self.service.settings.metrics_from:
            return PlainTextResponse("Not Found", status_code=404)
        try:
            spaces = await run_in_threadpool(self.service.store.spaces)
        except SQLAlchemyError:
            spaces = None
        told = self.metrics.text(spaces=spaces, listeners=self.seats.count)
        return PlainTextResponse(told, media_type=MEDIA_TYPE)

    async def ready(self, _request: WebRequest) -> WebResponse:
        """Whether the database answers."""
        try:
            await run_in_threadpool(self.service.store.is_ready)
        except SQLAlchemyError:
            return PlainTextResponse("database\n", status_code=503)
        return PlainTextResponse("ok\n")

    async def answer(self, incoming: WebRequest) -> WebResponse:
        """The signed answer to a request."""
        request = await self._taken(incoming)
        if isinstance(request, WebResponse):
            return request
        now, begun = self.clock(), time.monotonic()
        response = await run_in_threadpool(answer, request, self.service, now_ms=now)
        self.metrics.took(
            response.status,
            received=len(request.body),
            sent=len(response.body),
            seconds=time.monotonic() - begun,
        )
        if request.path.rpartition("/")[2] in _GROWING:
            self.watch.wake()
        return self._outgoing(response, request, now)

    async def listen(self, incoming: WebRequest) -> WebResponse:
        """The news of one space, or the signed refusal of it."""
        request = await self._taken(incoming)
        if isinstance(request, WebResponse):
            return request
        if not self.seats.has_room(request.address):
            return _busy(_FULL_WAIT_SECONDS)
        now = self.clock()
        call = await run_in_threadpool(admit, request, self.service, now_ms=now)
        if isinstance(call, Response):
            return self._outgoing(call, request, now)
        self._note(Response(200, b"", space=call.space, device=call.device), request, now)
        stays = partial(belongs, self.service, call.space, call.device)
        return EventStream(Listener(request.address, call.space, stays), self.watch, self.seats)

    async def _taken(self, incoming: WebRequest) -> Request | WebResponse:
        """The request, or why it is not looked at."""
        address = incoming.client.host if incoming.client else ""
        wait = self.service.rates.of_address(incoming.url.path).take(address, self.clock())
        if wait:
            self.metrics.took(_TOO_MANY, received=0, sent=0, seconds=0.0)
            return _busy(wait)
        try:
            async with asyncio.timeout(_BODY_SECONDS):
                return await _read(incoming, address)
        except (TimeoutError, ClientDisconnect):
            return PlainTextResponse("slow\n", status_code=408)

    def _outgoing(self, response: Response, request: Request, now: int) -> WebResponse:
        self._note(response, request, now)
        return WebResponse(
            response.body,
            status_code=response.status,
            headers=dict(response.headers),
            media_type="application/cbor",
        )

    def _note(self, response: Response, request: Request, now: int) -> None:
        logs.REQUESTS.info(logs.line(response, received=len(request.body), now_ms=now))


def _busy(seconds: int) -> WebResponse:
    return PlainTextResponse("busy\n", status_code=_TOO_MANY, headers={"retry-after": str(seconds)})


async def _alive(_request: WebRequest) -> WebResponse:
    return PlainTextResponse("ok\n")


async def _read(incoming: WebRequest, address: str) -> Request:
    """The request, its body cut off just above the largest that anyone may send to its path.

    One that is above this service's own limit alone is read to its end, so that the answer can
    name what it refuses.
    """
    most = largest_body(incoming.url.path)
    body = bytearray()
    async for part in incoming.stream():
        body += part
        if len(body) > most:
            del body[most + 1 :]
            break
    return Request(
        method=incoming.method,
        path=incoming.url.path,
        query=incoming.url.query,
        headers={name.lower(): value for name, value in incoming.headers.items()},
        body=bytes(body),
        address=address,
    )
