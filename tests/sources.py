"""Our own source, read once for all tests that judge it."""

from __future__ import annotations

import ast
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("app", "resources", "storage", "sync", "ui")


@cache
def parsed(source: str) -> ast.Module:
    """The tree of a module's text; who is handed it changes nothing."""
    return ast.parse(source)


@cache
def trees() -> dict[Path, ast.Module]:
    """The tree of each of our modules, `dev.py` too."""
    paths = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    with _kept_from_collections():
        return {path: parsed(path.read_text("utf-8")) for path in [*paths, ROOT / "dev.py"]}


@cache
def nodes() -> list[tuple[Path, ast.AST]]:
    """Every node of each of them."""
    with _kept_from_collections():
        return [(path, node) for path, tree in trees().items() for node in ast.walk(tree)]


@contextmanager
def _kept_from_collections() -> Iterator[None]:
    """Let no collection, now or later, walk through what is made: it is two million objects."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
