"""A recovery set made by a process of its own, so that its seed is gone when that has ended.

Nothing secret is given to it; it answers on a pipe with the shares and the public keys.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from app.errors import Refused
from app.wiring.start import plain_environment
from app.wiring.vaults.recovery import MadeSet, make_set
from storage.hardening import keep_memory_private
from sync.protocol.keys import PublicKeys
from sync.protocol.recovery import RecoverySet
from sync.protocol.shares import hash_share

_ROOT = Path(__file__).parents[3]
_LONGEST_S = 60


def make_set_apart() -> MadeSet:
    """A new set, from a process that has ended; raises Refused `space.set_not_made`."""
    environment = {**plain_environment(), "PYTHONPATH": str(_ROOT)}
    command = [sys.executable, "-m", __name__]
    try:
        ended = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=True,
            timeout=_LONGEST_S,
        )
        told = json.loads(ended.stdout)
        keys = PublicKeys(bytes.fromhex(told["sign"]), bytes.fromhex(told["hpke"]))
        shares = tuple(str(share) for share in told["shares"])
    except (OSError, ValueError, KeyError, TypeError, subprocess.SubprocessError) as error:
        raise Refused("space.set_not_made") from error
    return MadeSet(shares, RecoverySet(keys, tuple(hash_share(share) for share in shares)))


def main() -> None:
    """Make one set and write it to standard output."""
    keep_memory_private()
    made = make_set()
    keys = made.set.keys
    told = {"shares": made.shares, "sign": keys.sign.hex(), "hpke": keys.hpke.hex()}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
