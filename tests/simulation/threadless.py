"""One thread for the whole engine: what the lanes are handed is done at once, where it is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from typing import Any
from unittest.mock import patch

from shamir_mnemonic.wordlist import WORDLIST

from app.errors import YarrowError
from storage.connection import open_records
from sync.protocol.keys import PublicKeys
from tests.simulation.attaching import small_chunks
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


def _one_after_the_other(asked: Callable[[], Any], meanwhile: Callable[[], object]) -> Any:
    """The service is as far ahead as it can be; a request that fails is told of after the rest."""
    try:
        answer = asked()
    except YarrowError:
        meanwhile()
        raise
    meanwhile()
    return answer


def _words_at_once(space: bytes, device: bytes, keys: PublicKeys) -> tuple[str, ...]:
    """Six words of a device's keys; the real ones take a second each."""
    digest = sha256(space + device + keys.sign + keys.hpke).digest()
    return tuple(WORDLIST[each] for each in digest[:6])


@contextmanager
def one_thread() -> Iterator[None]:
    """Vaults and sync lanes opened here have no thread of their own, and disks that can fail.

    What goes at once is small, so that most exchanges are of several requests and pages.
    """
    with (
        patch("storage.lanes.ThreadPoolExecutor", Inline),
        patch("sync.runner.ThreadPoolExecutor", Inline),
        small_chunks(),
        patch("sync.driving.both", _one_after_the_other),
        patch("sync.exchange.push._BATCH_BYTES", 1_000),
        patch("sync.exchange.pull.PAGE_BYTES", 4_000),
        patch("sync.founding.service_words", lambda *_given: ("six",) * 6),  # a second each
        patch("sync.admitting.device_words", _words_at_once),
        patch("sync.protocol.cose.Ed25519PublicKey", RememberingKey),
        patch("storage.record_key.open_records", partial(open_records, connect=connect)),
    ):
        yield
