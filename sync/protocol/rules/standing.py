"""Who may state a thing: a device that belongs at that position, and whose key signed it."""

from __future__ import annotations

from app.errors import Untrusted
from sync.protocol.members import Device
from sync.protocol.membership import Membership
from sync.protocol.statements import Stated


def check_lead(before: Membership, stated: Stated, *, by: bytes, position: int) -> Device:
    """The lead's device that states this.

    Raises Untrusted `sync.not_a_lead`, or as `check_standing` does.
    """
    device = check_standing(before, stated, by=by, position=position)
    require_lead(device)
    return device


def check_standing(before: Membership, stated: Stated, *, by: bytes, position: int) -> Device:
    """The device that states this; raises Untrusted `sync.no_standing`, `sync.wrong_signature`.

    A ward PC states nothing but its `join`.
    """
    device = before.standing(by, position)
    if device is None or not device.holds_key:
        raise Untrusted("sync.no_standing")
    stated.signed.check(device.keys.sign)
    return device


def require_lead(device: Device) -> None:
    """Raise Untrusted `sync.not_a_lead` for any other."""
    if not device.is_lead:
        raise Untrusted("sync.not_a_lead")


def require_present(before: Membership, device: bytes) -> Device:
    """The device that a statement is about; raises Untrusted `sync.not_there` if it is gone."""
    found = before.present.get(device)
    if found is None:
        raise Untrusted("sync.not_there")
    return found


def require_other_lead(before: Membership, *without: bytes) -> None:
    """Raise Untrusted `sync.last_lead` if no lead would be left without these devices."""
    if not set(before.leads) - set(without):
        raise Untrusted("sync.last_lead")
