"""PATH is the folder of a vault wherever the help says it; every other place has its own name."""

from __future__ import annotations

import click

from app.cli.program import program


def every_command(command, context):
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            one = command.get_command(context, name)
            yield from every_command(one, click.Context(one, parent=context, info_name=name))
    else:
        yield command, context


def test_path_means_the_folder_of_a_vault_and_nothing_else():
    context = click.Context(program, info_name="yarrow", **program.context_settings)
    every = list(every_command(program, context))
    called_path = [
        (context.command_path, parameter.opts[0])
        for command, context in every
        for parameter in command.params
        if parameter.make_metavar(context).strip("[]") == "PATH"
    ]

    assert len(every) > 50
    assert ("yarrow add", "path") in called_path
    assert {name for _, name in called_path} == {"path"}
