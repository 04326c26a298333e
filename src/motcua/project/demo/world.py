"""The stage of the demo: the cast, what its desks offer, and who acts for a role in a unit."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random

from motcua.calendars import queries as calendars
from motcua.catalogue import queries as catalogue
from motcua.catalogue.services.open_offering import open_offering
from motcua.catalogue.values import CaseRow, OfferingRow
from motcua.domain.errors import CalendarMissing
from motcua.domain.routing import MINUTES_PER_DAY, Measure, span_of
from motcua.domain.worktime import WorkCalendar
from motcua.organisation.actors import Actor, system_actor
from motcua.project.demo.cast import FOUNDED, Cast, Commune

OFFICE_SECTORS = ("Hộ tịch", "Chứng thực", "Nuôi con nuôi", "Hòa giải ở cơ sở", "Đăng ký, quản lý cư trú")
CULTURE_SECTORS = ("Giảm nghèo", "Phòng cháy", "Tổ chức cai nghiện")
"""Fields handled by the office and by culture and society, by how their names begin; the rest is economy's."""

LAND = "Đất đai"
PAYMENT_STOP = "quy định riêng của thủ tục (ví dụ trong bản trình diễn)"
"""What the demo's offerings of land procedures name as the ground on which the clock stands for a payment."""

NEVER = datetime.max.replace(tzinfo=UTC)

WEIGHTS = {
    "1.001193": 30,
    "1.000656": 14,
    "1.000894": 16,
    "1.004873": 40,
    "2.000635": 60,
    "2.000815": 90,
    "2.000884": 50,
    "1.004884": 10,
    "1.004859": 12,
    "1.004772": 6,
}
"""How often the frequent procedures are asked for; every other one has weight 2, a household business's 8."""


@dataclass
class World:
    """Everything the lives of dossiers need; one source of chance, so that a seed gives the same demo every time."""

    cast: Cast
    chance: Random
    calendar: WorkCalendar
    now: datetime
    offerings: dict[int, list[tuple[OfferingRow, int]]] = field(default_factory=dict)
    people: dict[tuple[str, int], list[Actor]] = field(default_factory=lambda: defaultdict(list))

    def who(self, role: str, unit_id: int) -> Actor:
        """Return somebody who holds the role in the unit."""
        return self.chance.choice(self.people[role, unit_id])

    def offering(self, desk: int) -> OfferingRow:
        """Return a procedure that somebody asks for at the desk."""
        rows = self.offerings[desk]
        return self.chance.choices([row for row, _ in rows], [weight for _, weight in rows])[0]

    def cases_of(self, row: OfferingRow) -> tuple[CaseRow, ...]:
        """Return the cases of the offering's procedure version."""
        return catalogue.cases_of(row.procedure_version_id)

    def days_of(self, row: OfferingRow, case: CaseRow, channel: str) -> int:
        """Return how many whole working days the term of a case has at the least."""
        limit = catalogue.terms_of(row.id, case.id, channel).limit
        return span_of(limit, Measure.WORKING_MINUTES).least // MINUTES_PER_DAY

    def working(self, at: datetime, minutes: float) -> datetime:
        """Return the instant so many working minutes after `at`; what no calendar reaches is not lived to see."""
        try:
            return self.calendar.add_minutes(at, max(1, int(minutes)))
        except CalendarMissing:
            return NEVER


def build(cast: Cast, *, seed: int, now: datetime) -> World:
    """Open the offerings of the commune and of one neighbour, and remember who acts where."""
    world = World(cast, Random(seed), calendars.current_calendar(cast.commune.id), now)  # noqa: S311  a demo, not a secret
    for member in cast.members.values():
        for grant in member.actor.grants:
            if grant.unit_id is not None:
                world.people[str(grant.role), grant.unit_id].append(member.actor)
    _open(cast.commune, {"office", "culture", "economy"}, now)
    _open(cast.neighbour, {"economy"}, now)
    for commune in (cast.commune, cast.neighbour):
        rows = catalogue.offerings_for({commune.one_stop}, now.date(), most=1000)
        world.offerings[commune.one_stop] = [(row, _weight(row)) for row in rows]
    return world


def _weight(row: OfferingRow) -> int:
    return WEIGHTS.get(row.code, 8 if "hộ kinh doanh" in row.sector.lower() else 2)


def _open(commune: Commune, offices: set[str], now: datetime) -> None:
    """Open every shipped procedure whose limits are confirmed, handled by the office that its field belongs to."""
    for version_id, sector in _confirmed():
        office = office_of(sector)
        if office in offices:
            open_offering(
                unit_id=commune.one_stop,
                procedure_version_id=version_id,
                valid_from=FOUNDED,
                competent_unit_id=commune.id,
                executing_unit_id=getattr(commune, office),
                payment_stop=PAYMENT_STOP if sector.startswith(LAND) else "",
                actor=system_actor(),
                at=now,
            )


def office_of(sector: str) -> str:
    """Return which office handles a field: "office", "culture" or "economy"."""
    if sector.startswith(OFFICE_SECTORS):
        return "office"
    return "culture" if sector.startswith(CULTURE_SECTORS) else "economy"


def _confirmed() -> Iterable[tuple[int, str]]:
    page, _count = catalogue.search(catalogue.Filters(state="confirmed"), size=1000)
    return [(version.pk, version.sector.name) for version in page.rows]
