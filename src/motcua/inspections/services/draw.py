"""Draw dossiers of a unit for a comparison with the shelf: at random, and so that anybody can draw them again."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.audit import log
from motcua.domain import sampling
from motcua.domain.errors import BadInput
from motcua.dossiers.queries import populations
from motcua.inspections import policies
from motcua.inspections.models import SpotCheck, SpotCheckItem
from motcua.inspections.queries.drawing import drawn
from motcua.inspections.vocabulary import Population
from motcua.organisation.actors import Actor

MOST: Final = 200
"""Dossiers of one check: more than this nobody compares in a day."""

PERIODS: Final = frozenset({Population.ACCEPTED, Population.ENDED})
"""Populations that are a period of days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be drawn: how many dossiers, of which unit and population; each executing unit its share if wished."""

    unit_id: int
    population: Population
    size: int
    first: date | None = None
    last: date | None = None
    stratified: bool = False


def draw(wanted: Wanted, *, actor: Actor, at: datetime, seed: str = "") -> SpotCheck:
    """Draw and keep what was drawn, by which rule and seed, from how many. Raises NotAllowed, BadInput.

    A draw is kept even if nobody goes to the shelf with it: whoever draws again until he likes the sample is seen.
    """
    person_id = policies.inspector(actor, wanted.unit_id)
    period = _period(wanted)
    if not 1 <= wanted.size <= MOST:
        raise BadInput(field="size", value=wanted.size, remedy=_("Rút từ 1 đến %(most)s hồ sơ.") % {"most": MOST})
    check = SpotCheck(
        unit_id=wanted.unit_id,
        population=wanted.population.value,
        first=period[0],
        last=period[1],
        stratified=wanted.stratified,
        drawn_at=at,
        drawn_by_id=person_id,
        rule=sampling.RULE,
        seed=seed or secrets.token_hex(16),
        up_to=populations.last_entered(),
        size=wanted.size,
    )
    found = drawn(check)
    if not found.items:
        raise BadInput(
            field="population",
            value=wanted.population.label,
            remedy=_("Không có hồ sơ nào như vậy. Chọn kỳ hoặc đơn vị khác."),
        )
    check.whole, check.fingerprint = found.whole, found.fingerprint
    with transaction.atomic():
        check.save(force_insert=True)
        SpotCheckItem.objects.bulk_create(
            SpotCheckItem(check_of=check, place=place, dossier_id=dossier_id)
            for place, dossier_id in enumerate(found.items, 1)
        )
        log.write(actor.ref, "inspections.drawn", "spot_check", check.public_id, at=at, data={"size": len(found.items)})
    return check


def _period(wanted: Wanted) -> tuple[date | None, date | None]:
    """The days of a population that is a period; none of another."""
    if wanted.population not in PERIODS:
        return None, None
    if wanted.first is None:
        raise BadInput(field="first", value="", remedy=_("Nhập ngày đầu của kỳ."))
    if wanted.last is None or wanted.last < wanted.first:
        raise BadInput(field="last", value=wanted.last or "", remedy=_("Nhập ngày cuối của kỳ, không trước ngày đầu."))
    return wanted.first, wanted.last
