"""A team in the window, and its exchanges."""

from __future__ import annotations

from app.wiring.team.panel import TeamWiring
from tests.app.wiring.driving import Program


def team_of(program: Program) -> TeamWiring:
    return program.session.joined.sync.team


def exchange(program: Program) -> None:
    """One exchange that begins now."""
    model = program.session.joined.sync.model
    program.wait(lambda: not model.is_running)
    model.exchange()
    program.wait(lambda: not model.is_running)


def exchange_anew(program: Program) -> None:
    """The first exchange after a space was joined."""
    sync = program.session.joined.sync
    sync.model.refresh()
    program.wait(lambda: sync.model.facts.is_set_up)
    exchange(program)
