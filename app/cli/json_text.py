"""JSON that comes in and goes out: nothing dropped, nothing guessed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import click

from app.cli.inputs import whole, whole_standard_input
from app.domain.encoding import Value
from app.errors import Refused


def read(source: str) -> str:
    """The text of a file, or of standard input for `-`; raises Refused `input.too_long` too."""
    return decoded(whole_standard_input() if source == "-" else whole(Path(source)))


def decoded(data: bytes) -> str:
    """These bytes as text; raises Refused `input.not_text`."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("input.not_text") from error


def an_object(text: str) -> dict[str, Value]:
    """The JSON object that this text is.

    Raises Refused `input.not_json`, `input.not_an_object` or `input.key_twice`.
    """
    value = _value(text, not_json="input.not_json")
    if not isinstance(value, dict):
        raise Refused("input.not_an_object")
    return cast("dict[str, Value]", value)


def a_value(text: str) -> Value:
    """The JSON value that this text is; raises Refused `input.not_a_value` or `input.key_twice`."""
    return _value(text, not_json="input.not_a_value")


def echo(value: Any) -> None:
    """One JSON value on standard output and nothing else."""
    click.echo(json.dumps(value, ensure_ascii=False))


def _value(text: str, *, not_json: str) -> Value:
    try:
        value: Value = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise Refused(not_json) from error
    return value


def _once(pairs: list[tuple[str, Value]]) -> Mapping[str, Value]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Refused("input.key_twice")
    return found
