"""Introductions: look whether another team's lead answered an offer of ours.

One for which nobody waits to compare words is stated at once; of the others a person decides.
"""

from __future__ import annotations

from app.errors import Refused, Unreachable, Untrusted
from app.ports.introducing import Introducing, IntroducingStore
from sync.asking import ServiceRefused
from sync.exchange import teams
from sync.exchange.talk import Frozen, Talk
from sync.introducing import collect, introduce
from sync.protocol.wire import Status
from sync.stating import read_on, require_complete, say
from sync.steps import Conversation


def run(talk: Talk) -> Conversation[None]:
    """For a lead's PC alone; what goes wrong is told and stops nothing."""
    device = talk.newest.present.get(talk.device)
    if talk.parcels is None or device is None or not device.is_lead:
        return
    begun = talk.parcels.introductions
    for known in begun.under_way():
        try:
            yield from _go_on(talk, begun, known)
        except Frozen:
            raise
        except ServiceRefused as refused:
            if refused.status == Status.NO_PACKAGE:
                begun.drop(known.secret)  # the service has it no more: only a new code helps
            talk.report.problems.append(refused)
        except (Refused, Unreachable, Untrusted) as failure:
            talk.report.problems.append(failure)


def _go_on(talk: Talk, begun: IntroducingStore, known: Introducing) -> Conversation[None]:
    if talk.line.now_ms >= known.expires:
        begun.drop(known.secret)
        return
    if known.is_offer:
        known = yield from collect(talk, begun, known)
    if known.other is None or not known.is_at_once:
        return
    require_complete(talk)
    try:
        yield from say(talk, introduce(talk, known, known.other))
    except ServiceRefused as refused:
        if refused.status == Status.NOT_NEWEST:
            return  # somebody stated something meanwhile: the next exchange tries again
        raise
    begun.drop(known.secret)
    yield from read_on(talk)
    if talk.parcels is not None:
        teams.keep(talk, talk.parcels)
