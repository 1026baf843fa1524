"""Check: is this still the folder, PC and person that this device's numbers belong to?"""

from __future__ import annotations

from sync.exchange.talk import Talk
from sync.steps import Conversation


def run(talk: Talk) -> Conversation[None]:
    """Number anew if the vault is somewhere else: a copy may go on under the old numbers."""
    if talk.state.own.place != talk.means.place:
        talk.renumber()
    yield from ()
