"""JSON that comes in and goes out: one object a line, nothing dropped, nothing guessed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from app.domain.encoding import Value
from app.errors import Refused


def read(source: str) -> str:
    """The text of a file, or of standard input for `-`."""
    data = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("input.not_text") from error


def lines(text: str) -> Iterator[tuple[int, str]]:
    """The objects of a text and the number of the line each begins on, from 1.

    A text that is one object over several lines is that object.
    """
    try:
        single = isinstance(json.loads(text), dict)
    except ValueError:
        single = False
    if single:
        yield 1, text
        return
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield number, line


def an_object(text: str) -> dict[str, Value]:
    """The JSON object that this text is.

    Raises Refused `input.not_json`, `input.not_an_object` or `input.key_twice`.
    """
    try:
        value = json.loads(text, object_pairs_hook=_once)
    except ValueError as error:
        raise Refused("input.not_json") from error
    except RecursionError as error:
        raise Refused("input.not_json") from error
    if not isinstance(value, dict):
        raise Refused("input.not_an_object")
    return value


def a_value(text: str) -> Value:
    """The JSON value that this text is; raises Refused `input.not_json`."""
    return an_object(f'{{"value": {text}}}')["value"]


def echo(value: Any) -> None:
    """One JSON value on standard output and nothing else."""
    click.echo(json.dumps(value, ensure_ascii=False))


def _once(pairs: list[tuple[str, Value]]) -> Mapping[str, Value]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Refused("input.key_twice")
    return found
