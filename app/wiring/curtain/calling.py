"""How a lock screen tells the curtain before it that it is on the screen now."""

from __future__ import annotations

import os
import socket
import sys
from contextlib import suppress

_NAME = "\0yarrow-lock-{pid}"


def listen(pid: int) -> socket.socket | None:
    """A socket that hears of the lock screen of this process; None where there is no such thing.

    It has no file, and belongs to whoever listened first: at worst the curtain ends too early.
    """
    if not sys.platform.startswith("linux"):
        return None
    heard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    try:
        heard.bind(_NAME.format(pid=pid))
    except OSError:
        heard.close()
        return None
    heard.setblocking(False)
    return heard


def tell_painted() -> bool:
    """Say that this process shows its lock screen; whether somebody listens, as long as it is over
    it. Mostly nobody does.
    """
    if not sys.platform.startswith("linux"):
        return False
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as teller, suppress(OSError):
        teller.setblocking(False)
        teller.sendto(b"painted", _NAME.format(pid=os.getpid()))
        return True
    return False
