"""Words that a person typed after a command, whatever bytes they are."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("reason", ["\udcff", "a\udcff b", "½ an hour, she said"])
def test_a_reason_of_any_bytes_is_kept_in_the_log(reason, yarrow, vault, tmp_path):
    folder = tmp_path / "copy"
    yarrow("add", vault, "person", "--json", "-", stdin='{"name": "Tansy Holloway"}')

    ended = yarrow(
        *("export", vault, "--format", "json", "--to", folder),
        *("--recipient", reason, "--reason", reason),
    )

    assert (ended.code, ended.err.count("Traceback")) == (0, 0)
    assert reason.replace("\udcff", "?") in yarrow("log", vault).out
