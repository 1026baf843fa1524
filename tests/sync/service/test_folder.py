from __future__ import annotations

import stat
from pathlib import Path

import pytest
from cryptography import x509

from sync.protocol.keys import pin_of
from sync.service.folder import make_folder, read_folder
from sync.service.unfit import Unfit


def test_what_is_made_is_read_again(tmp_path: Path) -> None:
    made = make_folder(tmp_path / "service", spaces="permit")

    read = read_folder(tmp_path / "service")

    assert read.keys.public == made.keys.public
    assert read.keys.pins == made.keys.pins
    assert read.settings.spaces == "permit"


def test_the_pin_is_that_of_the_certificate_and_the_spare_is_another(tmp_path: Path) -> None:
    folder = make_folder(tmp_path, spaces="open")

    shown = x509.load_pem_x509_certificate(folder.tls_certificate.read_bytes())

    assert folder.keys.pins[0] == pin_of(shown.public_key())
    assert folder.keys.pins[1] != folder.keys.pins[0]


def test_everything_in_the_folder_is_closed_to_others(tmp_path: Path) -> None:
    path = tmp_path / "service"

    make_folder(path, spaces="open")

    assert stat.S_IMODE(path.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in path.iterdir()} == {0o600}


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("kept")

    with pytest.raises(Unfit) as refused:
        make_folder(tmp_path, spaces="open")

    assert refused.value.code == "not_empty"
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("kept")

    with pytest.raises(Unfit) as refused:
        make_folder(tmp_path / "letter.txt", spaces="open")

    assert refused.value.code == "not_a_folder"


@pytest.mark.parametrize("name", ["signing.key", "tls.key"])
def test_a_key_that_others_can_read_is_refused(tmp_path: Path, name: str) -> None:
    make_folder(tmp_path, spaces="open")
    (tmp_path / name).chmod(0o640)

    with pytest.raises(Unfit) as refused:
        read_folder(tmp_path)

    assert refused.value.code == "open_to_others"


@pytest.mark.parametrize("name", ["signing.key", "tls.key", "spare.pin"])
def test_a_damaged_key_is_named(tmp_path: Path, name: str) -> None:
    make_folder(tmp_path, spaces="open")
    (tmp_path / name).write_bytes(b"\xff\x00")

    with pytest.raises(Unfit) as refused:
        read_folder(tmp_path)

    assert refused.value.code == "bad_key"
    assert refused.value.facts == {"path": str(tmp_path / name)}


def test_two_keys_put_in_each_others_place_are_refused(tmp_path: Path) -> None:
    make_folder(tmp_path, spaces="open")
    kept = (tmp_path / "signing.key").read_bytes()
    (tmp_path / "signing.key").write_bytes((tmp_path / "tls.key").read_bytes())
    (tmp_path / "tls.key").write_bytes(kept)

    with pytest.raises(Unfit) as refused:
        read_folder(tmp_path)

    assert refused.value.code == "bad_key"


def test_a_file_is_no_service(tmp_path: Path) -> None:
    file = tmp_path / "letter"
    file.write_text("x")

    with pytest.raises(Unfit) as refused:
        read_folder(file)

    assert refused.value.code == "not_a_service"


@pytest.mark.parametrize("name", ["signing.key", "tls.key", "spare.pin", "service.toml"])
def test_a_missing_file_makes_it_no_service(tmp_path: Path, name: str) -> None:
    make_folder(tmp_path, spaces="open")
    (tmp_path / name).unlink()

    with pytest.raises(Unfit) as refused:
        read_folder(tmp_path)

    assert refused.value.code == "not_a_service"


def test_the_spare_key_may_be_kept_elsewhere(tmp_path: Path) -> None:
    pins = make_folder(tmp_path, spaces="open").keys.pins
    (tmp_path / "spare.key").unlink()

    assert read_folder(tmp_path).keys.pins == pins
