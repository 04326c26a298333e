"""Filling a new store with the situation of an article: dossier by dossier, or by declared figures."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from random import Random

from django.conf import settings
from django.db import connection, transaction

from motcua.audit import log
from motcua.common import clock
from motcua.domain.errors import StoreRefused
from motcua.domain.indicators.definitions import percentage
from motcua.domain.instants import midnight
from motcua.domain.published import Column
from motcua.domain.texts import Text, gettext_noop
from motcua.domain.typed_figures import CODE_OF, TypedFigure
from motcua.organisation.actors import import_actor, system_actor
from motcua.project.demo.store import MARK
from motcua.project.scenarios import towns, work
from motcua.project.scenarios.articles import Article, Claim, Scope, scaled
from motcua.reporting.reports.services.declare import declare

VERB = "scenario.built"
FIRST_UNITS = date(2016, 1, 1)
"""From when the units of a scenario are: before every article."""


@dataclass(frozen=True, slots=True)
class Built:
    """A store that was filled: whose units each line of figures counts, and what was done."""

    article: Article
    scale: int
    units: dict[str, frozenset[int]]
    head_id: int
    at: datetime
    dossiers: int


def refuse_unless_empty() -> None:
    """Raise StoreRefused where the store that the settings name holds units, people or dossiers."""
    with connection.cursor() as cursor:
        for table in ("organisation_unit", "organisation_account", "dossiers_dossier"):
            cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")  # noqa: S608  three fixed names
            if cursor.fetchone():
                reason = Text(gettext_noop("kho này đã có dữ liệu; hãy đặt MOTCUA_HOME sang một thư mục mới."))
                raise StoreRefused(what=settings.HOME, reason=reason)


def fill(article: Article, *, scale: int, seed: int, told: Callable[[int], None]) -> Built:
    """Build the situation in a migrated, empty store, which is marked as invented; `told` hears of dossiers received.

    `scale` 50 builds one dossier in fifty; declared figures are always those of the article.
    """
    refuse_unless_empty()
    Path(settings.HOME).mkdir(parents=True, exist_ok=True)
    (Path(settings.HOME) / MARK).write_text("Kho tình huống: người và hồ sơ đều không có thật.\n", encoding="utf-8")
    chance = Random(seed)  # noqa: S311  invented people, not secrets
    begun, over = midnight(article.period.starts), midnight(article.period.ends)
    with transaction.atomic(), clock.set_to(begun):
        place = towns.build(article.town, since=FIRST_UNITS, at=begun, chance=chance)
        log.write(system_actor().ref, VERB, "store", article.name, at=begun, data={"scale": scale})
    if article.dossiers:
        works = _works(article, place, scale, chance)
        work.live(works, article.period, place.calendar, chance, told)
    with transaction.atomic(), clock.set_to(over):
        declare(_declared(article, place.head.id, scale), actor=import_actor(article.source), at=over)
    return Built(
        article=article,
        scale=scale,
        units=_units(article, place),
        head_id=place.head.id,
        at=over,
        dossiers=to_build(article, scale),
    )


def to_build(article: Article, scale: int) -> int:
    """How many dossiers the situation has at a scale; none where the article's numbers are declared."""
    if not article.dossiers:
        return 0
    return sum(scaled(scope.counts[Column.RECEIVED], scale) for scope in article.scopes if scope.name)


def _works(article: Article, place: towns.Place, scale: int, chance: Random) -> list[work.Work]:
    """The work of the head and of each commune: what each line received is divided among its offices."""
    lines = [scope for scope in article.scopes if scope.name]
    works = []
    for scope, offices in zip(lines, ((place.head,), place.communes), strict=True):
        received = scaled(scope.counts[Column.RECEIVED], scale)
        staying = scaled(scope.counts.get(Column.PENDING, 0), scale)
        for office, share, open_share in zip(
            offices, _shares(received, len(offices), chance), _shares(staying, len(offices), chance), strict=True
        ):
            works.append(work.planned(office, share, open_share, article.period, place.calendar, chance))
    return works


def _shares(total: int, number: int, chance: Random) -> list[int]:
    """Divide a total among offices of different size, nothing lost."""
    weights = [chance.uniform(0.5, 1.5) for _ in range(number)]
    bounds = [round(total * sum(weights[:place]) / sum(weights)) for place in range(number + 1)]
    return [after - before for before, after in pairwise(bounds)]


def _units(article: Article, place: towns.Place) -> dict[str, frozenset[int]]:
    """The competent units that each line counts, by the line's name."""
    head, communes = frozenset({place.head.id}), frozenset(office.id for office in place.communes)
    named = [scope.name for scope in article.scopes if scope.name]
    return {"": head | communes} | dict(zip(named, (head, communes), strict=False))


def _declared(article: Article, unit_id: int, scale: int) -> list[TypedFigure]:
    """What somebody has to declare: the shares that were printed; without dossiers the counts too."""
    found = []
    for scope in article.scopes:
        if not article.dossiers:
            found += [
                _figure(article, scope, unit_id, CODE_OF[column], Decimal(count), scope.sentence)
                for column, count in scope.counts.items()
            ]
        found += [_claimed(article, scope, claim, unit_id, scale) for claim in scope.claims]
    return found


def _figure(
    article: Article, scope: Scope, unit_id: int, code: str, value: Decimal | None, sentence: str, **more: object
) -> TypedFigure:
    known: dict[str, object] = {
        "unit_id": unit_id,
        "scope": scope.name,
        "code": code,
        "period": article.period,
        "value": value,
        "source": f"{article.source}: {sentence}",
        "label": article.label,
        "closing": article.closing,
    }
    return TypedFigure(**(known | more))  # type: ignore[arg-type]


def _claimed(article: Article, scope: Scope, claim: Claim, unit_id: int, scale: int) -> TypedFigure:
    printed = claim.printed
    if scale > 1 and claim.parts is not None and article.dossiers:
        part, whole = (scaled(count, scale) for count in claim.parts)
        printed = percentage(part, whole)
    return _figure(
        article,
        scope,
        unit_id,
        f"rate.{claim.of.value}",
        printed,
        claim.sentence,
        base=claim.base,
        still_late=bool(claim.still_late),
    )
