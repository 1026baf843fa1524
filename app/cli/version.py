"""Which version this is, as its installation says."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def shown() -> str:
    """The version, or that nothing was installed that could say one."""
    try:
        return version("yarrow")
    except PackageNotFoundError:
        return "run from its folder, not installed"
