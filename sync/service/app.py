"""The thin coat of Starlette around the core: count, read, answer in a thread, log a line."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
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

from sync.service import logs
from sync.service.call import Service
from sync.service.core import answer
from sync.service.database import open_database
from sync.service.exchange import Request, Response
from sync.service.folder import read_folder
from sync.service.limits import Rates, largest_body
from sync.service.store import Store

_BODY_SECONDS = 120


def now_ms() -> int:
    """The service's clock, ms since 1970."""
    return time.time_ns() // 1_000_000


def application(path: Path, database: str) -> Starlette:
    """The application of a folder, as each worker process builds it."""
    folder = read_folder(path)
    engine = open_database(database or folder.database)
    rates = Rates(folder.settings.limits)
    service = Service(Store(engine), folder.keys, folder.settings, rates)
    return adapt(service, clock=now_ms, closing=engine)


def adapt(service: Service, *, clock: Callable[[], int], closing: Engine) -> Starlette:
    """The web application around a service; the engine is closed with it."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        closing.dispose()

    return Starlette(
        routes=[
            Route("/healthz", _alive),
            Route("/readyz", partial(_ready, service)),
            Route("/v1/{path:path}", partial(_answer, service, clock), methods=["POST"]),
        ],
        lifespan=lifespan,
    )


async def _alive(_request: WebRequest) -> WebResponse:
    return PlainTextResponse("ok\n")


async def _ready(service: Service, _request: WebRequest) -> WebResponse:
    try:
        await run_in_threadpool(service.store.is_ready)
    except SQLAlchemyError:
        return PlainTextResponse("database\n", status_code=503)
    return PlainTextResponse("ok\n")


async def _answer(service: Service, clock: Callable[[], int], incoming: WebRequest) -> WebResponse:
    address = incoming.client.host if incoming.client else ""
    wait = service.rates.of_address(incoming.url.path).take(address, clock())
    if wait:
        return PlainTextResponse("busy\n", status_code=429, headers={"retry-after": str(wait)})
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            request = await _read(incoming, address)
    except (TimeoutError, ClientDisconnect):
        return PlainTextResponse("slow\n", status_code=408)
    now = clock()
    response = await run_in_threadpool(answer, request, service, now_ms=now)
    logs.REQUESTS.info(logs.line(response, received=len(request.body), now_ms=now))
    return _outgoing(response)


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


def _outgoing(response: Response) -> WebResponse:
    return WebResponse(
        response.body,
        status_code=response.status,
        headers=dict(response.headers),
        media_type="application/cbor",
    )
