"""The demonstration's window, in a process of its own that a lock can replace."""

from __future__ import annotations

import sys
from pathlib import Path

from app.wiring.demo.door import WARD
from app.wiring.desktop import open_desktop
from app.wiring.site.values import Site
from app.wiring.start import Start, original_command, plain_environment

SITE = Site(
    computer="WGH-ED-07",
    place="Willowmere General Hospital",
    service_desk="ext. 2222",
    ring_who="Willowmere IDVA team",
    ring_number="ext. 4471",
)


def start_of(home: Path, passphrase: str) -> Start:
    """What the desktop begins with: the team's vaults below `home`, and the passphrase shown."""
    return Start(
        folder=home,
        site=SITE,
        command=original_command(),
        environment=plain_environment(),
        shown_passphrase=passphrase,
        door=home / WARD,
        window=home / "window.json",
    )


def command_for(home: Path, passphrase: str) -> list[str]:
    """The command that opens this window; the passphrase is made up and shown to everybody."""
    return [sys.executable, "-m", __name__, str(home), passphrase]


if __name__ == "__main__":
    sys.exit(open_desktop(start_of(Path(sys.argv[1]), sys.argv[2])))
