"""Every page that lists something asks the database as often for ten rows as for a hundred."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.calendars.models import Calendar
from motcua.calendars.services.drafts import open_draft
from motcua.calendars.services.edit import add_special_day
from motcua.catalogue.models import Procedure
from motcua.catalogue.national import read_record
from motcua.catalogue.services.publish import publish
from motcua.catalogue.vocabulary import Origin
from motcua.common import clock
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.accept import accept_all
from motcua.dossiers.services.drafts import save_draft
from motcua.dossiers.services.forward import forward, forward_all
from motcua.dossiers.services.parties import Paper
from motcua.dossiers.services.send_back import send_back
from motcua.organisation import services
from motcua.organisation.actors import import_actor
from motcua.organisation.kinds import AssignmentKind, Level
from motcua.organisation.models import Person, Unit
from motcua.organisation.roles import Role
from tests.cast import AT, Cast, cast
from tests.catalogue.records import record
from tests.factories import PROCEDURE, World, a_filing, a_world, at_step

__all__ = ["cast"]

pytestmark = [pytest.mark.django_db, pytest.mark.database]

_numbers = count(1)


@pytest.fixture
def world(cast: Cast) -> World:
    return a_world(cast)


def grow_dossiers(world: World, number: int) -> None:
    """Dossiers at the desk, dossiers waiting in the office, results to be handed out."""
    desk = world.cast.desk_officer
    accept_all([a_filing(world)] * number, actor=desk, at=AT)
    waiting = accept_all([a_filing(world)] * number, actor=desk, at=AT)
    forward_all(waiting, actor=desk, at=AT)
    for _ in range(number // 3 + 1):
        at_step(world, 7)


def grow_one_dossier(world: World, number: int) -> None:
    """Events and papers of the newest dossier."""
    dossier = at_step(world, 2, papers=tuple(Paper(name=f"Giấy {n}", originals=1) for n in range(number)))
    for _ in range(number // 2):
        dossier = send_back(dossier, note="Thiếu", actor=world.cast.unit_head, at=AT + timedelta(hours=1))
        dossier = forward(dossier, actor=world.cast.desk_officer, at=AT + timedelta(hours=1))


def grow_organisation(world: World, number: int) -> None:
    """Communes in the province; people with posts in the one-stop shop, one of them with many posts and roles."""
    system: dict[str, Any] = {"actor": world.cast.administrator, "at": AT}
    for _ in range(number):
        n = next(_numbers)
        unit = services.create_unit(
            level=Level.COMMUNE,
            name=f"Xã Thứ {n}",
            parent_id=world.cast.province,
            valid_from=date(2025, 7, 1),
            codes=[services.Code(f"H72.{n + 200}")],
            **system,
        )
        person = services.add_person(full_name=f"Người Thứ {n}", **system)
        clerk, since = world.cast.members["clerk"].person_id, date(2026, 1, 1)
        for who, where in ((person.pk, world.cast.commune.one_stop), (clerk, unit.pk)):
            services.open_assignment(
                person_id=who,
                unit_id=where,
                title="Công chức",
                kind=AssignmentKind.CONCURRENT if who == clerk else AssignmentKind.MAIN,
                valid_from=since,
                **system,
            )
        services.grant_role(person_id=clerk, role=Role.CLERK, unit_id=unit.pk, starts_at=AT, **system)


def grow_drafts(world: World, number: int) -> None:
    """Drafts of the desk officer."""
    for n in range(number):
        save_draft(
            data={"label": f"Thủ tục {n}", "key": f"k{next(_numbers)}", "owner-full_name": "Trần Văn Nháp"},
            actor=world.cast.desk_officer,
            at=AT,
            offering_id=world.offering_id,
        )


def grow_calendar(world: World, number: int) -> None:
    """Special days in the draft of the national calendar."""
    calendar = Calendar.objects.get(unit__isnull=True)
    draft = calendar.versions.filter(state="draft").first() or open_draft(
        calendar_id=calendar.pk, actor=world.cast.administrator, at=AT
    )
    taken = set(draft.special_days.values_list("on", flat=True))
    free = (date(2026, 1, 5) + timedelta(days=n) for n in range(360))
    days = [on for on in free if on not in taken and on.weekday() < 5][:number]
    for on in days:
        add_special_day(
            draft_id=draft.pk,
            on=on,
            kind="holiday",
            name="Nghỉ thử",
            replaces=None,
            source="thử",
            actor=world.cast.administrator,
            at=AT,
        )


def grow_catalogue(world: World, number: int) -> None:
    """Procedures of several fields, and one with as many cases and papers."""
    numbers = [next(_numbers) for _ in range(number)]
    made = [record(f"9.{n:06}", name=f"Bản sao thử {n}", field=f"Lĩnh vực {n % 7}") for n in numbers]
    papers = [{"name": f"Giấy {n}", "originals": 1, "copies": 0} for n in numbers]
    cases = [{"case": f"Trường hợp {n}", "components": papers[:3]} for n in numbers]
    made.append(record(f"9.9{numbers[-1]:05}", cases=[{"case": None, "components": papers}, *cases]))
    publish([read_record(each) for each in made], origin=Origin.NATIONAL, actor=import_actor("thử"), at=AT)


def unit(world: World) -> str:
    return str(Unit.objects.get(pk=world.cast.commune.one_stop).public_id)


def person(world: World) -> str:
    return str(Person.objects.get(pk=world.cast.members["clerk"].person_id).public_id)


def newest() -> str:
    return Dossier.objects.order_by("-pk").values_list("code", flat=True)[0]


def draft_address() -> str:
    return reverse("calendars:draft", args=[Calendar.objects.get(unit__isnull=True).public_id, 2026])


PERIOD = "?tu=2026-01-01&den=2026-01-31"
Grow = Callable[[World, int], None]
Address = Callable[[World], str]
LISTS: dict[str, tuple[Grow, str, Address]] = {
    "my work of the desk": (grow_dossiers, "desk_officer", lambda _: reverse("desk:my_work")),
    "my work of a head": (grow_dossiers, "unit_head", lambda _: reverse("desk:my_work")),
    "my work of the head of one-stop": (grow_dossiers, "one_stop_head", lambda _: reverse("desk:my_work")),
    "the list": (grow_dossiers, "desk_officer", lambda _: reverse("desk:list")),
    "the list with a filter": (grow_dossiers, "leader", lambda _: reverse("desk:list") + "?q=khai&thoi_gian=intime"),
    "the list of the auditor": (grow_dossiers, "auditor", lambda _: reverse("desk:list") + "?nhom=tat-ca"),
    "search": (grow_dossiers, "desk_officer", lambda _: reverse("desk:search") + "?q=nguyen+van+khai"),
    "results": (grow_dossiers, "desk_officer", lambda _: reverse("desk:results")),
    "the register": (
        grow_dossiers,
        "desk_officer",
        lambda _: reverse("desk:register") + "?tu=2026-01-01&den=2026-01-31",
    ),
    "the register on paper": (
        grow_dossiers,
        "desk_officer",
        lambda w: reverse("desk:register_pdf", args=[w.cast.commune.one_stop]) + PERIOD,
    ),
    "drafts": (grow_drafts, "desk_officer", lambda _: reverse("desk:intake")),
    "a dossier with its events": (
        grow_one_dossier,
        "desk_officer",
        lambda _: reverse("desk:dossier", args=[newest()]) + "?dien-bien=1",
    ),
    "a control slip": (grow_one_dossier, "desk_officer", lambda _: reverse("desk:control_slip", args=[newest()])),
    "the public page of a dossier": (
        grow_one_dossier,
        "",
        lambda _: reverse("portal:dossier", args=[Dossier.objects.order_by("-pk")[0].public_token]),
    ),
    "units": (grow_organisation, "administrator", lambda _: reverse("organisation:tree")),
    "units found": (grow_organisation, "handler", lambda _: reverse("organisation:tree") + "?q=xa+thu"),
    "a unit": (grow_organisation, "administrator", lambda w: reverse("organisation:unit", args=[unit(w)])),
    "people": (grow_organisation, "handler", lambda _: reverse("organisation:people")),
    "people found": (grow_organisation, "handler", lambda _: reverse("organisation:people") + "?q=nguoi"),
    "a person": (grow_organisation, "administrator", lambda w: reverse("organisation:person", args=[person(w)])),
    "a calendar draft": (grow_calendar, "administrator", lambda _: draft_address()),
    "procedures": (grow_catalogue, "procedure_controller", lambda _: reverse("catalogue:procedures")),
    "procedures found": (grow_catalogue, "", lambda _: reverse("catalogue:public_procedures") + "?q=ban+sao+thu"),
    "the public home": (grow_catalogue, "", lambda _: reverse("home")),
    "a procedure with its cases": (
        grow_catalogue,
        "administrator",
        lambda _: reverse("catalogue:procedure", args=[Procedure.objects.order_by("-pk")[0].code]),
    ),
    "the procedure of the commune": (
        grow_catalogue,
        "",
        lambda _: reverse("catalogue:public_procedure", args=[PROCEDURE]),
    ),
}

STOP_EARLY = {"search"}
"""Searching looks in one place after the other until there is a page full: the more there is, the fewer it asks."""


GROWN = sorted({grow for grow, _who, _address in LISTS.values()}, key=lambda grow: grow.__name__)


@pytest.mark.parametrize("grow", GROWN, ids=lambda grow: grow.__name__)
def test_pages_ask_as_often_for_a_hundred_rows_as_for_ten(world: World, grow: Grow) -> None:
    names = [name for name, row in LISTS.items() if row[0] is grow]
    asked: list[dict[str, list[str]]] = []
    with clock.set_to(AT + timedelta(hours=2)):
        for number in (10, 90):
            grow(world, number)
            asked.append({name: _queries(world, name) for name in names})
    ten, hundred = ({name: len(queries) for name, queries in each.items()} for each in asked)
    for name in STOP_EARLY & set(names):
        hundred[name] = max(hundred[name], ten[name])
    assert ten == hundred, {n: _repeated(asked[1][n]) for n in names if ten[n] != hundred[n]}


def _queries(world: World, name: str) -> list[str]:
    """What one opening of a page asks the database, once everything that is kept by the process is there."""
    _grow, who, address = LISTS[name]
    client, path = Client(), address(world)
    if who:
        client.force_login(get_user_model().objects.get(username=world.cast.members[who].username))
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as seen:
        client.get(path)
    return [query["sql"] for query in seen]


def _repeated(queries: list[str]) -> str:
    """The beginnings of queries asked most often, to see which one grows."""
    begun = [query[:160] for query in queries]
    often = sorted(set(begun), key=begun.count, reverse=True)[:3]
    return "\n".join(f"{begun.count(query)} × {query}" for query in often)
