"""Recovery shares on their way to paper: three files that only this user reads."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from app.cli.paths import naming
from app.errors import Refused

_MOST_BYTES = 4 * 1024


@contextmanager
def written(shares: Sequence[str], folder: Path) -> Iterator[None]:
    """Keep share-1.txt and so on in a folder, unless what they are for fails: then none is left.

    Raises Refused `input.shares_there` rather than write over anything.
    """
    files = [folder / f"share-{nr}.txt" for nr in range(1, len(shares) + 1)]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    made: list[Path] = []
    try:
        for file, share in zip(files, shares, strict=True):
            _write(file, share)
            made.append(file)
        yield
    except BaseException:
        for file in made:
            with suppress(OSError):
                file.unlink()
        raise


def read_file(path: Path) -> str:
    """The words in a file; raises Refused `input.share_file` for one that is no short text."""
    try:
        with path.open("rb") as stream:
            content = stream.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            raise Refused("input.share_file", path=str(path))
        return content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused("input.share_file", path=str(path)) from error


def _write(file: Path, share: str) -> None:
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise Refused("input.shares_there", path=str(file)) from error
    try:
        with naming(file), os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(f"{share}\n")
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        with suppress(OSError):
            file.unlink()
        raise
