"""Why the service cannot be set up or started, for the administrator."""

from __future__ import annotations


class Unfit(Exception):
    """The folder, its settings or this machine do not allow what was asked.

    `code` names the sentence in `sync.service.cli`; `facts` fill it.
    """

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
