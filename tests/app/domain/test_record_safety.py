"""One identification has one record of what keeps its own record safe."""

from __future__ import annotations

from app.domain.record_safety import safety_id


def test_two_people_apart_give_it_the_same_id_and_no_two_identifications_share_one() -> None:
    one, other = safety_id(b"a" * 16), safety_id(b"b" * 16)

    assert one == safety_id(b"a" * 16)
    assert len(one) == 16
    assert len({one, other, b"a" * 16}) == 3
