"""Everything that is not code: forms, lists, words, themes, icons."""

from __future__ import annotations

from importlib.resources import files


def read_text(path: str) -> str:
    """The UTF-8 text of a resource, named by its path below this folder."""
    return files(__name__).joinpath(path).read_text(encoding="utf-8")


def read_bytes(path: str) -> bytes:
    """The bytes of a resource, named by its path below this folder."""
    return files(__name__).joinpath(path).read_bytes()


def names(folder: str, ending: str) -> list[str]:
    """The sorted names of the files in a resource folder that have this ending."""
    return sorted(
        entry.name
        for entry in files(__name__).joinpath(folder).iterdir()
        if entry.name.endswith(ending)
    )
