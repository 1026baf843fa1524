"""How a person reads and types: the size of the text, and whether single letters act.

Both are kept in her vault: a lock ends the process that had them.
"""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject

from app.domain.encoding import Value
from app.errors import YarrowError
from app.wiring.desk import Desk
from storage import settings
from storage.reading import VaultReading
from storage.session import VaultSession

_SETTING = "reading"
_PERCENT = range(100, 201)


@dataclass(frozen=True, slots=True)
class ReadingAids:
    """The text in percent of its usual size, and whether a letter that stands alone acts."""

    percent: int = 100
    letters: bool = True


def read(reading: VaultReading) -> ReadingAids:
    """What is set in this vault; the usual where nothing is, or nothing that makes sense."""
    return _parsed(settings.read(reading.connection, _SETTING))


class ReadingChoices(QObject):
    """Puts in force what was kept, and keeps each change of it."""

    def __init__(self, desk: Desk, begun: ReadingAids) -> None:
        super().__init__(desk)
        self._desk, self._kept = desk, begun
        desk.theme.scale_text(begun.percent / 100)
        desk.theme.let_letters_act(on=begun.letters)
        desk.theme.changed.connect(self._follow_text)

    def let_letters_act(self, on: bool) -> Future[ReadingAids]:  # noqa: FBT001 - as a check box tells it
        """Let single letters act or not, once that is kept."""
        answer = self._desk.write(lambda session: _keep(session, letters=on))
        self._desk.jobs.when_done(answer, self, done=self._take, failed=_told_elsewhere)
        return answer

    def _take(self, kept: ReadingAids) -> None:
        self._kept = replace(self._kept, letters=kept.letters)
        self._desk.theme.let_letters_act(on=kept.letters)

    def _follow_text(self) -> None:
        """Keep the size once it is another; a vault that takes no writes keeps the one before."""
        percent = round(self._desk.theme.text_scale * 100)
        if percent == self._kept.percent or self._desk.vault.is_read_only:
            return
        self._kept = replace(self._kept, percent=percent)
        answer = self._desk.write(lambda session: _keep(session, percent=percent))
        self._desk.jobs.when_done(answer, self, done=_nothing_more, failed=_told_elsewhere)


def _keep(
    session: VaultSession, *, percent: int | None = None, letters: bool | None = None
) -> ReadingAids:
    before = _parsed(settings.read(session.connection, _SETTING))
    after = ReadingAids(
        before.percent if percent is None else percent,
        before.letters if letters is None else letters,
    )
    value: dict[str, Value] = {"percent": after.percent, "letters": after.letters}
    settings.write(session.connection, _SETTING, value)
    return after


def _parsed(value: Value) -> ReadingAids:
    found = {str(name): each for name, each in value.items()} if isinstance(value, dict) else {}
    percent, usual = found.get("percent"), ReadingAids()
    is_percent = isinstance(percent, int) and percent in _PERCENT
    return ReadingAids(
        percent if is_percent and isinstance(percent, int) else usual.percent,
        found.get("letters") is not False,
    )


def _nothing_more(_kept: ReadingAids) -> None:
    """It is shown already."""


def _told_elsewhere(_error: YarrowError) -> None:
    """It holds until the next lock; the card says so of what it asked for."""
