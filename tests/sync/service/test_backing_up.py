from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from sync.service import restoring
from sync.service.backing_up import back_up, restore
from sync.service.cli import main
from sync.service.database import open_database
from sync.service.folder import DATABASE, Folder, make_folder, read_folder
from sync.service.permits import keep_permit
from sync.service.store import Store, begin, lock
from sync.service.unfit import Unfit

SPACE = b"s" * 32


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A service with a space, a permit and a chunk in its objects' folder."""
    made = make_folder(tmp_path / "service", spaces="permit")
    objects = tmp_path / "objects"
    settings = made.path / "service.toml"
    text = settings.read_text().replace('objects = ""', f'objects = "{objects}"')
    settings.write_text(text)
    chunk = objects / "aa" / "bb" / "0"
    chunk.parent.mkdir(parents=True)
    chunk.write_bytes(b"sealed chunk")
    (chunk.parent / "1.part").write_bytes(b"half")
    engine = open_database(made.database)
    with Store(engine).writing() as connection:
        begin(connection, SPACE)
        keep_permit(connection, "AB12", made=0)
    engine.dispose()
    return read_folder(made.path)


def test_a_service_that_keeps_its_records_elsewhere_leaves_no_empty_backup(
    tmp_path: Path,
) -> None:
    unused = make_folder(tmp_path / "unused", spaces="open")

    with pytest.raises(Unfit) as refused:
        back_up(unused, tmp_path / "day.backup")

    assert refused.value.code == "nothing_kept"
    assert [path.name for path in tmp_path.iterdir()] == ["unused"]


@pytest.mark.parametrize("content", [b"", b"no database" * 500], ids=["empty", "damaged"])
def test_a_file_that_is_no_database_is_refused_in_one_line(
    folder: Folder, tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    (emptied(folder).path / DATABASE).write_bytes(content)

    with pytest.raises(SystemExit) as left:
        main(["backup", str(folder.path), str(tmp_path / "day.backup")])

    assert left.value.code == 1
    assert capsys.readouterr().err.splitlines() == [
        "The database could not be opened; nothing was changed in it."
    ]
    assert not [*tmp_path.glob("day*")]


def emptied(folder: Folder) -> Folder:
    for file in folder.path.glob(f"{DATABASE}*"):
        file.unlink()
    return folder


def test_a_backup_made_while_the_service_writes_comes_back_read_only(
    folder: Folder, tmp_path: Path
) -> None:
    file = tmp_path / "day.backup"
    engine = open_database(folder.database)
    with Store(engine).writing() as connection:
        lock(connection, SPACE)
        back_up(folder, file)
    engine.dispose()
    chunk = Path(folder.settings.objects, "aa", "bb", "0")
    chunk.unlink()

    count = restore(file, emptied(folder))

    assert count == 1
    assert chunk.read_bytes() == b"sealed chunk"
    engine = open_database(folder.database)
    with Store(engine).writing() as connection:
        assert restoring.waiting_for(connection) == [(SPACE, 0, 0)]
        assert connection.exec_driver_sql("select count(*) from permits").scalar_one() == 0
        assert restoring.end(connection, SPACE)
    engine.dispose()
    assert not [*folder.path.glob("*.part"), *folder.path.glob("*.restoring*")]


def test_a_backup_holds_no_key_and_is_open_to_its_owner_only(
    folder: Folder, tmp_path: Path
) -> None:
    file = tmp_path / "day.backup"

    back_up(folder, file)

    with tarfile.open(file) as archive:
        assert archive.getnames() == ["signing.sha256", DATABASE, "objects/aa/bb/0"]
    assert b"PRIVATE KEY" not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0
    assert [each.name for each in tmp_path.glob("day*")] == ["day.backup"]


def test_nothing_is_written_over(folder: Folder, tmp_path: Path) -> None:
    file = tmp_path / "day.backup"
    back_up(folder, file)
    before = file.read_bytes()

    for work in (lambda: back_up(folder, file), lambda: restore(file, folder)):
        with pytest.raises(Unfit) as refused:
            work()
        assert refused.value.code == "file_there"

    assert file.read_bytes() == before


def test_another_services_backup_and_any_other_file_are_refused(
    folder: Folder, tmp_path: Path
) -> None:
    file, letter = tmp_path / "day.backup", tmp_path / "letter.txt"
    back_up(folder, file)
    letter.write_text("Dear all")
    other = emptied(make_folder(tmp_path / "other", spaces="open"))

    codes = []
    for wrong in (file, letter):
        with pytest.raises(Unfit) as refused:
            restore(wrong, other)
        codes.append(refused.value.code)

    assert codes == ["other_service", "not_a_copy"]
    assert not (other.path / DATABASE).exists()


def test_by_command_a_space_can_be_opened_whose_pcs_will_never_all_come(
    folder: Folder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*arguments: object) -> str:
        with pytest.raises(SystemExit) as ended:
            main([str(each) for each in arguments])
        said = capsys.readouterr()
        return f"{ended.value.code or 0} {said.out}{said.err}"

    file = tmp_path / "day.backup"
    assert run("backup", folder.path, file) == "0 "
    emptied(folder)
    assert run("restore", file, folder.path).startswith("0 spaces     1, read-only")
    assert run("space", "waiting", folder.path) == f"0 {SPACE.hex()} 0 0\n"
    assert run("space", "open", folder.path, SPACE.hex()) == "0 "
    assert run("space", "restored", folder.path).startswith("0 spaces     1, read-only")
    assert run("space", "open", folder.path, SPACE.hex()) == "0 "
    assert run("space", "waiting", folder.path) == "0 "
    assert run("space", "open", folder.path, SPACE.hex()).startswith("1 Nothing of that id")
