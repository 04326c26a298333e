"""The unit of an article with those below it, its people and what its desks receive, through the real services.

Names of units are real, people are invented. A catalogue of the years of the articles could not be had, so the desks
receive procedures of the shipped one, of the fields that the district and the communes had then.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from random import Random

from motcua.calendars import queries as calendars
from motcua.catalogue import queries as catalogue
from motcua.catalogue.services.open_offering import open_offering
from motcua.common import formats
from motcua.domain.limits import LimitUnit, TimeLimit
from motcua.domain.worktime import WorkCalendar
from motcua.dossiers.services.parties import Paper
from motcua.organisation import queries as organisation
from motcua.organisation import services
from motcua.organisation.actors import Actor, system_actor
from motcua.organisation.kinds import CodeScheme, Level
from motcua.organisation.roles import Role
from motcua.project.demo.people import citizen
from motcua.project.scenarios.articles import Town

AT_HEAD: Mapping[str, int] = {
    "1.001612": 24,
    "2.000720": 8,
    "2.000992": 30,
    "1.004859": 8,
    "1.013949": 12,
    "1.012796": 10,
    "1.014159": 8,
}
"""What a district received, by how often: household businesses, translators' signatures, corrections of civil status,
land, planning.
"""
AT_COMMUNE: Mapping[str, int] = {"2.000815": 60, "2.000884": 14, "2.000635": 12, "1.001193": 8, "1.004873": 6}
"""What a commune received: certified copies and signatures above all, then civil status."""

STAFF: Sequence[tuple[str, Role]] = (
    ("Công chức tiếp nhận và trả kết quả", Role.DESK_OFFICER),
    ("Chuyên viên thụ lý", Role.HANDLER),
    ("Trưởng bộ phận chuyên môn", Role.UNIT_HEAD),
    ("Chủ tịch", Role.LEADER),
    ("Văn thư", Role.CLERK),
)


@dataclass(frozen=True, slots=True)
class Service:
    """One procedure at a desk: the offering, the case that is always asked for, its papers, its term in working days
    (0: the same day), and how often it is asked for.
    """

    offering_id: int
    case_id: int
    papers: tuple[Paper, ...]
    days: int
    weight: int


@dataclass(slots=True)
class Office:
    """An authority with its desk: who does what there, and what it receives, the shortest term first."""

    id: int
    people: dict[Role, Actor] = field(default_factory=dict)
    services: list[Service] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Place:
    """The head and the communes of an article."""

    head: Office
    communes: tuple[Office, ...]
    calendar: WorkCalendar


def build(town: Town, *, since: date, at: datetime, chance: Random) -> Place:
    """Make the units with their people and open what they receive; everything holds from `since`."""
    maker = _Maker(since, at, chance)
    province = maker.unit(Level.PROVINCE, town.province, None, town.code[-3:])
    head = maker.office(town.head, Level.DISTRICT, province, town.code, AT_HEAD)
    communes = tuple(
        maker.office(name, Level.COMMUNE, head.id, town.commune_codes.format(number), AT_COMMUNE)
        for number, name in enumerate(town.communes, 1)
    )
    return Place(head, communes, calendars.current_calendar(head.id))


def working_days(limit: TimeLimit) -> int:
    """The working days that a term has at least; 0 for the same day."""
    if limit.unit is LimitUnit.SAME_DAY:
        return 0
    return limit.amount if limit.unit is LimitUnit.WORKING_DAYS else limit.amount * 5 // 7


class _Maker:
    """Makes units and people with one actor and one instant."""

    def __init__(self, since: date, at: datetime, chance: Random) -> None:
        self.since, self.at, self.chance = since, at, chance
        self.actor = system_actor()
        self.versions: dict[str, int] = {}

    def version(self, code: str) -> int:
        """The shipped version of a procedure."""
        if code not in self.versions:
            (found,) = catalogue.search(catalogue.Filters(text=code))[0].rows
            self.versions[code] = found.pk
        return self.versions[code]

    def unit(self, level: Level, name: str, parent: int | None, code: str = "") -> int:
        """Make a unit, with an identifier if it has one."""
        scheme = CodeScheme.AGENCY if "." not in code else CodeScheme.AGENCY_2016
        made = services.create_unit(
            level=level,
            name=name,
            parent_id=parent,
            valid_from=self.since,
            codes=[services.Code(code, scheme)] if code else [],
            actor=self.actor,
            at=self.at,
        )
        return made.pk

    def office(self, name: str, level: Level, parent: int, code: str, offered: Mapping[str, int]) -> Office:
        """Make an authority with its one-stop shop, its specialised office and one person for each role."""
        made = Office(self.unit(level, name, parent, code))
        short = name[0].lower() + name[1:]
        desk = self.unit(Level.ONE_STOP, f"Bộ phận Tiếp nhận và Trả kết quả {short}", made.id)
        office = self.unit(Level.OFFICE, f"Bộ phận chuyên môn {short}", made.id)
        where = {Role.DESK_OFFICER: desk, Role.HANDLER: office, Role.UNIT_HEAD: office}
        for title, role in STAFF:
            made.people[role] = self.person(title, role, where.get(role, made.id))
        self.open(made, desk, office, offered)
        return made

    def person(self, title: str, role: Role, unit_id: int) -> Actor:
        """Let an invented person hold a post and a role."""
        person = services.add_person(full_name=citizen(self.chance).name, actor=self.actor, at=self.at)
        services.open_assignment(
            person_id=person.pk, unit_id=unit_id, title=title, valid_from=self.since, actor=self.actor, at=self.at
        )
        starts = datetime.combine(self.since, time.min, tzinfo=formats.ZONE)
        services.grant_role(
            person_id=person.pk, role=role, unit_id=unit_id, starts_at=starts, actor=self.actor, at=self.at
        )
        return organisation.actor_of_person(person.pk, self.at)

    def open(self, made: Office, desk: int, office: int, offered: Mapping[str, int]) -> None:
        """Open the reception of procedures, and remember their first case."""
        for code, weight in offered.items():
            version_id = self.version(code)
            offering = open_offering(
                unit_id=desk,
                procedure_version_id=version_id,
                valid_from=self.since,
                competent_unit_id=made.id,
                executing_unit_id=office,
                actor=self.actor,
                at=self.at,
            )
            case = catalogue.cases_of(version_id)[0]
            papers = tuple(
                Paper(name=row.name, component_id=row.id, originals=row.originals, copies=row.copies)
                for row in case.components
                if row.is_document and row.required
            )
            days = working_days(catalogue.terms_of(offering.pk, case.id, "direct").limit)
            made.services.append(Service(offering.pk, case.id, papers, days, weight))
        made.services.sort(key=lambda service: service.days)
