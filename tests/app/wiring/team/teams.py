"""A team of one, in the window."""

from __future__ import annotations

from app.wiring.team.panel import TeamWiring
from tests.app.wiring.driving import Program


def team_of(program: Program) -> TeamWiring:
    return program.session.joined.sync.team
