"""The stored form of a record's registers: one block of CBOR a record, empty for one change.

Fields share their changes, so a block lists each change once:
[[[id, at], ...], {field: [[place in the list, value], ...]}, {field: [id, ...]}, {id: [id, ...]}].
The third part holds ids named in `over` that have not arrived, the last what each head of `gone`
names. All is sorted, so the same changes give the same bytes. A record of a single change, as most
are, has an empty block: its registers are read from the change itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256

import cbor2

from app.domain.merging import AWAY, Head, Register


@dataclass(slots=True)
class Registers:
    """Every field of one record.

    `fields` keep in `replaced` only ids whose changes have not arrived; `seen` maps each head of
    the field `gone` to what its change names in `over`.
    """

    fields: dict[str, Register] = field(default_factory=dict)
    seen: dict[bytes, tuple[bytes, ...]] = field(default_factory=dict)

    def heads(self, name: str) -> list[Head]:
        """The heads of a field, none if it was never set."""
        register = self.fields.get(name)
        return list(register.heads.values()) if register else []


def pack(registers: Registers) -> bytes:
    """The bytes of these registers."""
    fields = registers.fields
    changes = sorted(
        {(head.change, head.at) for register in fields.values() for head in register.heads.values()}
    )
    place = {change: index for index, (change, _) in enumerate(changes)}
    return cbor2.dumps(
        [
            changes,
            {
                name: [[place[id], head.value] for id, head in sorted(register.heads.items())]
                for name, register in fields.items()
            },
            {
                name: sorted(register.replaced)
                for name, register in fields.items()
                if register.replaced
            },
            {id: list(seen) for id, seen in registers.seen.items()},
        ],
        canonical=True,
    )


def unpack(block: bytes, only_change: bytes | None) -> Registers:
    """The registers that these bytes hold, or those that a record's only change makes."""
    if only_change is not None:
        return _of_one(only_change)
    changes, fields, missing, seen = cbor2.loads(block)
    return Registers(
        {
            name: Register(
                {
                    changes[index][0]: Head(changes[index][0], changes[index][1], value)
                    for index, value in heads
                },
                set(missing.get(name, ())),
            )
            for name, heads in fields.items()
        },
        {id: tuple(named) for id, named in seen.items()},
    )


def _of_one(encoded: bytes) -> Registers:
    content = cbor2.loads(encoded)
    id, at, over = sha256(encoded).digest(), content["at"], content["over"]
    fields = {
        name: Register({id: Head(id, at, value)}, set(over.get(name, ())))
        for name, value in content["set"].items()
    }
    return Registers(fields, {id: tuple(over.get(AWAY, ()))} if AWAY in fields else {})
