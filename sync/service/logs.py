"""The one line that is written of a request: day, space, device and bytes, and nothing else."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Any

from sync.service.exchange import Response

REQUESTS = logging.getLogger("yarrow.service")

# uvicorn's own access log is off: it would write addresses and paths. What is left of it are
# warnings; the database engine keeps what statements are given out of its errors.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {
        "yarrow.service": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "uvicorn": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}


def line(response: Response, *, received: int, now_ms: int) -> str:
    """The line of one request, as JSON; `received` and what was sent make up its bytes."""
    return json.dumps(
        {
            "day": datetime.fromtimestamp(now_ms / 1000, UTC).date().isoformat(),
            "space": response.space.hex() if response.space else None,
            "device": response.device.hex() if response.device else None,
            "bytes": received + len(response.body),
        }
    )
