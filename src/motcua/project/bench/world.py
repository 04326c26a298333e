"""Who receives what in the invented store: the demo's communes first, then as many more as were asked for."""

from datetime import datetime, time
from itertools import product
from typing import Any

from motcua.catalogue import queries as catalogue
from motcua.catalogue.services.open_offering import open_offering
from motcua.common import formats
from motcua.common.folding import fold
from motcua.domain.errors import LimitUnknown
from motcua.domain.limits import LimitUnit
from motcua.domain.worktime import local_date
from motcua.dossiers.queries import late_reasons
from motcua.organisation import queries as organisation
from motcua.organisation import services
from motcua.organisation.actors import system_actor
from motcua.organisation.kinds import AssignmentKind, Level, Sphere
from motcua.organisation.roles import Role
from motcua.project.bench.tables import Tables
from motcua.project.demo.cast import FOUNDED, Commune
from motcua.project.demo.people import GIVEN_FEMALE, GIVEN_MALE, MIDDLE_FEMALE, MIDDLE_MALE, SURNAMES
from motcua.project.demo.world import World

CHANNELS = ("online", "post", "direct")
FREQUENT = 16
"""How many procedures each further commune receives: those most asked for."""
STAFF = (
    ("Công chức tiếp nhận", Role.DESK_OFFICER),
    ("Chánh Văn phòng", Role.UNIT_HEAD),
    ("Chuyên viên", Role.HANDLER),
    ("Chủ tịch UBND xã", Role.LEADER),
    ("Văn thư", Role.CLERK),
)


def tables_of(world: World, communes: int, at: datetime) -> Tables:
    """The desks, what they receive on which terms, and the names of those who come."""
    cast, made = world.cast, Tables()
    places = [cast.commune, cast.neighbour]
    places += [_commune(world, number, at) for number in range(max(0, communes - len(places)))]
    for c, place in enumerate(places[: max(1, communes)]):
        _add_desk(made, world, c, place)
        _add_offers(made, world, c, place)
        _weigh(made, c)
    found = enumerate(late_reasons.reasons(local_date(at)))
    made.reasons = [{"i": i, "id": each.pk, "code": each.code, "words": each.words} for i, each in found]
    names = sorted({" ".join(parts) for parts in _names()})
    made.people = [{"i": i, "full_name": name, "folded": fold(name)} for i, name in enumerate(names)]
    return made


def _names() -> list[tuple[str, str, str]]:
    surnames = sorted(set(SURNAMES))
    male = product(surnames, sorted(set(MIDDLE_MALE)), GIVEN_MALE)
    return [*male, *product(surnames, sorted(set(MIDDLE_FEMALE)), GIVEN_FEMALE)]


def _commune(world: World, number: int, at: datetime) -> Commune:
    """A further commune with one office for everything and one person for each role."""
    code, name = f"H72.{200 + number}", f"Số {number + 1}"
    head = _unit(Level.COMMUNE, f"Xã {name}", world.cast.province, code, at)
    desk = _unit(Level.ONE_STOP, f"Trung tâm Phục vụ hành chính công xã {name}", head, f"{code}.01", at)
    office = _unit(Level.OFFICE, f"Văn phòng HĐND và UBND xã {name}", head, f"{code}.02", at)
    place = Commune(id=head, one_stop=desk, office=office, economy=office, culture=office)
    for (title, role), unit_id in zip(STAFF, (desk, office, office, head, head), strict=True):
        person = services.add_person(full_name=f"{SURNAMES[number % 8]} Văn {title.split()[-1].title()}",
                                     actor=system_actor(), at=at)  # fmt: skip
        services.open_assignment(
            person_id=person.pk,
            unit_id=unit_id,
            title=title,
            kind=AssignmentKind.MAIN,
            sphere=Sphere.STATE,
            valid_from=FOUNDED,
            actor=system_actor(),
            at=at,
        )
        starts = datetime.combine(FOUNDED, time.min, tzinfo=formats.ZONE)
        services.grant_role(
            person_id=person.pk, role=role, unit_id=unit_id, starts_at=starts, actor=system_actor(), at=at
        )
        world.people[str(role), unit_id].append(organisation.actor_of_person(person.pk, at))
    _open_like_the_first(world, place, at)
    return place


def _unit(level: Level, name: str, parent: int, code: str, at: datetime) -> int:
    made = services.create_unit(
        level=level,
        name=name,
        parent_id=parent,
        valid_from=FOUNDED,
        codes=[services.Code(code)],
        actor=system_actor(),
        at=at,
    )
    return made.pk


def _open_like_the_first(world: World, place: Commune, at: datetime) -> None:
    known = sorted(world.offerings[world.cast.commune.one_stop], key=lambda pair: -pair[1])[:FREQUENT]
    for row, _weight in known:
        open_offering(
            unit_id=place.one_stop,
            procedure_version_id=row.procedure_version_id,
            valid_from=FOUNDED,
            competent_unit_id=place.id,
            executing_unit_id=place.office,
            actor=system_actor(),
            at=at,
        )
    weights = {row.procedure_version_id: weight for row, weight in known}
    rows = catalogue.offerings_for({place.one_stop}, at.date(), most=1000)
    world.offerings[place.one_stop] = [(row, weights[row.procedure_version_id]) for row in rows]


def _someone(world: World, role: Role, unit_id: int, otherwise: int | None = None) -> int:
    people = world.people.get((str(role), unit_id)) or world.people.get((str(role), otherwise or unit_id)) or []
    assert people, f"nobody is {role} in {unit_id}"
    person_id = people[0].id
    assert person_id is not None
    return person_id


def _add_desk(made: Tables, world: World, c: int, place: Commune) -> None:
    made.desks.append(
        {
            "c": c,
            "unit": place.id,
            "one_stop": place.one_stop,
            "agency": organisation.agency_code(place.id, FOUNDED),
            "desk": _someone(world, Role.DESK_OFFICER, place.one_stop),
            "leader": _someone(world, Role.LEADER, place.id),
            "clerk": _someone(world, Role.CLERK, place.id),
        }
    )


def _add_offers(made: Tables, world: World, c: int, place: Commune) -> None:
    """What the desk receives, as far as its terms are counted in working time."""
    for row, weight in world.offerings[place.one_stop]:
        case = next(iter(world.cases_of(row)), None)
        offer = len(made.offers)
        terms = [_term(offer, row.id, case.id if case else None, channel) for channel in CHANNELS]
        steps = catalogue.steps_of(row.process_version_id)
        if None in terms or len(steps) != 7 or not world.people.get((str(Role.HANDLER), row.executing_unit_id)):
            continue
        made.terms += [term for term in terms if term is not None]
        found = catalogue.terms_of(row.id, case.id if case else None, "direct")
        made.offers.append(
            {
                "offer": offer,
                "c": c,
                "weight": weight,
                "offering": row.id,
                "procedure_version": row.procedure_version_id,
                "process_version": row.process_version_id,
                "sector": found.sector_id,
                "level": found.level,
                "with_fee": found.with_fee,
                "title": row.name,
                "mode": row.mode.value,
                "executing": row.executing_unit_id,
                "head": _someone(world, Role.UNIT_HEAD, row.executing_unit_id),
                "handler": _someone(world, Role.HANDLER, row.executing_unit_id),
                "step_names": [step.name for step in steps],
                "step_roles": [step.role for step in steps],
                **{f"limit{step.no}": step.limit.amount * 60 for step in steps},
            }
        )


def _term(offer: int, offering_id: int, case_id: int | None, channel: str) -> dict[str, Any] | None:
    """The limit in working minutes (None: the same day), or None where it is counted in calendar days."""
    try:
        terms = catalogue.terms_of(offering_id, case_id, channel)
    except LimitUnknown:
        return None
    per = {LimitUnit.WORKING_DAYS: 480, LimitUnit.WORKING_HOURS: 60, LimitUnit.SAME_DAY: 0}
    if terms.limit.unit not in per or terms.limit != terms.statutory_limit:
        return None
    minutes = terms.limit.amount * per[terms.limit.unit] or None
    texts = {"limit_text": str(terms.limit), "statutory_text": str(terms.statutory_limit)}
    term = offer * len(CHANNELS) + CHANNELS.index(channel)
    return {"term": term, "minutes": minutes, "case_id": case_id, **texts}


def _weigh(made: Tables, c: int) -> None:
    """Give each procedure as many slots of its desk as it is often asked for, and each desk its spots."""
    i = 0
    for row in made.offers:
        if row["c"] == c:
            first = c * 1_000_000 + i
            made.slots += [{"place": first + each, "offer": row["offer"]} for each in range(row["weight"])]
            i += row["weight"]
    made.spots += [{"i": 0, "c": c, "total": i}] * max(4, 30 - c // 4)
