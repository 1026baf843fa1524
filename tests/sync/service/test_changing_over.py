"""The TLS key is changed for the spare as often as is wanted, and no PC is locked out unasked."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from cryptography import x509
from sqlalchemy import insert

from sync.protocol.keys import pin_of
from sync.service import changing_over
from sync.service.changing_over import change_over
from sync.service.database import open_database
from sync.service.folder import ServiceKeys, make_folder, read_folder
from sync.service.schema import entries, spaces
from sync.service.unfit import Unfit


def changed(path: Path, *, spare: Path | None = None, even_so: bool = False) -> ServiceKeys:
    return change_over(path, spare=spare, database="", even_so=even_so)


def refused(path: Path, **given: Path) -> str:
    with pytest.raises(Unfit) as failure:
        changed(path, **given)
    return failure.value.code


def test_the_spare_is_in_use_then_and_another_is_ready(tmp_path: Path) -> None:
    before = make_folder(tmp_path, spaces="open").keys

    first = changed(tmp_path)
    second = changed(tmp_path)

    shown = x509.load_pem_x509_certificate((tmp_path / "tls.crt").read_bytes())
    assert first.pins[0] == before.pins[1]
    assert second.pins[0] == first.pins[1] == pin_of(shown.public_key())
    assert len({before.pins[0], *first.pins, *second.pins}) == 4
    assert before.public == second.public
    assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()} == {0o600}


def test_a_spare_that_was_moved_away_is_taken_from_there(tmp_path: Path) -> None:
    before = make_folder(tmp_path / "service", spaces="open").keys
    away = (tmp_path / "service" / "spare.key").rename(tmp_path / "away.key")

    assert refused(tmp_path / "service") == "no_spare"
    assert changed(tmp_path / "service", spare=away).pins[0] == before.pins[1]
    assert refused(tmp_path / "service", spare=away) == "other_spare"


@pytest.mark.parametrize("step", range(4))
def test_cut_off_anywhere_it_is_run_again_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    before, replace = make_folder(tmp_path, spaces="open").keys, changing_over._replace  # noqa: SLF001
    left = [step]

    def cut(file: Path, content: bytes) -> None:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        replace(file, content)

    with monkeypatch.context() as broken:
        broken.setattr(changing_over, "_replace", cut)
        with pytest.raises(KeyboardInterrupt):
            changed(tmp_path)

    after = changed(tmp_path)

    shown = x509.load_pem_x509_certificate((tmp_path / "tls.crt").read_bytes())
    assert after.pins[0] == before.pins[1] == pin_of(shown.public_key())
    assert after.pins[1] not in before.pins
    assert read_folder(tmp_path).keys.pins == after.pins


def test_a_space_whose_log_is_damaged_counts_as_one_that_has_not_followed(tmp_path: Path) -> None:
    folder = make_folder(tmp_path, spaces="open")
    space, none = b"s" * 32, b""
    engine = open_database(folder.database)
    with engine.begin() as connection:
        connection.execute(insert(spaces).values((space, 1, 1, b"r" * 32, 1)))
        row = (space, 1, 1, b"h" * 32, b"r" * 32, b"d" * 16, none, 1, 1, 1, b"no statement")
        connection.execute(insert(entries).values(row))
    engine.dispose()

    assert refused(tmp_path) == "not_followed"
    assert changed(tmp_path, even_so=True).pins[0] == folder.keys.pins[1]
