"""Forgotten passphrases: shares of a team, a personal code, and what each failure says."""

from __future__ import annotations

import stat
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from functools import cache
from pathlib import Path

import pytest

from app.cli import vault_ways
from app.errors import Refused, YarrowError
from app.wiring.vaults import recovery
from resources.words import sentence
from storage import damage_note, keys, vault_file
from storage.keys import FLOOR, Slot, open_slot
from storage.opening import open_vault
from storage.slots import ways_of
from sync.protocol.shares import join_shares
from sync.runner import SyncLane
from sync.transport import Reply, Transport
from tests.journeys.conftest import PASSPHRASE, Run
from tests.sync.conftest import RunningService

NEW = "linnets in a marrow field at noon"
COUNTER = "pewter gravel oblong tunnel"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The quickest slot allowed in place of measuring this PC."""
    monkeypatch.setattr("storage.opening.open_slot", cache(open_slot))
    monkeypatch.setattr(vault_ways, "calibrate", lambda: FLOOR)
    monkeypatch.setitem(recovery.recover.__kwdefaults__, "calibrate", lambda: FLOOR)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """All that commands of this test send to the service, as it goes into TLS."""
    bodies: list[bytes] = []
    ask = Transport.ask

    def noted(self: Transport, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        bodies.append(path.encode() + body + repr(sorted(headers.items())).encode())
        return ask(self, path, body, headers)

    monkeypatch.setattr(Transport, "ask", noted)
    return bodies


def said(code: str, **facts: str | int) -> str:
    return f"{sentence(YarrowError(code, **facts))}\n"


def file_of(folder: Path, words: str) -> Path:
    file = folder / f"file-{abs(hash(words))}"
    file.write_text(f"{words}\n", encoding="utf-8")
    return file


def test_a_team_lets_its_people_back_in_and_every_wrong_paper_has_its_sentence(
    yarrow: Run,
    vault_of: Callable[..., Path],
    service: RunningService,
    tmp_path: Path,
    sent: list[bytes],
) -> None:
    wren, linnet = vault_of("Wren Pepperday"), vault_of("Linnet Marrowby")
    papers = tmp_path / "papers"
    made = yarrow(
        *("space", "new", wren, "--name", "Willowmere", "--service", service.url),
        *("--shares", papers),
    )
    assert made.code == 0 and len(made.word) == 64, made.err
    files = sorted(papers.iterdir())
    first = [file.read_text("ascii").strip() for file in files]
    assert [file.name for file in files] == ["share-1.txt", "share-2.txt", "share-3.txt"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert [len(share.split()) for share in first] == [20, 20, 20]
    assert ways_of(vault_file.read(wren)).shares
    code = yarrow("invite", wren).word
    assert yarrow("join", linnet, code, "--service", service.url).code == 0
    assert not ways_of(vault_file.read(linnet)).shares
    assert yarrow("sync", linnet).code == 0
    assert ways_of(vault_file.read(linnet)).shares

    # A rehearsal opens nothing, and says what a paper is.
    good = yarrow("shares", linnet, "check", stdin=first[1].upper())
    assert (good.code, good.err) == (0, "")
    words = first[0].split()
    swapped = " ".join([words[1], words[0], *words[2:]])
    unknown = " ".join([*words[:4], "yarrow", *words[5:]])
    for typed, error in (
        (swapped, said("sync.share_mistyped")),
        (unknown, said("sync.share_word", place=5)),
        (" ".join(words[:19]), said("sync.share_length", count=19)),
        (recovery.make_set().shares[0], said("space.share_other")),
    ):
        checked = yarrow("shares", linnet, "check", stdin=typed)
        assert (checked.code, checked.out, checked.err) == (1, "", error)

    # Only a lead makes a new set, which retires the old one.
    assert yarrow("shares", linnet, "new").err == said("space.not_lead_for_recovery")
    renewed = yarrow("shares", wren, "new")
    second = renewed.out.split("\n")[:3]
    assert renewed.code == 0 and [len(share.split()) for share in second] == [20, 20, 20]
    assert yarrow("shares", wren, "check", stdin=first[0]).err == said("space.share_retired")

    # Linnet's vault knows the old set alone, and says so to the new; the old still opens it.
    passphrase = file_of(tmp_path, NEW)
    for shares, error in (
        ([first[0], first[0]], said("sync.share_twice")),
        ([first[0], second[0]], said("sync.share_sets")),
        (second[:2], said("vault.share_not_ours")),
    ):
        tried = yarrow(
            *("shares", linnet, "recover", "--passphrase-file", passphrase),
            stdin="\n".join(shares),
        )
        assert (tried.code, tried.out, tried.err) == (1, "", error)
    assert yarrow("sync", linnet).code == 0
    old = yarrow(
        *("shares", linnet, "recover", "--passphrase-file", passphrase),
        stdin="\n".join(first[:2]),
    )
    assert (old.code, old.err) == (1, said("vault.share_retired"))

    # Two shares of the set in force let her in, under a new passphrase alone.
    back = yarrow(
        *("shares", linnet, "recover", "--passphrase-file", passphrase),
        *("--share-file", file_of(tmp_path, second[2]), "--share-file"),
        file_of(tmp_path, second[0]),
    )
    assert back.code == 0, back.err
    assert yarrow("sync", linnet).err == said("vault.wrong_passphrase")
    assert yarrow("sync", linnet, "--passphrase-file", passphrase).code == 0
    assert yarrow("sync", wren).code == 0
    seen = yarrow("list", wren, "vault_recovered", "--json").json
    assert [row["fields"]["how"] for row in seen] == ["shares"]
    logged = yarrow("log", linnet, "--passphrase-file", passphrase, "--json").json
    assert {"vault_recovered", "wrong_shares"} <= {row["what"] for row in logged}

    # Somebody saw her type: a new key too, and the team's way back comes with it.
    before = yarrow("vault", "digest", linnet, "--passphrase-file", passphrase).word
    counter = file_of(tmp_path, COUNTER)
    changed = yarrow(
        *("vault", "passphrase", linnet, "--new-key", "--passphrase-file", passphrase),
        *("--new-passphrase-file", counter),
    )
    assert changed.code == 0, changed.err
    assert yarrow("vault", "digest", linnet, "--passphrase-file", counter).word == before
    assert ways_of(vault_file.read(linnet)).shares
    recovered = yarrow(
        *("shares", linnet, "recover", "--passphrase-file", passphrase),
        stdin="\n".join(second[1:3]),
    )
    assert recovered.code == 0, recovered.err
    assert yarrow("vault", "digest", linnet, "--passphrase-file", passphrase).word

    # The lead is gone for good: two shares make Linnet one. Papers of the old set do not.
    paper, other = file_of(tmp_path, first[0]), file_of(tmp_path, first[1])
    opening = ("recover", linnet, "--passphrase-file", passphrase)
    old = yarrow(*opening, "--share-file", paper, "--share-file", other)
    assert (old.code, old.out, old.err) == (1, "", said("space.other_set"))
    one = yarrow(*opening, "--share-file", paper)
    assert (one.code, one.err) == (1, said("vault.two_shares"))
    lead = yarrow(*opening, stdin="\n".join(second[:2]))
    assert (lead.code, lead.out) == (0, ""), lead.err
    assert yarrow("sync", wren).code == 0
    assert {row["role"] for row in yarrow("devices", wren, "--json").json} == {"lead"}

    # Of all that, nothing made from a passphrase or a share ever left the PC.
    everything = b"".join(sent)
    assert len(sent) > 20 and len(everything) > 20_000
    shares, seeds = [*first, *second], [join_shares(first[:2]), join_shares(second[:2])]
    secrets = [*seeds, *(share.encode() for share in shares)]
    for vault, passphrase_used in ((wren, PASSPHRASE), (linnet, NEW)):
        slots = vault_file.read(vault).slots
        (slot,) = (each for each in slots if isinstance(each, Slot))
        key = keys.open_slot(passphrase_used, slot, vault=vault_file.read(vault).vault)
        stretched = keys._stretch(passphrase_used, slot.kdf, slot.salt)  # noqa: SLF001
        secrets += [key, stretched, passphrase_used.encode(), slot.salt]
        secrets += [each.sealed for each in slots]
    assert len(secrets) > 16
    for secret in secrets:
        assert secret not in everything and secret.hex().encode() not in everything


def test_shares_are_never_written_over_and_none_are_left_of_a_set_that_was_not_made(
    yarrow: Run, vault_of: Callable[..., Path], tmp_path: Path
) -> None:
    vault, papers = vault_of("Wren Pepperday"), tmp_path / "papers"
    asked = ("space", "new", vault, "--name", "W", "--service", "https://127.0.0.1:1")

    assert yarrow(*asked, "--shares", papers).err == said("exchange.unreachable")
    assert list(papers.iterdir()) == []

    kept = papers / "share-2.txt"
    kept.write_text("kept", encoding="ascii")
    assert yarrow(*asked, "--shares", papers).err == said("input.shares_there", path=str(kept))
    assert [file.read_text("ascii") for file in papers.iterdir()] == ["kept"]


@pytest.mark.parametrize(("code", "left"), [("space.recovery_unsure", 3), ("space.none", 0)])
def test_shares_that_may_be_in_force_are_kept(
    yarrow: Run,
    vault_of: Callable[..., Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    code: str,
    left: int,
) -> None:
    failed: Future[None] = Future()
    failed.set_exception(Refused(code))
    monkeypatch.setattr(SyncLane, "set_recovery", lambda *_: failed)
    papers = tmp_path / "papers"

    made = yarrow("shares", vault_of("Wren Pepperday"), "new", "--to", papers)

    assert (made.code, made.out, made.err) == (1, "", said(code))
    assert len(list(papers.iterdir())) == left


def test_a_personal_code_opens_a_vault_without_a_team_and_the_newest_alone(
    yarrow: Run, vault_of: Callable[..., Path], tmp_path: Path
) -> None:
    vault, passphrase = vault_of("Tansy Bramblewick"), file_of(tmp_path, NEW)
    recover = ("shares", vault, "recover", "--passphrase-file", passphrase)
    first = yarrow("vault", "code", vault).word
    second = yarrow("vault", "code", vault).word
    assert [len(group) for group in first.split("-")] == [4] * 7
    wrong = second[:-1] + ("0" if second[-1] != "0" else "1")

    assert yarrow(*recover, stdin=first).err == said("vault.wrong_code")
    assert yarrow(*recover, "--code", stdin=wrong).err == said("sync.code_mistyped")
    assert yarrow(*recover, stdin=second.lower().replace("-", " ")).code == 0

    assert yarrow("vault", "digest", vault).err == said("vault.wrong_passphrase")
    assert yarrow("vault", "digest", vault, "--passphrase-file", passphrase).code == 0
    made = recovery.make_set().shares
    assert yarrow(*recover, stdin="\n".join(made[:2])).err == said("vault.no_shares_way")


def test_a_damaged_vault_keeps_its_passphrase_and_says_so(
    yarrow: Run, vault_of: Callable[..., Path], tmp_path: Path
) -> None:
    vault, passphrase = vault_of("Tansy Bramblewick"), file_of(tmp_path, NEW)
    code = yarrow("vault", "code", vault).word
    damage_note.note(vault)

    asked = yarrow("shares", vault, "recover", "--passphrase-file", passphrase, stdin=code)

    assert (asked.code, asked.err) == (1, said("vault.ways_read_only"))
    assert yarrow("vault", "digest", vault).code == 0


def test_a_passphrase_is_changed_and_the_old_one_opens_nothing(
    yarrow: Run, vault_of: Callable[..., Path], tmp_path: Path
) -> None:
    vault = vault_of("Tansy Bramblewick")
    change = ("vault", "passphrase", vault, "--new-passphrase-file")
    easy, good = file_of(tmp_path, "tansy bramblewick tansy"), file_of(tmp_path, COUNTER)

    assert yarrow(*change, easy).err == said("vault.passphrase_easy")
    assert yarrow("vault", "digest", vault).code == 0
    assert yarrow(*change, good).code == 0
    assert yarrow("vault", "digest", vault).err == said("vault.wrong_passphrase")
    assert yarrow("vault", "digest", vault, "--passphrase-file", good).code == 0


def test_a_second_pc_of_the_same_person_shows_as_hers(
    yarrow: Run, vault_of: Callable[..., Path], service: RunningService, tmp_path: Path
) -> None:
    wren, linnet = vault_of("Wren Pepperday"), vault_of("Linnet Marrowby")
    at_home = vault_of("Lin Marrowby")
    made = yarrow("space", "new", wren, "--name", "Willowmere", "--service", service.url)
    assert "no recovery set yet" in made.err
    code = yarrow("invite", wren, "--role", "champion", "--name", "Linnet Marrowby").word
    assert yarrow("join", linnet, code, "--service", service.url).code == 0
    assert yarrow("invite", linnet).err == said("space.not_lead")

    own = yarrow("invite", linnet, "--own")
    assert own.code == 0, own.err
    assert yarrow("join", at_home, own.word, "--service", service.url).code == 0
    added = yarrow("add", at_home, "note", stdin={"lines": [{"label": "fact", "text": "At home"}]})
    assert added.code == 0, added.err
    for vault in (at_home, wren):
        assert yarrow("sync", vault).code == 0

    rows = yarrow("devices", wren, "--json").json
    hers = [row for row in rows if row["name"].startswith("Linnet Marrowby")]
    assert [row["role"] for row in hers] == ["champion", "champion"]
    with open_vault(wren, PASSPHRASE) as opened:
        written = opened.read(lambda reading: reading.record(bytes.fromhex(added.word))).result()
    assert written is not None and written.author == "Linnet Marrowby"
    assert yarrow("invite", at_home, "--own", "--role", "lead").code == 2
