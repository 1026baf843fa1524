"""What has to hold of files that were moved between two spaces, from the changes alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import cbor2

from tests.simulation.apart import WORDS
from tests.simulation.by_the_book import AWAY, heads_of
from tests.simulation.checks import changes_of
from tests.simulation.made import Made
from tests.simulation.pc import PC
from tests.simulation.team import Team

MOVED = "moved"
REASON = "Moved into another space"
Said = dict[str, Any]
_ERASED = "select subject from erasure where subject is not null"
_SEALED_ANEW = {"object", "object_key"}
_IDS = "select id from change"


def check_moved(home: Team, apart: Team, left: Collection[PC]) -> None:
    """Each file that was moved is whole where it went, and put away where it was; nobody else has
    a word of what is kept apart.

    Of what somebody moved who has `left` one of the spaces, the half there may be at her PC alone.
    """
    kept = {team.space: _kept(team) for team in (home, apart)}
    erased = {subject for team in (home, apart) for subject in _erased(team)}
    erased |= {old for old, new in _moves(home.made) if new in erased}
    for here, there in ((home, apart), (apart, home)):
        _check_written_anew(kept[here.space], here, there, erased)
        if not (here.discarded or there.discarded):
            unsure = erased | {old for pc in left for old, _ in _moves(pc.made)}
            _check_both_halves(kept[here.space], kept[there.space], unsure)
    _check_nothing_outside(home, apart, kept)


def _kept(team: Team) -> dict[bytes, bytes]:
    return changes_of(team.lead, team.space)


def _erased(team: Team) -> set[bytes]:
    return {subject for pc in team.pcs for (subject,) in pc.rows(_ERASED)}


def _moves(made: Made) -> set[tuple[bytes, bytes]]:
    """The files that somebody moved or tried to, as they were called and as they came to be."""
    attempted = ((subject, set_.get(MOVED)) for _, subject, set_ in made.attempted)
    return {
        (bytes.fromhex(str(origin["subject"])), new)
        for new, origin in attempted
        if isinstance(origin, dict)
    }


def _check_written_anew(
    source: dict[bytes, bytes], here: Team, there: Team, erased: set[bytes]
) -> None:
    """What a record says there is what its mover had of it here."""
    known, spaces = there.made.known, there.made.spaces
    for id, encoded in _kept(there).items():
        said = cbor2.loads(encoded)
        origin = said["set"].get(MOVED)
        if origin is None or bytes.fromhex(origin["subject"]) in erased:
            continue
        record, subject = bytes.fromhex(origin["record"]), bytes.fromhex(origin["subject"])
        if not {of for of in known[id] if spaces.get(of) == here.space} <= source.keys():
            continue  # what its mover had made there was never taken in, or was erased
        held = [each for of, each in source.items() if of in known[id]]
        was = {
            field: list(heads.values())
            for (of, kind, each, field), heads in heads_of(held).items()
            if (of, kind, each) == (subject, said["kind"], record)
        }
        set_ = {field: value for field, value in said["set"].items() if field != MOVED}
        stood = {f: values[0] for f, values in was.items() if f not in (AWAY, MOVED)}
        for field in _SEALED_ANEW & set_.keys():
            assert set_.pop(field) != stood.pop(field), "the service can tell which file it was"
        stood = {field: value for field, value in stood.items() if value is not None}
        assert set_ == stood, "a file that was moved says something else"


def _check_both_halves(
    here: Mapping[bytes, bytes], there: Mapping[bytes, bytes], erased: set[bytes]
) -> None:
    """What was put away here as moved is there, and what came from here was put away."""
    gone = set()
    for encoded in here.values():
        said = cbor2.loads(encoded)
        if said["subject"] in erased:
            continue
        if said["set"].get(AWAY) == REASON:
            gone.add(said["record"])
        elif said["kind"] == "entered_in_error" and said["set"].get("reason") == REASON:
            gone.add(bytes.fromhex(said["set"]["corrects"]))
    came = set()
    for encoded in there.values():
        said = cbor2.loads(encoded)
        origin = said["set"].get(MOVED)
        if origin is not None and bytes.fromhex(origin["subject"]) not in erased:
            came.add(bytes.fromhex(origin["record"]))
    assert gone <= came, "a file was put away as moved, and is not where it went"
    assert came <= gone, "a file was moved, and is still where it was"


def _check_nothing_outside(
    home: Team, apart: Team, kept: Mapping[bytes, Mapping[bytes, bytes]]
) -> None:
    for pc in home.pcs:
        if pc not in apart.pcs:
            theirs = {id for (id,) in pc.rows(_IDS)}
            assert not theirs & kept[apart.space].keys(), f"{pc.name} has what is kept apart"
    for encoded in kept[home.space].values():
        is_moved = cbor2.loads(encoded)["set"].get(MOVED) is not None
        assert is_moved or WORDS.encode() not in encoded, "a word of what is kept apart"
