"""One thread for the whole engine: what the lanes are handed is done at once, where it is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from typing import Any
from unittest.mock import patch

from storage.connection import open_records
from tests.simulation.disk import connect
from tests.simulation.signatures import RememberingKey


class Inline:
    """Stands where a lane's pool of one thread stands."""

    def __init__(self, **_given: object) -> None:
        pass

    def submit(self, work: Callable[..., Any], *given: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_running_or_notify_cancel()
        try:
            result = work(*given)
        except BaseException as failure:  # noqa: BLE001 - whoever waits is told
            future.set_exception(failure)
        else:
            future.set_result(result)
        return future

    def shutdown(self, **_given: object) -> None:
        pass


@contextmanager
def one_thread() -> Iterator[None]:
    """Vaults and sync lanes opened here have no thread of their own, and disks that can fail."""
    with (
        patch("storage.lanes.ThreadPoolExecutor", Inline),
        patch("sync.runner.ThreadPoolExecutor", Inline),
        patch("sync.founding.service_words", lambda *_given: ("six",) * 6),  # a second each
        patch("sync.protocol.cose.Ed25519PublicKey", RememberingKey),
        patch("storage.record_key.open_records", partial(open_records, connect=connect)),
    ):
        yield
