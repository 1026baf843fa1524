"""Join a space by a code, follow its log to the end, and print the digest.

    python -m tests.second_client https://127.0.0.1:PORT CODE

A second client, written from docs/protocol.md alone; of the project it imports nothing.
"""

from __future__ import annotations

import sys

from tests.second_client.digest import digest
from tests.second_client.formats import verified
from tests.second_client.joining import join
from tests.second_client.line import Line
from tests.second_client.reader import Space


def follow(line: Line, space: Space) -> None:
    """Read the log to its end."""
    more = True
    while more:
        asked = {"after": space.position, "most": 1024 * 1024}
        page = line.ask(f"/v1/s/{space.id.hex()}/log", asked)
        for entry, groups in page["entries"]:
            space.take(entry, groups)
        head = verified(page["at"], "yarrow/head", space.signing)
        told = (head["space"], head["position"], head["running"])
        if told != (space.id, space.position, space.running[-1]):
            raise ValueError("another log than the service signed for")
        more = page["more"]
    space.finish()


_, address, code = sys.argv
connection = Line(address)
followed = join(connection, code)
follow(connection, followed)
print(digest(followed.id, followed.applied))  # noqa: T201
for place, (reason, *_) in followed.held.items():
    print(place, reason, file=sys.stderr)  # noqa: T201
