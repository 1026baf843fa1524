"""Start-up: the command line if there is one, else the desktop."""

from __future__ import annotations

import sys
from importlib import import_module


def main() -> None:
    """Run Yarrow and end the process with its exit code.

    Only what the first screen needs is imported: without arguments the desktop, and with them
    the one command that was asked for.
    """
    module = "app.cli.program" if sys.argv[1:] else "app.wiring.desktop"
    sys.exit(import_module(module).run(sys.argv[1:]))


if __name__ == "__main__":
    main()
