"""Serve a folder over TLS 1.3 with uvicorn, in one process or several."""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import uvicorn
from uvicorn.supervisors import Multiprocess

from sync.service.app import application
from sync.service.connections import BoundedConnection, BoundedListener
from sync.service.database import open_database
from sync.service.folder import Folder, database_in_use, read_folder
from sync.service.logs import LOGGING
from sync.service.settings import OPEN
from sync.service.unfit import Unfit

_BACKLOG = 512
_MOST_CONNECTIONS = 1_000
_IDLE_SECONDS = 20


@dataclass(frozen=True)
class Place:
    """Where to listen and with how many processes; `database` replaces the settings' own."""

    host: str = "127.0.0.1"
    port: int = 8443
    workers: int = 1
    database: str = ""


def serve(path: Path, place: Place, *, listening: Callable[[str], None]) -> None:
    """Serve until stopped; `listening` is told the address once connections are taken.

    Raises Unfit for a folder, database or place that must not or cannot be served.
    """
    folder = read_folder(path)
    if folder.settings.spaces == OPEN and not _is_loopback(place.host):
        raise Unfit("open_to_all", host=place.host)
    open_database(place.database or database_in_use(folder)).dispose()
    config = _config(folder, place)
    config.load()
    listener = BoundedListener(_listen(place), folder.settings.limits.address_connections)
    host, port = listener.getsockname()[:2]
    listening(f"https://{f'[{host}]' if ':' in host else host}:{port}")
    if place.workers > 1:
        Multiprocess(_config(folder, place), sockets=[listener]).run()
    else:
        uvicorn.Server(config).run(sockets=[listener])


def _config(folder: Folder, place: Place) -> uvicorn.Config:
    return uvicorn.Config(
        partial(application, folder.path, place.database),
        factory=True,
        interface="asgi3",
        http=BoundedConnection,
        ws="none",
        lifespan="on",
        workers=place.workers,
        backlog=_BACKLOG,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_keep_alive=_IDLE_SECONDS,
        # An address that a client may write into a header would void the limit on addresses.
        proxy_headers=False,
        server_header=False,
        access_log=False,
        log_config=LOGGING,
        ssl_keyfile=folder.tls_key,
        ssl_certfile=folder.tls_certificate,
        ssl_context_factory=tls_1_3,
    )


def tls_1_3(_config: uvicorn.Config, default: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
    """uvicorn's context with the folder's certificate, and no version before TLS 1.3."""
    context = default()
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    return context


def _listen(place: Place) -> socket.socket:
    try:
        found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
        family, _, _, _, address = found[0]
        listener = socket.create_server(address[:2], family=family, backlog=_BACKLOG)
    except OSError as error:
        raise Unfit("cannot_listen", host=place.host, port=str(place.port)) from error
    # An answer goes out in two writes; without this the second waits 40 ms for the first's ACK.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    listener.set_inheritable(True)
    return listener


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
