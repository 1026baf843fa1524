"""Starts the drawing process and talks to it; believes nothing that it says."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

import app
from app.domain.attachment import Media
from app.errors import Refused
from app.wiring.drawing.frames import Broken, Head, read_body, read_head, send

LATEST_S = 40.0
REFUSALS = frozenset(
    f"attachment.{name}"
    for name in (
        *("kind", "film", "moves", "locked_pdf", "form_pdf", "not_understood"),
        *("too_large_picture", "too_many_pages", "too_much"),
    )
)
_ROOT = Path(app.__file__).parents[1]
_CODE = (
    "import sys; sys.path.insert(0, sys.argv[1]); from app.wiring.drawing import child; "
    "child.main(sys.argv[2])"
)
TAKE, SHOW = "take", "show"
_NEEDED = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


class Drawing:
    """One drawing process, for `TAKE` or `SHOW`, and for one thread at a time.

    `stop` may be called from any. What goes wrong over there comes as Refused with one of
    `REFUSALS`: `attachment.too_much` too if it takes longer than `latest_s`, or is stopped.
    """

    def __init__(self, purpose: str = SHOW, *, latest_s: float = LATEST_S) -> None:
        self._latest_s = latest_s
        command = [sys.executable, "-I", "-c", _CODE, str(_ROOT), purpose]
        kept = {name: os.environ[name] for name in _NEEDED if name in os.environ}
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=kept,
            cwd=_ROOT.anchor,
            close_fds=True,
            start_new_session=True,
        )

    @property
    def pid(self) -> int:
        """The id of the process."""
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether the process is there."""
        return self._process.poll() is None

    def ask(
        self, head: Head, body: Iterable[bytes] = (), size: int = 0
    ) -> tuple[Head, Iterator[bytes]]:
        """Ask, and give the answer's head, its body to be read before the next question."""
        with self._bounded():
            source, target = self._pipes()
            send(source, head, body, size)
            answer = read_head(target)
        code = answer.get("refused")
        if code is not None:
            raise Refused(str(code) if code in REFUSALS else "attachment.not_understood")
        return answer, self._body(target, answer["size"])

    def take(self, media: Media, body: Iterable[bytes], size: int) -> tuple[Head, Iterator[bytes]]:
        """A file made anew; see `taking.take`."""
        return self.ask({"do": "take", "media": media.value}, body, size)

    def show(self, media: Media, body: Iterable[bytes], size: int) -> int:
        """Hold a picture or a document to look at; gives its pages."""
        answer, _ = self.ask({"do": "show", "media": media.value}, body, size)
        return whole(answer.get("pages"), most=100_000)

    def text(self, media: Media, body: Iterable[bytes], size: int) -> str:
        """The words in a text or a document."""
        _, words = self.ask({"do": "text", "media": media.value}, body, size)
        return b"".join(words).decode("utf-8", "replace")

    def hidden(self, media: Media, body: Iterable[bytes], size: int) -> str:
        """What it says of itself beside what is seen, a line each."""
        _, words = self.ask({"do": "hidden", "media": media.value}, body, size)
        return b"".join(words).decode("utf-8", "replace")

    def stop(self) -> None:
        """End the process at once; what it is asked now is refused."""
        with suppress(OSError):
            self._process.kill()

    def close(self) -> None:
        """End the process and wait for it."""
        self.stop()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._process.wait()

    def __enter__(self) -> Drawing:
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    def _pipes(self) -> tuple[BinaryIO, BinaryIO]:
        source, target = self._process.stdin, self._process.stdout
        if source is None or target is None:
            raise Broken
        return source, target  # type: ignore[return-value]

    def _body(self, target: BinaryIO, size: int) -> Iterator[bytes]:
        with self._bounded():
            yield from read_body(target, size)

    @contextmanager
    def _bounded(self) -> Iterator[None]:
        clock = threading.Timer(self._latest_s, self.stop)
        clock.daemon = True
        clock.start()
        try:
            yield
        except (Broken, BrokenPipeError, ValueError) as error:
            self.stop()
            raise Refused("attachment.too_much") from error
        finally:
            clock.cancel()


def whole(value: object, *, most: int) -> int:
    """A number from over there; raises Refused `attachment.not_understood` for anything else."""
    if type(value) is not int or not 0 <= value <= most:
        raise Refused("attachment.not_understood")
    return value
