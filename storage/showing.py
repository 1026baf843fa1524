"""What a record's registers come to: values shown, fields in clash, away or not."""

from __future__ import annotations

from app.domain.encoding import Value
from app.domain.merging import AWAY, is_away, is_clash, shown
from storage.registers import Registers


def shown_fields(registers: Registers) -> dict[str, Value]:
    """The value shown of every field that is not null, by name."""
    fields: dict[str, Value] = {}
    for name, register in sorted(registers.fields.items()):
        heads = list(register.heads.values())
        if heads:
            head = heads[0] if len(heads) == 1 else shown(name, heads)
            if head.value is not None:
                fields[name] = head.value
    return fields


def fields_in_clash(registers: Registers) -> list[str]:
    """The fields that a person has to settle.

    `gone` is one when the record was put away and has come back by what was not seen.
    """
    clashes = [
        name
        for name, register in registers.fields.items()
        if len(register.heads) > 1 and is_clash(list(register.heads.values()))
    ]
    if AWAY not in clashes and came_back(registers):
        clashes.append(AWAY)
    return clashes


def is_put_away(registers: Registers) -> bool:
    """Whether its field `gone` keeps the record out of lists."""
    gone = registers.heads(AWAY)
    if not gone:
        return False
    seen = registers.seen[shown(AWAY, gone).change]
    return is_away(gone, seen, _others(registers))


def came_back(registers: Registers) -> bool:
    """Whether somebody put it away who had not seen all that stands in it."""
    gone = registers.heads(AWAY)
    return bool(gone) and shown(AWAY, gone).value is not None and not is_put_away(registers)


def unseen(registers: Registers) -> list[bytes]:
    """The heads that brought a record back after it was put away."""
    if not came_back(registers):
        return []
    seen = registers.seen[shown(AWAY, registers.heads(AWAY)).change]
    return sorted(set(_others(registers)) - set(seen))


def _others(registers: Registers) -> list[bytes]:
    return [
        id for name, register in registers.fields.items() if name != AWAY for id in register.heads
    ]
