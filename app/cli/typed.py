"""Words that a person typed after a command."""

from __future__ import annotations

import click


class _Typed(click.ParamType[str]):
    """Text that every record and log can hold."""

    name = "text"

    def convert(
        self, value: object, _param: click.Parameter | None, _ctx: click.Context | None
    ) -> str:
        """Put "?" for bytes that are not UTF-8: they come as lone surrogates, no text for us."""
        return str(value).encode("utf-8", "replace").decode()


TYPED = _Typed()
