"""What goes through the pipes between the program and the process that draws.

A frame is the length of its head (4 bytes), the head as JSON, and a body of as many bytes as the
head's `size` says.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

Head = dict[str, Any]
_MOST_HEAD = 64 * 1024
_PORTION = 1024 * 1024


class Broken(Exception):
    """The other side ended, or sent what is no frame."""


def send(pipe: BinaryIO, head: Head, body: Iterable[bytes] = (), size: int = 0) -> None:
    """Send a frame; raises Broken if the body is not of the size said."""
    encoded = json.dumps({**head, "size": size}).encode()
    pipe.write(len(encoded).to_bytes(4, "big") + encoded)
    for part in body:
        size -= len(part)
        if size < 0:
            break
        pipe.write(part)
    if size:
        raise Broken
    pipe.flush()


def read_head(pipe: BinaryIO) -> Head:
    """The head of the next frame; raises Broken."""
    length = int.from_bytes(_exactly(pipe, 4), "big")
    if length > _MOST_HEAD:
        raise Broken
    try:
        head = json.loads(_exactly(pipe, length))
    except ValueError as error:
        raise Broken from error
    if not isinstance(head, dict) or type(head.get("size")) is not int or head["size"] < 0:
        raise Broken
    return head


def read_body(pipe: BinaryIO, size: int) -> Iterator[bytes]:
    """The body of a frame, in portions; raises Broken if it ends before."""
    while size:
        part = pipe.read(min(size, _PORTION))
        if not part:
            raise Broken
        size -= len(part)
        yield part


def _exactly(pipe: BinaryIO, size: int) -> bytes:
    content = pipe.read(size)
    if len(content) < size:
        raise Broken
    return content
