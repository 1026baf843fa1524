"""PostgreSQL's own notices, with a real server where this machine has one."""

from __future__ import annotations

import asyncio
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from sync.service import notices
from sync.service.database import open_database
from sync.service.store import Store

SERVER = shutil.which("postgres")
INITDB = shutil.which("initdb")


def unprivileged() -> dict[str, Any]:
    """PostgreSQL will not run as root."""
    return {"user": "nobody"} if os.getuid() == 0 else {}


@pytest.fixture
def postgres() -> Iterator[Engine]:
    """A server of its own, reached by a socket in its folder, which others than root may enter."""
    if SERVER is None or INITDB is None:
        pytest.skip("no PostgreSQL here")
    root = Path(tempfile.mkdtemp(prefix="yarrow-pg-"))
    root.chmod(0o755)
    place = root / "data"
    place.mkdir(mode=0o700)
    if os.getuid() == 0:
        shutil.chown(place, pwd.getpwnam("nobody").pw_uid, pwd.getpwnam("nobody").pw_gid)
    as_user = unprivileged()
    make = [INITDB, "-D", place, "-U", "yarrow", "-A", "trust", "--no-sync", "-E", "UTF8"]
    subprocess.run(make, check=True, capture_output=True, **as_user)
    command = [SERVER, "-D", place, "-k", place, "-c", "listen_addresses=", "-F"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, **as_user) as server:
        try:
            yield open_when_up(place)
        finally:
            server.terminate()
            server.wait()
            shutil.rmtree(root, ignore_errors=True)


def open_when_up(place: Path) -> Engine:
    for _ in range(200):
        if (place / ".s.PGSQL.5432").exists():
            break
        time.sleep(0.05)
    return open_database(f"postgresql://yarrow@/postgres?host={place}")


def test_an_entry_of_another_worker_wakes_at_once(postgres: Engine, make_office: Any) -> None:
    woken: list[float] = []
    assert notices.is_told(postgres)

    async def work() -> None:
        hearing = asyncio.create_task(notices.hear(postgres, lambda: woken.append(1.0)))
        while not woken:
            await asyncio.sleep(0.01)
        office = make_office()
        office.service = replace(office.service, store=Store(postgres))
        team = await asyncio.to_thread(office.space)
        before = len(woken)
        await asyncio.to_thread(team.lead.push, team)
        async with asyncio.timeout(1):
            while len(woken) == before:
                await asyncio.sleep(0.005)
        hearing.cancel()

    asyncio.run(work())
    assert Store(postgres).positions([b"x" * 32]) == {}
    postgres.dispose()
