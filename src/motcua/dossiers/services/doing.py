"""The way every action on an existing dossier goes: retry, version, policy, facts, plan, record."""

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import groupby

from django.db import IntegrityError, connection, transaction

from motcua.calendars import queries as calendars
from motcua.domain.errors import DossierChanged
from motcua.domain.lifecycle import Action
from motcua.dossiers import policies
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.dossiers.queries.clock import clock_events
from motcua.dossiers.queries.steps import steps_of_all
from motcua.dossiers.services.change import Change, Facts, Instants, each_at
from motcua.dossiers.services.record import record
from motcua.organisation.actors import Actor

Plan = Callable[[Facts], Change]
PlanAt = Callable[[Facts, datetime], Change]
After = Callable[[Facts, Change], None]

# Every press asks: as text, because making it by the ORM costs many times what it costs.
_MOVED_BY = "SELECT dossier_id FROM dossiers_dossierevent WHERE idempotency_key = %s"


def first_result(key: str) -> Dossier | None:
    """The dossier that an idempotency key already moved, as it stands now."""
    if not key:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_MOVED_BY, [key])
        found = cursor.fetchone()
    return None if found is None else Dossier.objects.get(pk=found[0])


def check_version(dossier: Dossier, expected: int | None) -> None:
    """Refuse when the page was drawn from another version than the one read now."""
    if expected is not None and expected != dossier.version:
        raise DossierChanged(dossier=dossier.code)


def gather(dossiers: Sequence[Dossier], *, with_clock: bool = False, with_history: bool = False) -> list[Facts]:
    """The facts of dossiers: steps and calendars by version, clock events and history only where asked."""
    steps = steps_of_all({d.process_version_id for d in dossiers if d.process_version_id is not None})
    ids = [dossier.pk for dossier in dossiers]
    clock = clock_events(ids) if with_clock else {}
    history = _history(ids) if with_history else {}
    versions = {d.calendar_version for d in dossiers} | {e.calendar_version or "" for es in clock.values() for e in es}
    loaded = calendars.calendars(versions - {""})
    return [
        Facts(
            dossier=dossier,
            steps=steps.get(dossier.process_version_id or 0, ()),
            calendar=loaded.get(dossier.calendar_version),
            clock=clock.get(dossier.pk, ()),
            calendars=loaded,
            history=history.get(dossier.pk, ()),
        )
        for dossier in dossiers
    ]


def _history(ids: Sequence[int]) -> dict[int, tuple[DossierEvent, ...]]:
    rows = DossierEvent.objects.filter(dossier_id__in=ids).order_by("dossier_id", "seq")
    return {dossier_id: tuple(events) for dossier_id, events in groupby(rows, key=lambda row: row.dossier_id)}


def perform(
    action: Action,
    dossier: Dossier,
    plan: Plan,
    *,
    actor: Actor,
    at: datetime,
    key: str = "",
    expected: int | None = None,
    with_clock: bool = False,
    with_history: bool = False,
    check: After | None = None,
    after: After | None = None,
) -> Dossier:
    """Do one action to one dossier: the way of every page, command and job.

    `check` may refuse a plan by what only the store knows, before anything is written. `after` runs in the same
    transaction once the rows are written (papers are issued there). A key seen before returns the dossier as it stands
    and writes nothing, also when two requests with one key race.
    """
    known = first_result(key)
    if known is not None:
        return known
    check_version(dossier, expected)
    policies.require(actor, action, dossier)
    (facts,) = gather([dossier], with_clock=with_clock, with_history=with_history)
    change = plan(facts)
    change.key = key
    if check is not None:
        check(facts, change)
    try:
        with transaction.atomic():
            (written,) = record([change], actor=actor, at=at)
            if after is not None:
                after(facts, change)
    except IntegrityError:
        return lost_race(key)
    return written


def perform_all(
    action: Action,
    dossiers: Sequence[Dossier],
    plan: PlanAt,
    *,
    actor: Actor,
    at: Instants,
    check: After | None = None,
) -> list[Dossier]:
    """Do the same action to many dossiers in one transaction: all of them or none.

    Each may have its own instant, as when a day's work of one person is written together.
    """
    if not dossiers:
        return []
    instants = each_at(at, len(dossiers))
    for dossier in dossiers:
        policies.require(actor, action, dossier)
    facts = gather(dossiers)
    changes = [plan(each, own) for each, own in zip(facts, instants, strict=True)]
    if check is not None:
        for each, change in zip(facts, changes, strict=True):
            check(each, change)
    with transaction.atomic():
        return record(changes, actor=actor, at=instants)


def lost_race(key: str) -> Dossier:
    """Two requests with one key: the other one wrote; anything else that broke a constraint is not ours to hide."""
    first = first_result(key)
    if first is None:
        raise
    return first
