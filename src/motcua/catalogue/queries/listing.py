"""The searchable list of procedures."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Count as Aggregate
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from motcua.catalogue import search_keys
from motcua.catalogue.models import ChannelLimit, Offering, ProcedureVersion, Sector, VersionLevel
from motcua.catalogue.vocabulary import DOUBTFUL, LimitStatus
from motcua.common.pagination import Count, KeysetPage, count, keyset


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of procedures is narrowed to; `state` is "", "doubtful", "confirmed" or "offered"."""

    text: str = ""
    sector_id: int | None = None
    level: str = ""
    state: str = ""
    unit_ids: frozenset[int] = frozenset()


_DOUBTFUL_ROWS = ChannelLimit.objects.filter(version_id=OuterRef("pk"), status__in=sorted(DOUBTFUL))
_CONFIRMED_ROWS = ChannelLimit.objects.filter(version_id=OuterRef("pk"), status=LimitStatus.CONFIRMED)


def procedures(filters: Filters) -> QuerySet[ProcedureVersion]:
    """The current versions that pass the filters, each knowing `doubtful` and `offered`."""
    open_here = Offering.objects.filter(procedure_id=OuterRef("procedure_id"), valid_to__isnull=True)
    if filters.unit_ids:
        open_here = open_here.filter(unit_id__in=sorted(filters.unit_ids))
    rows = (
        ProcedureVersion.objects.select_related("procedure", "sector")
        .filter(valid_to__isnull=True)
        .filter(search_keys.matching(filters.text))
        .annotate(doubtful=Exists(_DOUBTFUL_ROWS), offered=Exists(open_here))
    )
    if filters.sector_id is not None:
        rows = rows.filter(sector_id=filters.sector_id)
    if filters.level:
        rows = rows.filter(Exists(VersionLevel.objects.filter(version_id=OuterRef("pk"), level=filters.level)))
    return rows.filter(_state(filters.state))


def search(
    filters: Filters, *, after: str | None = None, before: str | None = None, size: int = 50
) -> tuple[KeysetPage[ProcedureVersion], Count]:
    """A page of procedures, best finds first (by name without a text), and how many there are. Two queries."""
    rows = procedures(filters)
    order = ["sort_key", "id"]
    if search_keys.has_words(filters.text):
        rows = rows.annotate(rank=search_keys.rank(filters.text), length=search_keys.length())
        order = ["rank", "length", *order]
    return keyset(rows, order, after=after, before=before, size=size), count(rows)


# Every list of dossiers offers the sectors: as text, because making it by the ORM costs many times the answer.
_CURRENT = """
SELECT sector.* FROM catalogue_sector sector WHERE EXISTS (
    SELECT 1 FROM catalogue_procedureversion version WHERE version.sector_id = sector.id AND version.valid_to IS NULL
) ORDER BY sector.search_key
"""


def sectors(*, offered: bool = False) -> list[Sector]:
    """The sectors that have a current procedure, or one that some unit receives now, by name. One query."""
    if not offered:
        return list(Sector.objects.raw(_CURRENT))
    used = ProcedureVersion.objects.filter(sector_id=OuterRef("pk"))
    used = used.filter(offerings__valid_to__isnull=True, offerings__isnull=False)
    return list(Sector.objects.filter(Exists(used)).order_by(F("search_key")))


def sector_names(sector_ids: Iterable[int]) -> dict[int, str]:
    """Names by id. One query."""
    return dict(Sector.objects.filter(pk__in=set(sector_ids)).values_list("id", "name"))


def _state(state: str) -> Q:
    return {
        "doubtful": Q(doubtful=True),
        "confirmed": Q(Exists(_CONFIRMED_ROWS), doubtful=False),
        "offered": Q(offered=True),
    }.get(state, Q())


@dataclass(frozen=True, slots=True)
class StateCounts:
    """How many procedures pass the other filters, in each state."""

    every: int
    offered: int
    confirmed: int
    doubtful: int


def state_counts(filters: Filters) -> StateCounts:
    """Counts for the chips above the list, whatever state the list shows. One query."""
    rows = procedures(replace(filters, state=""))
    found = rows.annotate(confirmed=Exists(_CONFIRMED_ROWS)).aggregate(
        every=Aggregate("pk"),
        offered_rows=Aggregate("pk", filter=Q(offered=True)),
        confirmed_rows=Aggregate("pk", filter=Q(confirmed=True, doubtful=False)),
        doubtful_rows=Aggregate("pk", filter=Q(doubtful=True)),
    )
    return StateCounts(found["every"], found["offered_rows"], found["confirmed_rows"], found["doubtful_rows"])
