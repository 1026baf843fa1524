"""The site file: what IT set is used, what is wrong is said, what anyone can write is not read."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.wiring.site.file import read_site, site_here, site_paths
from app.wiring.site.values import this_pc
from resources.words import sentence

WHOLE = """
computer = "WGH-ED-07"
place = "Bay 3"
service_desk = "extension 2222"
contact = "the Yarrow team, extension 4471"
idle_minutes = 3
bedside = true
ring_who = "Willowmere IDVA team"
ring_number = "extension 4471"
security_number = "extension 2041"
sexual_assault_number = "0300 000 000"
service_url = "https://yarrow.example:8443"
service_words = "academic acid acne acquire acrobat activity"
backup_folder = "/mnt/backup"
retention = ["sexual_assault", "complaint"]
"""

posix = pytest.mark.skipif(sys.platform == "win32", reason="modes and owners of POSIX")
Site = Callable[..., Path]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Write a site file that only this user, who stands for the administrator, can write."""

    def write(text: str | bytes, *, mode: int = 0o644) -> Path:
        folder = tmp_path / "yarrow"
        folder.mkdir(mode=0o755, exist_ok=True)
        path = folder / "site.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        path.chmod(mode)
        return path

    return write


def read(path: Path):
    return read_site(path, owner=os.getuid() if sys.platform != "win32" else 0)


def codes(found) -> list[str]:
    return [each.code for each in found.problems]


@posix
def test_every_setting_is_taken(site: Site) -> None:
    found = read(site(WHOLE))

    assert found.numbers == {"security": "extension 2041", "sexual_assault": "0300 000 000"}

    assert found.problems == ()
    assert (found.computer, found.place) == ("WGH-ED-07", "Bay 3")
    assert (found.idle_minutes, found.bedside) == (3.0, True)
    assert found.desk_on_lock == "IT service desk extension 2222"
    assert found.backup_folder == "/mnt/backup"
    assert found.retention == ("sexual_assault", "complaint")
    assert found.words_for("https://YARROW.example:8443/") == found.service_words
    assert found.words_for("https://elsewhere.example") is None


@posix
@pytest.mark.parametrize("mode", [0o666, 0o646, 0o664, 0o622])
def test_a_file_that_others_could_write_is_not_used_and_that_is_said(site: Site, mode: int) -> None:
    path = site(WHOLE, mode=mode)
    if mode & 0o020 and not mode & 0o002:
        if os.getuid():
            pytest.skip("only root can give a file to another group")
        os.chown(path, 0, 12)
    found = read(path)

    assert codes(found) == ["site.not_protected"]
    assert found.idle_minutes == this_pc().idle_minutes
    assert str(path) in sentence(found.problems[0])


@posix
def test_a_folder_that_others_could_write_is_as_bad_as_the_file(site: Site) -> None:
    path = site(WHOLE)
    path.parent.chmod(0o777)

    assert codes(read(path)) == ["site.not_protected"]


@posix
def test_a_folder_further_up_that_others_could_write_is_as_bad(tmp_path: Path) -> None:
    (tmp_path / "open" / "yarrow").mkdir(parents=True)
    (tmp_path / "open").chmod(0o777)
    path = tmp_path / "open" / "yarrow" / "site.toml"
    path.write_text(WHOLE)

    assert codes(read(path)) == ["site.not_protected"]


@posix
def test_what_a_link_leads_to_counts_too(site: Site, tmp_path: Path) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o777)
    theirs = tmp_path / "open" / "theirs.toml"
    theirs.write_text(WHOLE)
    path = site("")
    path.unlink()
    path.symlink_to(theirs)

    assert codes(read(path)) == ["site.not_protected"]


@posix
@pytest.mark.skipif(os.name == "posix" and os.getuid() != 0, reason="only root gives files away")
@pytest.mark.parametrize("whose", ["file", "folder"])
def test_a_plain_users_own_file_or_folder_is_not_used(site: Site, whose: str) -> None:
    path = site(WHOLE)
    os.chown(path if whose == "file" else path.parent, 1000, 1000)

    assert codes(read_site(path)) == ["site.not_protected"]


@posix
@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("idle_minutes = 1", "idle_minutes"),
        ("idle_minutes = 11", "idle_minutes"),
        ("idle_minutes = true", "idle_minutes"),
        ("idle_minutes = nan", "idle_minutes"),
        ('idle_minutes = "5"', "idle_minutes"),
        ("computer = 7", "computer"),
        ('computer = ""', "computer"),
        ('place = "a\\nb"', "place"),
        (f'service_desk = "{"2" * 201}"', "service_desk"),
        ('bedside = "yes"', "bedside"),
        ('retention = ["unheard_of"]', "retention"),
        ('retention = [["adult"]]', "retention"),
        ('retention = "complaint"', "retention"),
        ('service_url = "http://yarrow.example"', "service_url"),
        ('service_url = "https://a:b@yarrow.example"', "service_url"),
        ('service_words = "five words are not enough"', "service_words"),
        ('backup_folder = "backup"', "backup_folder"),
        ("ring_number = [1]", "ring_number"),
    ],
)
def test_a_wrong_value_costs_that_key_alone(site: Site, line: str, key: str) -> None:
    found = read(site(f'{line}\ncontact = "the team"'))

    assert codes(found) == ["site.wrong_value"]
    assert getattr(found, key) == getattr(this_pc(), key)
    assert found.contact == "the team"
    assert f"The site file’s {key} was not used" in sentence(found.problems[0])


@posix
def test_an_unknown_key_is_named_in_signs_that_a_terminal_can_show(site: Site) -> None:
    found = read(site('"desk\\u001b[2J{x}" = 1\nidle_minutes = 4'))

    assert codes(found) == ["site.unknown_key"]
    assert "desk?[2J{x}" in sentence(found.problems[0])
    assert found.idle_minutes == 4.0


@posix
def test_words_without_the_address_they_belong_to_are_not_used(site: Site) -> None:
    found = read(site('service_words = "academic acid acne acquire acrobat activity"'))

    assert codes(found) == ["site.words_alone"]
    assert found.service_words == ""


@posix
@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("computer = ", "site.not_toml"),
        ("a = " + "[" * 5_000, "site.not_toml"),
        (b"\xff\xfe", "site.unreadable"),
        (b"#" * 70_000, "site.unreadable"),
    ],
)
def test_a_broken_file_leaves_the_usual_settings(
    site: Site, content: str | bytes, code: str
) -> None:
    found = read(site(content))

    assert codes(found) == [code]
    assert found.idle_minutes == this_pc().idle_minutes
    assert found.computer == this_pc().computer


@posix
def test_a_pipe_in_its_place_holds_nobody_up(site: Site) -> None:
    path = site("")
    path.unlink()
    os.mkfifo(path)

    assert codes(read(path)) == ["site.unreadable"]


@posix
def test_a_folder_in_its_place_is_said(site: Site) -> None:
    path = site("")
    path.unlink()
    path.mkdir()

    assert codes(read(path)) == ["site.unreadable"]


def test_nothing_that_a_user_can_set_says_where_it_lies(monkeypatch: pytest.MonkeyPatch) -> None:
    before = site_paths()
    for name in ("XDG_CONFIG_DIRS", "XDG_CONFIG_HOME", "HOME", "ProgramData", "ALLUSERSPROFILE"):
        monkeypatch.setenv(name, "/somewhere/else")

    assert site_paths() == before
    assert all(path.is_absolute() for path in before)


def test_a_pc_without_one_has_the_usual_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.wiring.site.file.site_paths", lambda: (Path("/not/there/site.toml"),))

    assert site_here() == this_pc()


def test_the_example_in_the_manual_is_taken_whole(site: Site) -> None:
    manual = (Path(__file__).parents[4] / "docs" / "operations.md").read_text("utf-8")
    example = manual.partition("```toml\n")[2].partition("```")[0]

    found = read(site(example))

    assert found.problems == ()
    assert found.service_words and found.bedside
