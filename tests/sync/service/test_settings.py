from __future__ import annotations

import pytest

from sync.service.limits import Limits
from sync.service.settings import Settings, read_settings, starting_text
from sync.service.unfit import Unfit


@pytest.mark.parametrize("spaces", ["open", "permit"])
def test_the_file_that_is_written_first_says_the_usual_numbers(spaces: str) -> None:
    assert read_settings(starting_text(spaces)) == Settings(spaces=spaces, limits=Limits())


def test_an_empty_file_lets_nobody_make_a_space_without_a_permit() -> None:
    assert read_settings("").spaces == "permit"


def test_a_limit_is_taken_over() -> None:
    assert read_settings("[limits]\nspaces = 3\n").limits.spaces == 3


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("spaces = ", "service.toml"),
        ('spaces = "anyone"', "spaces"),
        ("spaces = 1", "spaces"),
        ("database = 1", "database"),
        ("objects = 1", "objects"),
        ('objects = "beside"', "objects"),
        ("limits = 1", "limits"),
        ("[limits]\nspaces = 0", "spaces"),
        ("[limits]\nspaces = true", "spaces"),
        ("[limits]\nspaces = 1.5", "spaces"),
        ("[limits]\nbody_byte = 1", "body_byte"),
        ("host = 1", "host"),
    ],
)
def test_what_is_not_understood_is_named(text: str, name: str) -> None:
    with pytest.raises(Unfit) as refused:
        read_settings(text)

    assert refused.value.code == "bad_settings"
    assert refused.value.facts == {"name": name}
