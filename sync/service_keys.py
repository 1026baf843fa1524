"""Say for a space which TLS keys its service has now: the one in use, and the next spare."""

from __future__ import annotations

from app.errors import Untrusted
from app.ports.exchange import SpaceStore
from sync.asking import Means, ask_stranger, read_answer, refuse_unless_ok
from sync.exchange.connect import address
from sync.exchange.talk import Report, Talk, begin
from sync.policy import stated
from sync.protocol.shapes import from_map
from sync.protocol.statements import Service, SetPolicy
from sync.protocol.wire import TIME_PATH, Nothing, TimeAnswer
from sync.protocol.words import read_words, service_words
from sync.stating import require_lead, state
from sync.steps import Conversation


def follow(store: SpaceStore, means: Means, *, words: str | None = None) -> Conversation[bool]:
    """Pin the keys that the service names now; False if the space pins them already.

    Only a TLS key that the space pins is believed, and only an answer signed by its service.
    Raises Untrusted `exchange.other_words` if `words` are not the service's, before anything is
    stated, `exchange.other_key` if it names keys that do not hold; and as `stating.state` does.
    """
    talk = begin(store, means, Report())
    require_lead(talk)
    yield address(talk)
    told, request = yield from ask_stranger(TIME_PATH, Nothing(), means=means)
    answer = read_answer(told, talk.state.service.signing, request=request)
    refuse_unless_ok(answer, told)
    who = from_map(TimeAnswer, answer.body)
    if who.signing != talk.state.service.signing or told.pin not in who.pins:
        raise Untrusted("exchange.other_key")
    if words is not None and read_words(words) != service_words(who.signing, told.pin):
        raise Untrusted("exchange.other_words")

    def make(talk: Talk) -> SetPolicy | None:
        return stated(talk, service=Service(who.signing, who.pins))

    return (yield from state(store, means, make))
