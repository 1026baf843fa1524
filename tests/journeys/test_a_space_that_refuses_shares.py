"""A case that named people alone may read, whose PCs nobody opens with the team's papers."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from app.cli import vault_ways
from app.errors import YarrowError
from app.wiring.vaults import recovery
from resources.words import sentence
from storage import vault_file
from storage.keys import FLOOR, open_slot
from storage.slots import ways_of
from tests.journeys.conftest import Run
from tests.sync.conftest import RunningService

NEW = "linnets in a marrow field at noon"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The quickest slot allowed in place of measuring this PC."""
    monkeypatch.setattr("storage.opening.open_slot", cache(open_slot))
    monkeypatch.setattr(vault_ways, "calibrate", lambda: FLOOR)
    monkeypatch.setitem(recovery.recover.__kwdefaults__, "calibrate", lambda: FLOOR)


def said(code: str, **facts: str) -> str:
    return f"{sentence(YarrowError(code, **facts))}\n"


def opens_by_shares(vault: Path) -> bool:
    return ways_of(vault_file.read(vault)).shares


def problems(yarrow: Run, vault: Path) -> list[str]:
    return [each["code"] for each in yarrow("sync", vault, "--json").json["problems"]]


def test_9_a_vault_with_a_restricted_space_is_recovered_by_its_code_and_by_no_shares(
    yarrow: Run, vault_of: Callable[[str], Path], service: RunningService, tmp_path: Path
) -> None:
    wren, linnet, saffron = map(vault_of, ("Wren Pepperday", "Linnet Marrowby", "Saffron Tidewell"))
    papers, at = tmp_path / "papers", ("--service", service.url)
    home = yarrow("space", "new", wren, "--name", "Willowmere", *at, "--shares", papers).word
    for each in (linnet, saffron):
        assert yarrow("join", each, yarrow("invite", wren).word, *at).code == 0
        assert problems(yarrow, each) == []
    case = yarrow("space", "new", wren, "--name", "Case 12", *at).word
    there = ("--space", case)
    assert yarrow("join", linnet, yarrow("invite", wren, *there).word, *at).code == 0
    for vault in (linnet, linnet, wren):
        assert problems(yarrow, vault) == []
    assert all(map(opens_by_shares, (wren, linnet, saffron)))

    # Who sets it keeps to it first, and hears whose vaults are refused from then on.
    refuse = ("policy", wren, "--no-team-recovery")
    assert (
        yarrow(*refuse).err
        == yarrow(*refuse, "--space", home).err
        == said("space.home_takes_shares")
    )
    assert yarrow(*refuse, *there).err == said("space.own_shares_way")
    assert yarrow("vault", "code", wren, "--alone").code == 0
    assert problems(yarrow, wren) == [] and not opens_by_shares(wren)
    told = yarrow(*refuse, *there)
    assert told.code == 0 and "Linnet Marrowby" in told.err and "Wren" not in told.err

    # Linnet gets nothing more of the case until a code is her only way back; the team goes on.
    person = yarrow("add", wren, "person", *there, stdin={"name": "Finch Lapwingham"}).word
    ours = yarrow("add", wren, "person", stdin={"name": "Perpetua Finchley"}).word
    assert problems(yarrow, wren) == []
    assert problems(yarrow, linnet) == ["exchange.no_team_recovery"]
    assert yarrow("show", linnet, ours).code == 0 and yarrow("show", linnet, person).code == 1
    alone = yarrow("vault", "code", linnet, "--alone").word
    assert problems(yarrow, linnet) == [] and yarrow("show", linnet, person).code == 0
    assert problems(yarrow, linnet) == problems(yarrow, wren) == []
    assert "Linnet" not in yarrow(*refuse, *there).err

    # Saffron is refused before anything of hers is sent, and her code is good afterwards.
    code = yarrow("invite", wren, *there).word
    assert yarrow("join", saffron, code, *at).err == said("space.no_team_recovery")
    assert yarrow("vault", "code", saffron, "--alone").code == 0
    assert yarrow("join", saffron, code, *at).code == 0
    assert problems(yarrow, saffron) == [] and not opens_by_shares(saffron)

    # Two good shares open nothing of it; the code does, and stays the only way while she is in.
    shares = [file.read_text("ascii").strip() for file in sorted(papers.iterdir())]
    passphrase = tmp_path / "new"
    passphrase.write_text(NEW, "utf-8")
    recover = ("shares", linnet, "recover", "--passphrase-file", passphrase)
    assert yarrow(*recover, stdin="\n".join(shares[:2])).err == said("vault.no_shares_way")
    assert yarrow(*recover, "--code", stdin=alone).code == 0
    back = ("vault", "code", linnet, "--with-shares", "--passphrase-file", passphrase)
    assert yarrow(*back).err == said("vault.space_refuses_shares", space="Case 12")
    assert yarrow("policy", wren, "--team-recovery", *there).code == 0
    assert yarrow("sync", linnet, "--passphrase-file", passphrase).code == 0
    assert yarrow(*back).code == 0 and opens_by_shares(linnet)
