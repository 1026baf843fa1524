"""Nothing is shown of which the access log could not take a line."""

from __future__ import annotations

from concurrent.futures import Future

import pytest

from app.cli.noting import note
from app.errors import Refused


class _Vault:
    """A vault whose disk answers a write with this code."""

    def __init__(self, code: str, *, is_read_only: bool = False) -> None:
        self.is_read_only = is_read_only
        self._code = code

    def write(self, work: object) -> Future[None]:
        future: Future[None] = Future()
        future.set_exception(Refused(self._code))
        return future


@pytest.mark.parametrize("code", ["vault.disk_full", "vault.not_stored"])
def test_a_full_disk_is_told_as_what_it_stopped(code):
    with pytest.raises(Refused) as refused:
        note(_Vault(code), lambda session: None)

    assert refused.value.code == "access.not_noted"


def test_any_other_refusal_stays_what_it_is():
    with pytest.raises(Refused) as refused:
        note(_Vault("access.kept_out"), lambda session: None)

    assert refused.value.code == "access.kept_out"


def test_a_damaged_vault_is_looked_at_without_a_line():
    note(_Vault("vault.read_only", is_read_only=True), lambda session: None)
