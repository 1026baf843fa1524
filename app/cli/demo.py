"""The command `demo`: a made-up team and caseload, in a window or as pictures."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import click

from app.cli.paths import A_FOLDER
from app.wiring.demo.display import has_display
from app.wiring.demo.place import fresh_place
from app.wiring.demo.script import read_script
from app.wiring.demo.service import running_service
from app.wiring.demo.stages import Play, play_all
from app.wiring.demo.team import make_team
from app.wiring.demo.window import command_for

_SCREENS = Path("screens")


@click.command()
@click.option(
    "--screens",
    type=A_FOLDER,
    help="Do the acts without a window and write every screen as a PNG into this folder.",
)
@click.pass_context
def demo(ctx: click.Context, *, screens: Path | None) -> None:
    """Open a made-up team's Yarrow: two people, their central service, a caseload."""
    if screens is None and not has_display():
        click.echo(f"There is no display here, so every screen goes into ./{_SCREENS} as a PNG.")
        screens = _SCREENS
    if screens is not None:
        screens.mkdir(parents=True, exist_ok=True)  # what is no folder is told before all the work
    now = datetime.now(UTC)
    script = read_script(now)
    with fresh_place() as place, running_service(place / "service") as url:
        home = place / "home"
        make_team(home, script, url=url, now=now)
        if screens is None:
            ctx.exit(subprocess.run(command_for(home, script.passphrase), check=False).returncode)
        count = play_all(Play(home, script.passphrase, screens.absolute()))
    click.echo(f"{count} screens, each in three themes, are in {screens}.")
