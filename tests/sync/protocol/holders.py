"""The people who hold a team's recovery shares, and what two of them can state."""

from __future__ import annotations

from sync.protocol.recovery import RecoveryKeys, RecoverySet, set_id, stated
from sync.protocol.shares import split_seed
from sync.protocol.statements import Recover, SetRecovery, parse_statement, sign_statement
from tests.sync.protocol.team import NOW, Pc, Team

SEED = bytes(16)
KEYS = RecoveryKeys.from_seed(SEED)


def put_in_force(team: Team, seed: bytes = SEED) -> None:
    made = RecoverySet.of(RecoveryKeys.from_seed(seed), split_seed(seed))
    epoch = team.membership.epoch
    content = stated(made, team.content_key, place=epoch.place, before=epoch.before)
    team.state(SetRecovery(team.membership.newest, team.lead.id, content, NOW))


def recovered(team: Team, pc: Pc, log: list[bytes]) -> bytes:
    """That this PC is a lead's, as two of them sign it at the end of a log."""
    newest = parse_statement(log[-1]).hash
    return sign_statement(KEYS.sign, Recover(newest, pc.id, set_id(KEYS.public), NOW))


def recover(team: Team, pc: Pc) -> None:
    team.log.append(recovered(team, pc, team.log))
