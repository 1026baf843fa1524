"""What is printed where standard output is closed: it fails, instead of vanishing unsaid."""

from __future__ import annotations

import os
import sys


def fail_where_output_is_closed() -> None:
    """Have what is printed fail as on a full disk: a code or a share would be lost unsaid."""
    if sys.stdout is None and os.name == "posix":  # a window of Windows has none at all
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
