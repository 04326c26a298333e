"""The outbox: what happened is written where it happened, and taken over by its consumer once that committed.

Nothing in it can be lost: a message waits until it was taken over or a person has looked at it. A consumer that writes
to the store in the transaction that marks its messages writes once; what it does outside may happen again.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from motcua.audit import log
from motcua.audit.actors import ActorRef
from motcua.common import writing
from motcua.domain.errors import NotFound
from motcua.jobs.gaps import gap
from motcua.jobs.models import Outbox
from motcua.jobs.registry import LEASE, MOST_ATTEMPTS, Consumer, Entry
from motcua.jobs.services.leases import Instants, Stopping, never, new_incident, new_lease

logger = logging.getLogger(__name__)

KEPT = timedelta(days=30)
"""How long a message stays after it was taken over: what happened stands in the event anyway."""

PORTION = 1000


@dataclass(frozen=True, slots=True)
class Message:
    """What is to be told: topic (`dossier.accepted`), subject by kind and id, ids and codes, instant of effect."""

    topic: str
    subject_kind: str
    subject_id: int
    at: datetime
    data: Mapping[str, Any] = field(default_factory=dict)


class LeaseLost(Exception):  # noqa: N818  not a fault: another worker has the messages
    """The lease ran out before the messages were marked; the transaction must not commit."""


def put(messages: Sequence[Message]) -> None:
    """Write messages in the caller's transaction, all with one statement: they exist if and only if it commits."""
    writing.insert(
        [
            writing.new(
                Outbox,
                topic=message.topic,
                subject_kind=message.subject_kind,
                subject_id=message.subject_id,
                data=dict(message.data),
                at=message.at,
                next_at=message.at,
            )
            for message in messages
        ],
        keyless=True,
    )


def take(
    prefixes: Sequence[str], limit: int, *, at: datetime, lease: timedelta = LEASE, attempts: int = MOST_ATTEMPTS
) -> list[Entry]:
    """Lease up to `limit` due messages of topics that begin with one of the prefixes, oldest first.

    On PostgreSQL rows that another worker is taking are passed over; on SQLite one transaction writes at a time. A
    message that killed its worker `attempts` times is laid aside for a person.
    """
    due = Outbox.objects.filter(_waiting(prefixes), next_at__lte=at).order_by("next_at", "id")
    if not due.exists():
        return []
    name = new_lease()
    with transaction.atomic():
        rows = list(due.select_for_update(skip_locked=True)[:limit])
        spent = [row.pk for row in rows if row.attempts >= attempts]
        if spent:
            logger.error("outbox_abandoned", extra={"messages": len(spent)})
            Outbox.objects.filter(pk__in=spent).update(failed_at=at, incident=new_incident(), leased_by="")
        mine = [row for row in rows if row.attempts < attempts]
        Outbox.objects.filter(pk__in=[row.pk for row in mine]).update(
            leased_by=name, next_at=at + lease, attempts=F("attempts") + 1
        )
    return [_entry(row, name) for row in mine]


def mark(entries: Sequence[Entry], *, at: datetime) -> None:
    """Say that leased messages were taken over, in the transaction that did so. Raises LeaseLost."""
    if entries and _held(entries).update(taken_at=at, leased_by="", incident="") != len(entries):
        raise LeaseLost(entries[0].lease)


def give_back(entries: Sequence[Entry], *, at: datetime, incident: str = "", attempts: int = MOST_ATTEMPTS) -> None:
    """Let leased messages wait for another attempt, each time longer; after the last one a person must look."""
    for entry in entries:
        tried = entry.attempts + 1
        end = {"failed_at": at} if tried >= attempts else {"next_at": at + gap(tried)}
        _held([entry]).update(leased_by="", incident=incident, **end)


def run_consumer(consumer: Consumer, instants: Instants, *, stopping: Stopping = never) -> int:
    """Hand over what is due, portion by portion; return how many messages were taken over."""
    done = 0
    while not stopping():
        entries = take(consumer.prefixes, consumer.portion, at=instants.now(), lease=consumer.lease)
        if not entries:
            break
        done += _hand_over(consumer, entries, instants)
    return done


def resend(public_id: UUID, *, actor: ActorRef, at: datetime) -> None:
    """Let a message that was laid aside be tried again. Raises NotFound."""
    with transaction.atomic():
        aside = Outbox.objects.filter(public_id=public_id, failed_at__isnull=False)
        if not aside.update(failed_at=None, attempts=0, next_at=at, incident=""):
            raise NotFound(subject="outbox", value=str(public_id))
        log.write(actor, "jobs.message_tried_again", "outbox", public_id, at=at)


def forget(at: datetime) -> int:
    """Delete messages that were taken over long ago; return how many."""
    gone = 0
    while True:
        old = Outbox.objects.filter(taken_at__lt=at - KEPT).order_by("id").values_list("pk", flat=True)[:PORTION]
        deleted, _by_model = Outbox.objects.filter(pk__in=list(old)).delete()
        gone += deleted
        if deleted < PORTION:
            return gone


def _hand_over(consumer: Consumer, entries: Sequence[Entry], instants: Instants) -> int:
    """Hand over a portion; if that fails, one message at a time, so that one bad one does not hold up the others."""
    error = _tried(consumer, entries, instants)
    if error is None:
        return len(entries)
    if len(entries) > 1:
        return sum(_hand_over(consumer, [entry], instants) for entry in entries)
    if not isinstance(error, LeaseLost):
        incident = new_incident()
        told = {"topic": entries[0].topic, "outbox": str(entries[0].public_id), "incident": incident}
        logger.error("message_failed", exc_info=error, extra=told)
        give_back(entries, at=instants.now(), incident=incident)
    return 0


def _tried(consumer: Consumer, entries: Sequence[Entry], instants: Instants) -> Exception | None:
    at = instants.now()
    try:
        with transaction.atomic():
            consumer.handle(entries, at)
            mark(entries, at=at)
    except Exception as error:  # noqa: BLE001  any fault of a consumer is a message that waits, not a dead worker
        return error
    return None


def _waiting(prefixes: Sequence[str]) -> Q:
    topics = reduce(or_, (Q(topic__startswith=prefix) for prefix in prefixes))
    return Q(taken_at__isnull=True, failed_at__isnull=True) & topics


def _held(entries: Sequence[Entry]) -> Any:
    ids = [entry.id for entry in entries]
    return Outbox.objects.filter(pk__in=ids, leased_by=entries[0].lease, taken_at__isnull=True)


def _entry(row: Outbox, lease: str) -> Entry:
    return Entry(
        id=row.pk,
        public_id=row.public_id,
        topic=row.topic,
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        data=row.data,
        at=row.at,
        attempts=row.attempts,
        lease=lease,
    )
