"""What somebody who joins is refused with, and a line that is cut."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.errors import YarrowError
from tests.sync.exchange.offices import code_of


class Cut(BaseException):
    """The process ends here."""


def refused_with(work: Callable[[], Any]) -> str:
    with pytest.raises(YarrowError) as refused:
        work()
    return code_of(refused.value)
