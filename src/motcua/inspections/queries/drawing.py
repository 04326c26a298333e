"""What a spot check draws: the same function draws it first and draws it again to prove it."""

from collections import defaultdict
from dataclasses import dataclass

from motcua.domain import sampling
from motcua.dossiers.queries import populations
from motcua.inspections.models import SpotCheck


@dataclass(frozen=True, slots=True)
class Drawn:
    """The ids of the dossiers in the order in which they were drawn, from how many, and what stands for the whole."""

    items: tuple[int, ...]
    whole: int
    fingerprint: str


def population_of(check: SpotCheck) -> populations.Asked:
    """What a check is drawn from."""
    return populations.Asked(
        unit_id=check.unit_id,
        kind=check.population,
        at=check.drawn_at,
        up_to=check.up_to,
        first=check.first,
        last=check.last,
    )


def drawn(check: SpotCheck) -> Drawn:
    """Draw by the rule, seed and population of a check. One query."""
    ids: dict[str, int] = {}
    strata: dict[str, list[str]] = defaultdict(list)
    for member in populations.members(population_of(check)):
        ids[member.code] = member.dossier_id
        strata[str(member.executing_unit_id)].append(member.code)
    if check.stratified:
        codes = sampling.draw_from_each(strata, check.size, check.seed)
    else:
        codes = sampling.draw(ids, check.size, check.seed)
    return Drawn(tuple(ids[code] for code in codes), len(ids), sampling.fingerprint(ids))


def drawn_again(check: SpotCheck) -> bool:
    """Whether drawing again gives the same dossiers in the same order from the same whole. Two queries."""
    again = drawn(check)
    kept = tuple(check.items.order_by("place").values_list("dossier_id", flat=True))
    return (again.items, again.fingerprint) == (kept, check.fingerprint)
