"""The only lead's PC burnt, and the service was put back: two papers let the team go on."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.errors import Refused
from resources.words import sentence
from tests.journeys.conftest import Run
from tests.sync.conftest import RunningService, serving


@pytest.fixture
def service(tmp_path: Path) -> Iterator[RunningService]:
    """A service of the test's own, to be put back."""
    with serving(tmp_path) as own:
        yield own


def put_back(service: RunningService) -> None:
    """As after a restore by the database's own means: it waits for every PC that belongs."""
    service.stop()
    command = [sys.executable, "-m", "sync.service.cli", "space", "restored", str(service.folder)]
    subprocess.run(command, check=True, capture_output=True)
    service.start()


def test_two_papers_make_a_lead_who_lets_it_go_on_without_the_pc_that_burnt(
    yarrow: Run, vault_of: Callable[..., Path], service: RunningService, tmp_path: Path
) -> None:
    wren, linnet = vault_of("Wren Pepperday"), vault_of("Linnet Marrowby")
    papers = tmp_path / "papers"
    address = ("--service", service.url)
    made = yarrow("space", "new", wren, "--name", "Willowmere", *address, "--shares", papers)
    assert made.code == 0, made.err
    assert yarrow("join", linnet, yarrow("invite", wren).word, *address).code == 0
    assert yarrow("sync", linnet).code == 0
    shutil.rmtree(wren)
    put_back(service)
    yarrow("add", linnet, "note", stdin={"lines": [{"label": "fact", "text": "while it waits"}]})
    waiting = yarrow("sync", linnet, "--json").json
    assert [each["code"] for each in waiting["problems"]] == ["service.restoring"]

    shares = [part for file in sorted(papers.iterdir())[:2] for part in ("--share-file", file)]
    asked = yarrow("recover", linnet, *shares)
    assert (asked.code, asked.out) == (1, "")
    assert asked.err == f"{sentence(Refused('space.recover_lost'))}\n"
    done = yarrow("recover", linnet, *shares, "--lost-for-good")

    assert (done.code, done.out) == (0, ""), done.err
    sent = yarrow("sync", linnet, "--json").json
    assert (sent["sent"] > 0, sent["problems"]) == (True, [])
    assert {row["role"] for row in yarrow("devices", linnet, "--json").json} == {"lead"}
