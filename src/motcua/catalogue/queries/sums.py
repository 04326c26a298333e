"""The sum of the steps of a process beside the limits it serves."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from motcua.catalogue.models import ChannelLimit, Offering, ProcedureVersion, ProcessStep, ProcessVersion
from motcua.catalogue.queries.terms import step_value
from motcua.catalogue.vocabulary import DOUBTFUL, LimitStatus
from motcua.domain import routing
from motcua.domain.limits import TimeLimit


@dataclass(frozen=True, slots=True)
class SumFinding:
    """One process version against one confirmed limit of its procedure."""

    code: str
    process: str
    version: int
    limit: TimeLimit
    check: routing.SumCheck


@dataclass(frozen=True, slots=True)
class DoubtfulOffering:
    """An offering in force whose procedure version has limits that nobody confirmed."""

    offering_id: int
    unit_id: int
    code: str
    doubtful: int


def sum_findings() -> tuple[int, list[SumFinding]]:
    """All process versions in force against the confirmed limits of the procedure's current version.

    Returns how many pairs were compared and those whose steps do not certainly fit. A limit with a process of its own
    is compared with that one only. Four queries.
    """
    versions = list(
        ProcessVersion.objects.select_related("process__procedure").filter(valid_to__isnull=True).order_by("pk")
    )
    steps = _steps([row.pk for row in versions])
    limits = _limits([row.process.procedure_id for row in versions])
    own = {row.process_id for rows in limits.values() for row in rows if row.process_id is not None}
    compared = 0
    found = []
    for row in versions:
        for limit in _served(row, limits.get(row.process.procedure_id, []), own):
            check = routing.check_sum(steps[row.pk], limit)
            compared += 1
            if check.fit in (routing.Fit.LONGER, routing.Fit.UNCLEAR):
                found.append(SumFinding(row.process.procedure.code, row.process.name, row.number, limit, check))
    return compared, found


def doubtful_offerings() -> list[DoubtfulOffering]:
    """Open offerings that stand on a doubtful limit; the service refuses them, so one here came in another way."""
    counts: defaultdict[int, int] = defaultdict(int)
    for version_id in ChannelLimit.objects.filter(status__in=sorted(DOUBTFUL)).values_list("version_id", flat=True):
        counts[version_id] += 1
    rows = Offering.objects.select_related("procedure").filter(valid_to__isnull=True).order_by("pk")
    return [
        DoubtfulOffering(row.pk, row.unit_id, row.procedure.code, counts[row.procedure_version_id])
        for row in rows
        if row.procedure_version_id in counts
    ]


def _served(version: ProcessVersion, rows: Collection[ChannelLimit], own: Collection[int]) -> list[TimeLimit]:
    process_id = version.process_id
    terms = [
        row.limit for row in rows if row.process_id == process_id or (row.process_id is None and process_id not in own)
    ]
    return [TimeLimit.parse(term) for term in dict.fromkeys(terms)]


def _steps(version_ids: Collection[int]) -> dict[int, list[routing.Step]]:
    found: defaultdict[int, list[routing.Step]] = defaultdict(list)
    for row in ProcessStep.objects.filter(version_id__in=version_ids).order_by("version_id", "no"):
        found[row.version_id].append(step_value(row))
    return found


def _limits(procedure_ids: Collection[int]) -> dict[int, list[ChannelLimit]]:
    found: defaultdict[int, list[ChannelLimit]] = defaultdict(list)
    current = ProcedureVersion.objects.filter(procedure_id__in=procedure_ids, valid_to__isnull=True)
    rows = ChannelLimit.objects.select_related("version").filter(version__in=current, status=LimitStatus.CONFIRMED)
    for row in rows.order_by("version_id", "no"):
        found[row.version.procedure_id].append(row)
    return found
