"""A person says, with the source, what a published limit means; nothing else makes a doubtful limit usable."""

from datetime import datetime

from django.db import transaction

from motcua.audit import log
from motcua.catalogue.models import Case, ChannelLimit, Offering
from motcua.catalogue.policies import Action, require
from motcua.catalogue.vocabulary import Certainty, LimitStatus
from motcua.domain.errors import NotFound, SourceMissing, VersionInUse
from motcua.domain.limits import TimeLimit
from motcua.organisation.actors import Actor


def confirm_limit(
    *,
    limit_id: int,
    limit: TimeLimit,
    source: str,
    actor: Actor,
    at: datetime,
    source_url: str = "",
    certainty: str = Certainty.LAW,
    case_id: int | None = None,
) -> ChannelLimit:
    """Confirm that the row means `limit`, for one case of its version if `case_id` is given.

    source: article, clause and number of the text, at least three characters. Raises SourceMissing, VersionInUse (a
    confirmed limit on which an offering stands is changed only by a new version), NotAllowed, NotFound.
    """
    with transaction.atomic():
        row = _open_row(limit_id, actor)
        if case_id is not None and not Case.objects.filter(pk=case_id, version_id=row.version_id).exists():
            raise NotFound()
        row.status = LimitStatus.CONFIRMED
        row.limit = str(limit)
        row.case_id = case_id if case_id is not None else row.case_id
        row.certainty = certainty
        _sign(row, source, source_url, actor, at)
        log.write(actor.ref, "catalogue.limit_confirmed", "channel_limit", row.pk, at=at, data={"limit": str(limit)})
    return row


def dismiss_limit(*, limit_id: int, source: str, actor: Actor, at: datetime, source_url: str = "") -> ChannelLimit:
    """Say that the row does not apply (it concerns another body, or repeats another row), with the source for it."""
    with transaction.atomic():
        row = _open_row(limit_id, actor)
        row.status = LimitStatus.DISMISSED
        row.limit = ""
        _sign(row, source, source_url, actor, at)
        log.write(actor.ref, "catalogue.limit_dismissed", "channel_limit", row.pk, at=at, data={})
    return row


def _open_row(limit_id: int, actor: Actor) -> ChannelLimit:
    require(actor, Action.CONFIRM_LIMIT)
    row = ChannelLimit.objects.select_for_update().filter(pk=limit_id).first()
    if row is None:
        raise NotFound()
    if Offering.objects.filter(procedure_version_id=row.version_id).exists():
        raise VersionInUse()
    return row


def _sign(row: ChannelLimit, source: str, source_url: str, actor: Actor, at: datetime) -> None:
    if len(source.strip()) < 3:
        raise SourceMissing(field="source", value=source)
    row.source = source.strip()
    row.source_url = source_url.strip()
    row.confirmed_at = at
    row.confirmed_by_kind = actor.ref.kind
    row.confirmed_by_id = actor.ref.id
    row.confirmed_by_label = actor.label
    row.save()
