"""What an acceptance pins: the limit for a case and a way of filing, and the steps of a process."""

from dataclasses import replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection

from motcua.catalogue.models import ChannelLimit, Commitment, Fee, Offering, ProcessStep, ProcessVersion
from motcua.catalogue.values import FeeLine, Terms, fee_is_due
from motcua.catalogue.vocabulary import Channel, LimitStatus
from motcua.domain.errors import LimitUnknown, NotFound
from motcua.domain.limits import TimeLimit
from motcua.domain.routing import Place, Step, StepKind
from motcua.domain.worktime import CountingMode
from motcua.organisation import queries as organisation

# Every acceptance asks what changes of an offering: as text, because making it by the ORM costs many times the answer.
_NOW = "SELECT public_id, valid_to FROM catalogue_offering WHERE id = %s"
_NOW_FIELDS: tuple[Any, ...] = tuple(Offering._meta.get_field(name) for name in ("public_id", "valid_to"))  # noqa: SLF001


def terms_of(offering_id: int, case_id: int | None, channel: str) -> Terms:
    """The terms on which an offering takes a dossier of this case, filed in this way (direct, post, online).

    The row that says most wins: own case and channel, own case in any channel, any case in this channel, any case in
    any channel. Raises LimitUnknown when no confirmed limit fits, or when several different ones fit equally well:
    a due date is never chosen by chance. One query, two where the limit has a process of its own.
    """
    with connection.cursor() as cursor:
        cursor.execute(_NOW, [offering_id])
        row = cursor.fetchone()
    if row is None:
        raise NotFound()
    public_id, valid_to = (field.to_python(value) for field, value in zip(_NOW_FIELDS, row, strict=True))
    terms, process_id = kept_terms(public_id, case_id, channel)
    return replace(terms, valid_to=valid_to, process_version_id=_in_force(process_id) or terms.process_version_id)


@lru_cache(maxsize=8192)
def kept_terms(public_id: UUID, case_id: int | None, channel: str) -> tuple[Terms, int | None]:
    """The terms as they were when the offering was opened, and the limit's own process where it has one.

    On what an offering stands is never changed (a confirmed limit in use is refused a change, a changed record is a new
    version), only its end and the version in force of a limit's own process; so the rest is read once per process, by
    an id that no other offering ever gets.
    """
    offering = Offering.objects.select_related("procedure", "procedure_version").get(public_id=public_id)
    row = _limit_row(offering, case_id, channel)
    statutory = TimeLimit.parse(row.limit)
    committed = Commitment.objects.filter(offering=offering, limit=row).first()
    terms = Terms(
        offering_id=offering.pk,
        code=offering.procedure.code,
        name=offering.procedure_version.name,
        sector_id=offering.procedure_version.sector_id,
        valid_from=offering.valid_from,
        valid_to=None,
        procedure_version_id=offering.procedure_version_id,
        process_version_id=offering.process_version_id,
        limit_id=row.pk,
        limit=TimeLimit.parse(committed.committed) if committed else statutory,
        statutory_limit=statutory,
        source=row.source,
        mode=CountingMode(offering.mode),
        unit_id=offering.unit_id,
        competent_unit_id=offering.competent_unit_id,
        executing_unit_id=offering.executing_unit_id,
        level=organisation.level_of(offering.competent_unit_id),
        fees=_fees(offering.procedure_version_id, case_id, channel),
    )
    return terms, row.process_id


def steps_of(process_version_id: int) -> tuple[Step, ...]:
    """The steps of a process version in the order of their numbers; empty when there is no such version."""
    return tuple(step_value(row) for row in ProcessStep.objects.filter(version_id=process_version_id).order_by("no"))


def step_value(row: ProcessStep) -> Step:
    """The pure value of a stored step."""
    return Step(
        no=row.no,
        name=row.name,
        role=row.role,
        place=Place(row.place),
        limit=TimeLimit.parse(row.limit),
        kind=StepKind(row.kind),
        paper=row.paper,
        next=tuple(row.next),
    )


def _limit_row(offering: Offering, case_id: int | None, channel: str) -> ChannelLimit:
    rows = [
        row
        for row in ChannelLimit.objects.filter(
            version_id=offering.procedure_version_id, status=LimitStatus.CONFIRMED
        ).order_by("no")
        if row.channel in (channel, Channel.ANY) and row.case_id in (case_id, None)
    ]
    best = max((_weight(row, channel) for row in rows), default=None)
    fitting = [row for row in rows if _weight(row, channel) == best]
    if len({(row.limit, row.process_id) for row in fitting}) != 1:
        raise LimitUnknown(procedure=offering.procedure.code)
    return fitting[0]


def _weight(row: ChannelLimit, channel: str) -> tuple[bool, bool]:
    return (row.case_id is not None, row.channel == channel)


def _in_force(process_id: int | None) -> int | None:
    """The version in force of a limit's own process; None where it has no own process, or that has ended."""
    if process_id is None:
        return None
    own = ProcessVersion.objects.filter(process_id=process_id, valid_to__isnull=True).first()
    return None if own is None else own.pk


def with_fee(version_id: int, case_id: int | None, channel: str) -> bool | None:
    """Whether the record of a procedure wants a fee for a case filed in this way; None where it does not tell."""
    return fee_is_due([fee.amount for fee in _fees(version_id, case_id, channel)])


def _fees(version_id: int, case_id: int | None, channel: str) -> tuple[FeeLine, ...]:
    rows = Fee.objects.filter(version_id=version_id, channel__in=(channel, Channel.ANY)).order_by("no")
    return tuple(
        FeeLine(name=row.name, amount=row.amount, text=row.text, note=row.note)
        for row in rows
        if row.case_id in (case_id, None)
    )
