"""Who sent a request: its signature, checked with the key of a device."""

from __future__ import annotations

from collections.abc import Callable

from sync.protocol import requests
from sync.protocol.members import Device
from sync.protocol.membership import Membership
from sync.protocol.wire import Status
from sync.service import leavers, store
from sync.service.call import Call, Service
from sync.service.refusals import Refusal, refusing_untrusted
from sync.service.spaces import standing_next


def prove_member(call: Call) -> Device:
    """The device of the call's space that signed the request, and belongs now or leaves.

    Raises Refusal `unknown_space`, `no_standing`, `not_signed`, `wrong_time`, `too_many`.
    """
    with call.service.store.reading() as connection:
        tip = store.tip(connection, call.space)
        if tip is None:
            raise Refusal(Status.UNKNOWN_SPACE)
        membership = call.service.memberships.at(connection, tip)

    leaving: set[bytes] = set()
    without: set[str] = set()

    def key_for(keyid: str) -> bytes | None:
        device = _device_of(keyid)
        known = membership.standing(device, tip.position + 1)
        if known is None and _is_leaving(call, membership, device):
            leaving.add(device)
            known = membership.devices[device]
        if known is None:
            without.add(keyid)
        return known.keys.sign if known else None

    try:
        device = _prove(call, key_for)
    except Refusal as refusal:
        if without:
            raise Refusal(Status.NO_STANDING) from refusal
        raise
    if device in leaving:
        return membership.devices[device]
    return standing_next(membership, device, tip)


def _is_leaving(call: Call, membership: Membership, device: bytes) -> bool:
    """Whether the device was removed and may ask this still; of few requests it has to be known."""
    if device not in membership.devices:
        return False
    with call.service.store.reading() as connection:
        return leavers.may_ask(connection, call, membership, device)


def belongs(service: Service, space: bytes, device: bytes) -> bool:
    """Whether a device that was proved before belongs to the space still."""
    with service.store.reading() as connection:
        tip = store.tip(connection, space)
        if tip is None:
            return False
        membership = service.memberships.at(connection, tip)
    return membership.standing(device, tip.position + 1) is not None


def prove_newcomer(call: Call, *, device: bytes, key: bytes) -> None:
    """Check that the device a statement adds signed the request with the key it brings.

    Raises Refusal `not_signed`, `wrong_time`, `too_many`.
    """
    _prove(call, lambda keyid: key if _device_of(keyid) == device else None)


def _prove(call: Call, key_for: Callable[[str], bytes | None]) -> bytes:
    request = call.request
    with refusing_untrusted():
        signer = requests.verify_request(
            requests.Request(request.path, request.body, request.query, request.method),
            request.headers,
            key_for=key_for,
            service=call.service.keys.public,
            now=call.now_ms,
        )
    device = _device_of(signer.keyid)
    wait = call.service.rates.of_device(request.path).take(device, call.now_ms)
    if wait:
        raise Refusal(Status.TOO_MANY, wait=wait)
    return device


def _device_of(keyid: str) -> bytes:
    try:
        device = bytes.fromhex(keyid)
    except ValueError as error:
        raise Refusal(Status.NOT_SIGNED) from error
    if device.hex() != keyid:
        raise Refusal(Status.NOT_SIGNED)
    return device
