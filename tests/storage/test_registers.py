"""Registers come back from their block as they were, and equal ones give equal bytes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.changes import Edit, make_change
from app.domain.merging import AWAY, Head, Register
from storage.folding import Folded
from storage.registers import Registers, pack, unpack

IDS = st.binary(min_size=32, max_size=32)
VALUES = st.one_of(st.none(), st.booleans(), st.integers(-(2**63), 2**64 - 1), st.text())


@st.composite
def registers(draw):
    changes = draw(st.dictionaries(IDS, st.integers(0, 2**64 - 1), min_size=1, max_size=5))
    fields = {}
    for name in draw(st.sets(st.text(min_size=1, max_size=9) | st.just(AWAY), max_size=5)):
        setting = draw(st.sets(st.sampled_from(sorted(changes))))
        heads = {id: Head(id, changes[id], draw(VALUES)) for id in setting}
        fields[name] = Register(heads, draw(st.sets(IDS, max_size=2)))
    gone = fields[AWAY].heads if AWAY in fields else {}
    return Registers(fields, {id: tuple(draw(st.lists(IDS, max_size=2))) for id in gone})


@given(registers())
def test_what_was_packed_is_unpacked(given_registers):
    assert unpack(pack(given_registers), None) == given_registers


@given(registers())
def test_the_order_in_which_fields_and_heads_came_leaves_no_trace(given_registers):
    turned = Registers(
        {
            name: Register(dict(reversed(register.heads.items())), set(register.replaced))
            for name, register in reversed(given_registers.fields.items())
        },
        dict(reversed(given_registers.seen.items())),
    )

    assert pack(turned) == pack(given_registers)


@given(st.dictionaries(st.text(min_size=1, max_size=9) | st.just(AWAY), VALUES), st.data())
def test_a_record_of_one_change_is_read_from_that_change(fields, data):
    over = {name: data.draw(st.lists(IDS, max_size=2)) for name in fields}
    edit = Edit("task", b"s" * 16, b"r" * 16, fields, over)
    change = make_change(edit, salt=b"x" * 16, at=7, time=(1, None))
    folded = Folded(1, (b"s" * 16, "task", b"r" * 16), lambda id: False)

    folded.take(change, 1)

    assert folded.is_one_change
    assert unpack(b"", change.encoded) == folded.registers
