"""PostgreSQL tells every worker, through LISTEN and NOTIFY, that some log has grown."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from sqlalchemy import Connection, Engine, text

CHANNEL = "yarrow"
_AGAIN_SECONDS = 5.0
_NOTIFY = text(f"select pg_notify('{CHANNEL}', '')")


def is_told(engine: Engine) -> bool:
    """Whether this database tells of itself; SQLite has to be looked at."""
    return engine.dialect.name == "postgresql"


def tell(connection: Connection) -> None:
    """Tell all workers once this transaction is durable; does nothing in SQLite."""
    if connection.dialect.name == "postgresql":
        connection.execute(_NOTIFY)


async def hear(engine: Engine, wake: Callable[[], None]) -> None:
    """Call `wake` at each notice until cancelled; a lost connection is made again."""
    import psycopg

    address = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    while True:
        try:
            connection = await psycopg.AsyncConnection.connect(address, autocommit=True)
            async with connection:
                await connection.execute(f"listen {CHANNEL}")
                wake()
                async for _ in connection.notifies():
                    wake()
        except psycopg.Error:
            await asyncio.sleep(_AGAIN_SECONDS)
