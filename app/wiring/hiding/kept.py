"""What a person set for hiding her screen, kept in her vault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.domain.encoding import Value
from storage import settings
from storage.reading import VaultReading
from storage.session import VaultSession

MINUTES = range(6)
USUAL_MINUTES = 2
_SETTING = "hide"


@dataclass(frozen=True, slots=True)
class HideSettings:
    """How many minutes keys stay behind the cover, 0 to lock at once, and what is kept of a PIN."""

    minutes: int = USUAL_MINUTES
    pin: Mapping[str, Value] | None = None


def read(reading: VaultReading) -> HideSettings:
    """What is set in this vault; the usual where nothing is, or nothing that makes sense."""
    return _parsed(settings.read(reading.connection, _SETTING))


def set_minutes(session: VaultSession, minutes: int) -> HideSettings:
    """Keep the minutes; raises ValueError for others than `MINUTES`."""
    if minutes not in MINUTES:
        raise ValueError(minutes)
    return _keep(session, replace(_before(session), minutes=minutes))


def set_pin(session: VaultSession, pin: Mapping[str, Value] | None) -> HideSettings:
    """Keep a PIN's hash in place of the one before, or forget it."""
    return _keep(session, replace(_before(session), pin=pin))


def _before(session: VaultSession) -> HideSettings:
    return _parsed(settings.read(session.connection, _SETTING))


def _keep(session: VaultSession, after: HideSettings) -> HideSettings:
    value: dict[str, Value] = {"minutes": after.minutes}
    if after.pin is not None:
        value["pin"] = dict(after.pin)
    settings.write(session.connection, _SETTING, value)
    return after


def _parsed(value: Value) -> HideSettings:
    found = {str(name): each for name, each in value.items()} if isinstance(value, dict) else {}
    minutes, pin = found.get("minutes"), found.get("pin")
    return HideSettings(
        minutes if isinstance(minutes, int) and minutes in MINUTES else USUAL_MINUTES,
        {str(name): each for name, each in pin.items()} if isinstance(pin, Mapping) else None,
    )
