"""A real service on a temporary database, and one in another process."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine

from sync.service.call import Service
from sync.service.exchange import Response
from sync.service.folder import ServiceKeys
from sync.service.limits import Limits, Rates
from sync.service.settings import Settings
from sync.service.store import Store
from tests.databases import forget_databases, open_new
from tests.sync.service.offices import Elsewhere, Office, over_tls
from tests.sync.service.teams import PINS, Team


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_new(tmp_path / "kept.db")
    yield opened
    opened.dispose()
    forget_databases(tmp_path)


@pytest.fixture
def store(engine: Engine) -> Store:
    return Store(engine)


@pytest.fixture
def make_office(store: Store) -> Callable[..., Office]:
    """A service with these settings; calling it again is a second worker on the same database."""
    seeded = random.Random(7)
    keys = ServiceKeys(Ed25519PrivateKey.from_private_bytes(b"s" * 32), PINS)

    def make(*, mode: str = "open", **limits: int) -> Office:
        settings = Settings(spaces=mode, limits=Limits(**limits))
        service = Service(store, keys, settings, Rates(settings.limits))
        return Office(service, seeded.randbytes)

    return make


@pytest.fixture
def office(make_office: Callable[..., Office]) -> Office:
    return make_office()


@pytest.fixture
def team(office: Office) -> Team:
    return office.space()


@pytest.fixture
def elsewhere(running_service: Any) -> Elsewhere:
    return Elsewhere(running_service, random.Random(11).randbytes)


@pytest.fixture
def wire(shared_service: Any) -> Elsewhere:
    return Elsewhere(shared_service, random.Random(13).randbytes)


@pytest.fixture
def fetch() -> Callable[..., Response]:
    return over_tls
