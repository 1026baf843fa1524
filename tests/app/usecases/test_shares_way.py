"""What colleagues are told of a vault is news, or it is not said."""

from __future__ import annotations

from typing import Any

from app.usecases import shares_way

DEVICE = b"d" * 16


def test_only_news_is_said_and_the_newest_holds(vault: Any) -> None:
    ((home,),) = vault.read(
        lambda reading: reading.connection.execute("select id from space").fetchall()
    ).result()

    def say(is_open: bool) -> bool:
        return vault.write(
            lambda session: shares_way.tell(session, home, DEVICE, is_open=is_open)
        ).result()

    def told() -> list[bytes]:
        return vault.read(
            lambda reading: shares_way.open_ones(reading, [DEVICE, b"o" * 16])
        ).result()

    assert (say(False), told()) == (False, [])
    assert (say(True), say(True), told()) == (True, False, [DEVICE])
    assert (say(False), say(False), told()) == (True, False, [])
    assert (say(True), told()) == (True, [DEVICE])
