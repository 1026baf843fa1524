"""A group imports a command only when it is asked for, and lists all without."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from app.cli.lazy import LazyGroup

TABLE = {
    "First": {"digest": ("app.cli.vault_checks:digest", "Print it.")},
    "Second": {"gone": ("app.cli.no_such_module:gone", "Never asked for.")},
}


@pytest.fixture
def group():
    return LazyGroup("group", sections=TABLE)


def test_the_help_has_each_section_and_imports_nothing(group):
    shown = CliRunner().invoke(group, ["--help"]).output

    assert shown.index("First:") < shown.index("digest  Print it.") < shown.index("Second:")
    assert "gone    Never asked for." in shown


def test_what_is_asked_for_is_imported_and_all_else_is_no_command(group):
    context = click.Context(group)

    found = group.get_command(context, "digest")

    assert found is not None
    assert found.name == "digest"
    assert group.get_command(context, "frobnicate") is None
