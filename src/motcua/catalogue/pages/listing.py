"""Rows of the list of procedures."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from motcua.catalogue.models import ChannelLimit, ProcedureVersion
from motcua.catalogue.pages.words import level_words, limit_words
from motcua.catalogue.vocabulary import DOUBTFUL, LimitStatus


@dataclass(frozen=True, slots=True)
class ListRow:
    """One procedure in a list: `terms` are the confirmed limits in words, `doubt` the first doubt in words."""

    code: str
    label: str
    name: str
    sector: str
    levels: str
    terms: tuple[str, ...]
    doubt: str
    offered: bool


def list_rows(versions: Sequence[ProcedureVersion]) -> list[ListRow]:
    """The rows of one page; one query for all their limits."""
    limits: defaultdict[int, list[ChannelLimit]] = defaultdict(list)
    for limit in ChannelLimit.objects.filter(version__in=versions).order_by("version_id", "no"):
        limits[limit.version_id].append(limit)
    return [_row(version, limits[version.pk]) for version in versions]


def _row(version: ProcedureVersion, limits: Sequence[ChannelLimit]) -> ListRow:
    confirmed = [limit.limit for limit in limits if limit.status == LimitStatus.CONFIRMED]
    doubtful = [limit.status for limit in limits if limit.status in DOUBTFUL]
    return ListRow(
        code=version.procedure.code,
        label=version.short_name or version.name,
        name=version.name,
        sector=version.sector.name,
        levels=level_words(version.levels),
        terms=tuple(limit_words(term) for term in dict.fromkeys(confirmed)),
        doubt=str(LimitStatus(doubtful[0]).label) if doubtful else "",
        offered=bool(getattr(version, "offered", False)),
    )
