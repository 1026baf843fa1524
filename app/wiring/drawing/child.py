"""The drawing process: takes bytes, gives back cleaned bytes or points of colour, and ends.

It is started by `process.Drawing`, which treats every answer as something a stranger wrote.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from app.domain.attachment import Media
from app.errors import Refused
from app.wiring.drawing.frames import Broken, Head, read_body, read_head, send
from app.wiring.drawing.limits import confine, open_nothing_more

Answer = tuple[Head, bytes]
Parts = dict[str, Callable[[Head, bytes], Answer]]


def main(purpose: str) -> None:
    """For `take` or `show`: answer requests until the other side closes the pipe."""
    confine()
    parts = _load(purpose)
    open_nothing_more()
    source, target = sys.stdin.buffer, sys.stdout.buffer
    while True:
        try:
            head = read_head(source)
            body = b"".join(read_body(source, head["size"]))
        except (Broken, MemoryError):
            return
        answer, content = _answered(parts, head, body)
        send(target, answer, [content], len(content))


def _load(purpose: str) -> Parts:
    """What is needed for taking in, or for showing; each loads what it would open later."""
    if purpose == "take":
        from app.wiring.drawing import taking

        taking.preload()
        return {"take": lambda head, body: taking.take(_media(head), body)}
    from app.wiring.drawing import hidden_words, showing

    showing.preload()
    shown = showing.Shown()
    return {
        "show": lambda head, body: shown.hold(_media(head), body),
        "draw": lambda head, _body: shown.draw(head),
        "text": lambda head, body: showing.text_of(_media(head), body),
        "hidden": lambda head, body: ({}, hidden_words.hidden_words(_media(head), body).encode()),
    }


def _answered(parts: Parts, head: Head, body: bytes) -> Answer:
    """What a hostile file can make of a reader is that it gives up; each way ends in a code."""
    try:
        return parts[head["do"]](head, body)
    except Refused as error:
        return {"refused": error.code}, b""
    except (MemoryError, RecursionError):
        return {"refused": "attachment.too_much"}, b""
    except Exception:  # noqa: BLE001 - each library has errors of its own for what it cannot read
        return {"refused": "attachment.not_understood"}, b""


def _media(head: Head) -> Media:
    return Media(head["media"])
