"""A ward PC's join that is under way, as it is kept until the service has taken it."""

from __future__ import annotations

from typing import Any

from app.domain.encoding import Value
from app.ports.entering import Entering
from app.ports.exchange import Own, ServiceAddress


def address_map(entering: Entering) -> dict[str, Value]:
    """Which team it is, where its service is, and which device of it this PC is."""
    pins: list[Value] = [*entering.service.pins]
    return {
        "space": entering.space,
        "url": entering.service.url,
        "signing": entering.service.signing,
        "pins": pins,
        "device": entering.own.device,
    }


def entering_map(entering: Entering) -> dict[str, Value]:
    """All of it; the keys are in it."""
    return {
        **address_map(entering),
        "asked": entering.asked,
        "keys": entering.own.keys,
        "epoch": entering.epoch,
        "statement": entering.statement,
        "page_key": entering.page_key,
    }


def entering_of(kept: dict[str, Any]) -> Entering:
    """What `entering_map` gave."""
    service = ServiceAddress(kept["url"], kept["signing"], tuple(kept["pins"]))
    own = Own(kept["device"], kept["keys"], b"", b"", 0, b"")
    return Entering(
        asked=kept["asked"],
        space=kept["space"],
        title="",
        service=service,
        own=own,
        role="writer",
        epoch=kept["epoch"],
        content_key=None,
        statement=kept["statement"],
        page_key=kept.get("page_key", b""),
    )
