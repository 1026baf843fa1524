"""The stages of an exchange in order, timed; whatever ends it early becomes a problem told."""

from __future__ import annotations

from collections.abc import Callable

from app.errors import Refused, Unreachable, Untrusted
from app.ports.accounts import Account
from app.ports.exchange import Ended, SpaceStore
from app.ports.looks import LookStore
from app.ports.objects import ObjectStore
from app.ports.parcels import ParcelStore
from sync.asking import Means, ServiceRefused
from sync.exchange import (
    check,
    connect,
    done,
    erasing,
    erasing_again,
    hello,
    inbox,
    introductions,
    leaving,
    looks,
    marks,
    membership,
    objects,
    outbox,
    pull,
    push,
    ward_pages,
)
from sync.exchange.talk import Frozen, Report, Talk, begin
from sync.protocol.wire import Status
from sync.steps import Conversation

Stage = Callable[[Talk], Conversation[None]]

STAGES: tuple[tuple[str, Stage], ...] = (
    ("connect", connect.run),
    ("check", check.run),
    ("hello", hello.run),
    ("membership", membership.run),
    ("pull", pull.run),
    ("erase", erasing.run),
    ("hear", marks.hear),
    ("inbox", inbox.run),
    ("seal", looks.seal),
    ("push", push.run),
    ("looks", looks.read),
    ("introductions", introductions.run),
    ("erase again", erasing_again.run),
    ("outbox", outbox.run),
    ("ward_pages", ward_pages.run),
    ("objects", objects.run),
    ("marks", marks.run),
    ("done", done.run),
)


def exchange(
    store: SpaceStore,
    means: Means,
    *,
    contents: ObjectStore | None = None,
    log: LookStore | None = None,
    parcels: ParcelStore | None = None,
) -> Conversation[Report]:
    """One exchange about one space; returns what it did. Without `contents` no objects move, and
    without `log` no lines of the access log, without `parcels` nothing between teams.

    Failures of the vault itself are raised; those of the service and of what it says are problems
    in the report, and what was committed before them stays.
    """
    report = Report()
    try:
        talk = begin(store, means, report)
        talk.objects, talk.looks, talk.parcels = contents, log, parcels
        for name, stage in STAGES:
            yield from _timed(talk, name, stage)
            if name == "membership" and leaving.is_removed(talk):
                yield from _timed(talk, "leave", leaving.run)
                break
    except Frozen as frozen:
        report.is_frozen = True
        report.problems.append(frozen)
    except ServiceRefused as refused:
        report.wait = refused.wait
        is_unknown = refused.status == Status.NO_STANDING
        report.problems.append((leaving.refused(store) if is_unknown else None) or refused)
    except (Refused, Unreachable, Untrusted) as failure:
        report.problems.append(failure)
    if report.is_frozen and not any(isinstance(each, Frozen) for each in report.problems):
        report.problems += report.frozen_for
    store.keep_ended(_ended(report, means.now_ms()))
    return report


def _ended(report: Report, now_ms: int) -> Ended:
    took_ms = round(sum(report.seconds.values()) * 1000)
    return Ended(
        at_ms=now_ms,
        account=Account(report.sent, report.received, report.refused, took_ms),
        problems=tuple((problem.code, problem.facts) for problem in report.problems),
        is_frozen=report.is_frozen,
        was_reached=report.was_reached,
        skew_ms=report.skew_ms,
    )


def _timed(talk: Talk, name: str, stage: Stage) -> Conversation[None]:
    began = talk.means.seconds()
    try:
        yield from stage(talk)
    finally:
        talk.report.seconds[name] = round(talk.means.seconds() - began, 6)
