"""What Wren records with the service stopped, Linnet reads on her own PC after both have synced."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.journeys.conftest import Run
from tests.journeys.planted import ENQUIRY, PLANTED, plant
from tests.sync.conftest import RunningService, serving


@pytest.fixture
def service(tmp_path: Path) -> Iterator[RunningService]:
    """A service whose files lie where the words are sought."""
    with serving(tmp_path) as own:
        yield own


def test_what_is_recorded_offline_is_read_by_a_colleague_after_both_sync(
    yarrow: Run, team: tuple[Path, Path], service: RunningService
) -> None:
    a, b = team
    service.stop()
    enquiry = plant(yarrow, a)
    assert yarrow("show", a, enquiry, "--json").json["sync"] == "only_here"
    offline = yarrow("sync", a, "--json")
    assert (offline.code, offline.json["sent"]) == (0, 0)
    assert [each["code"] for each in offline.json["problems"]] == ["exchange.unreachable"]
    service.start()

    sent, got = yarrow("sync", a, "--json").json, yarrow("sync", b, "--json").json

    assert sent["problems"] == got["problems"] == []
    assert sent["sent"] == got["received"] > 0
    shown = yarrow("show", b, enquiry, "--json").json
    assert shown["fields"]["free_text"] == ENQUIRY["free_text"]
    assert (shown["sync"], yarrow("vault", "digest", a).out) == (
        "received",
        yarrow("vault", "digest", b).out,
    )
    again = [yarrow("sync", each, "--json").json for each in (a, b)]
    for each in again:
        assert (each["sent"], each["received"], each["problems"]) == (0, 0, [])
    assert yarrow("show", a, enquiry, "--json").json["seen_by"] == 1
    assert yarrow("vault", "verify", a).code == yarrow("vault", "verify", b).code == 0


def test_no_planted_word_lies_in_any_file(
    yarrow: Run, team: tuple[Path, Path], service: RunningService, tmp_path: Path
) -> None:
    a, b = team
    plant(yarrow, a)
    for vault in (a, b, a):
        assert yarrow("sync", vault, "--json").json["problems"] == []
    service.stop()

    words = [word.encode(code) for word in PLANTED for code in ("utf-8", "utf-16-le")]
    found = [
        (path.name, word)
        for path in tmp_path.rglob("*")
        if path.is_file() and path != tmp_path / "passphrase"
        for word in words
        if word in path.read_bytes()
    ]

    assert found == []


def test_devices_say_who_belongs_and_when_each_was_heard_from(
    yarrow: Run, team: tuple[Path, Path]
) -> None:
    a, b = team
    for vault in (a, b, a):
        yarrow("sync", vault)

    rows = yarrow("devices", a, "--json").json

    assert [row["name"].split(",")[0] for row in rows] == ["Wren Pepperday", "Linnet Marrowby"]
    assert [row["role"] for row in rows] == ["lead", "member"]
    assert all(re.fullmatch("[0-9a-f]{32}", row["device"]) for row in rows)
    assert all(row["last_mark"] and row["added"] for row in rows)
    assert {row["removed"] for row in rows} == {None}
    assert {*rows[0]} == {"device", "name", "role", "added", "last_mark", "removed"}


def test_three_people_who_edit_one_field_apart_see_three_versions_until_one_settles(
    yarrow: Run,
    team: tuple[Path, Path],
    vault_of: Callable[..., Path],
    service: RunningService,
) -> None:
    a, b = team
    c = vault_of("Tansy Bramblewick")
    assert yarrow("sync", a).code == 0
    code = yarrow("invite", a, "--name", "Tansy B").word
    assert yarrow("join", c, code, "--service", service.url).code == 0
    person = yarrow("add", a, "person", stdin={"name": "Zinnia"}).word
    for vault in (a, b, c):
        yarrow("sync", vault)
    for vault, name in ((a, "Zinnia A"), (b, "Zinnia B"), (c, "Zinnia C")):
        assert yarrow("edit", vault, person, stdin={"name": name}).code == 0

    for vault in (c, a, b, c, a):
        assert yarrow("sync", vault, "--json").json["problems"] == []

    clashes = [yarrow("clashes", vault, "--json").json for vault in (a, b, c)]
    names = [{each["value"] for each in rows[0]["versions"]} for rows in clashes]
    assert names == [{"Zinnia A", "Zinnia B", "Zinnia C"}] * 3
    authors = {each["author"] for each in clashes[0][0]["versions"]}
    assert authors == {"Wren Pepperday", "Linnet Marrowby", "Tansy B"}
    chosen = clashes[1][0]["versions"][0]["change"]
    assert yarrow("settle", b, person, "name", "--take", chosen).code == 0
    for vault in (b, a, c):
        yarrow("sync", vault)
    assert [yarrow("clashes", vault, "--json").json for vault in (a, b, c)] == [[], [], []]
    assert len({yarrow("vault", "digest", vault).out for vault in (a, b, c)}) == 1
