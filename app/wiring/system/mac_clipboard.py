"""Tells clipboard histories on macOS to leave alone what was copied, as nspasteboard.org asks."""

from __future__ import annotations

from app.wiring.system.mac import ObjC

CONCEALED = "org.nspasteboard.ConcealedType"


def conceal() -> None:
    """Add the mark to what lies on the general pasteboard now; it has to be ours."""
    objc = ObjC()
    board, kind = objc.send(objc.of("NSPasteboard"), "generalPasteboard"), objc.text(CONCEALED)
    kinds = objc.send(objc.of("NSArray"), "arrayWithObject:", kind)
    objc.send(board, "addTypes:owner:", kinds, None)
    objc.send(board, "setString:forType:", objc.text(""), kind)
