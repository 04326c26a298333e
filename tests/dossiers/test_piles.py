"""A day's work of one person, written together: the rows of one by one at their own instants, with few statements."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext

from motcua.common import clock
from motcua.documents.models import IssuedPaper, PaperContent
from motcua.domain.errors import DossierChanged
from motcua.dossiers.models import (
    Apology,
    Applicant,
    Dossier,
    DossierComponent,
    DossierEvent,
    DossierFact,
    DossierUnit,
    StepFact,
)
from motcua.dossiers.services.accept import accept, accept_all
from motcua.dossiers.services.forward import forward, forward_all
from motcua.dossiers.services.resolve import resolve, resolve_all
from motcua.dossiers.services.return_result import return_all, return_result
from motcua.dossiers.services.submit_for_signature import submit_all_for_signature, submit_for_signature
from motcua.dossiers.services.take import take, take_all
from motcua.jobs.models import Outbox
from tests.factories import World, a_filing, a_party

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TABLES: tuple[type[models.Model], ...] = (
    Dossier,
    DossierUnit,
    Applicant,
    DossierComponent,
    DossierEvent,
    DossierFact,
    StepFact,
    Apology,
    Outbox,
    IssuedPaper,
    PaperContent,
)
UNLIKE = {"id", "public_id", "public_token", "salt", "seal", "search_key"}
"""What chance or the order of writing gives a row."""
MORNING = datetime(2026, 1, 12, 1, tzinfo=UTC)

Acts = Callable[[int, datetime], Any]


def at(hour: int, number: int, *, days: int = 0) -> datetime:
    """An instant of its own for each dossier; the second half of a pile is done a day later."""
    return MORNING + timedelta(hours=hour, minutes=7 * number, days=days + number // 2)


def stored() -> dict[str, list[str]]:
    """What the tables hold, in an order that does not depend on that of writing."""
    codes = dict(Dossier.objects.values_list("pk", "code"))
    papers = dict(IssuedPaper.objects.values_list("pk", "number"))

    def told(row: dict[str, Any]) -> str:
        told = {key: value for key, value in row.items() if key not in UNLIKE}
        for key in ("dossier_id", "subject_id"):
            told |= {key: codes[row[key]]} if key in row else {}
        told |= {"paper_id": papers.get(row["paper_id"])} if "paper_id" in row else {}
        if "data" in row:
            told["data"] = {k: v for k, v in row["data"].items() if k not in {"event", "public_url", "apology"}}
        return str(sorted(told.items()))

    return {model.__name__: sorted(map(told, model._default_manager.values())) for model in TABLES}


def one_by_one(world: World, number: int) -> None:
    """Each act at its own instant, by itself."""
    cast = world.cast
    for no in range(number):

        def act(do: Callable[..., Dossier], what: Any, who: Any, hour: int, no: int = no, **how: Any) -> Dossier:
            own = at(hour, no, days=how.pop("days", 0))
            with clock.set_to(own):
                return do(what, actor=who, at=own, **how)

        dossier = act(accept, a_filing(world, owner=a_party(f"Lê Văn {'ABCDEF'[no]}")), cast.desk_officer, 0)
        dossier = act(forward, dossier, cast.desk_officer, 1)
        dossier = act(take, dossier, cast.unit_head, 2)
        dossier = act(forward, dossier, cast.unit_head, 2, person_id=cast.handler.id)
        dossier = act(forward, dossier, cast.handler, 3)
        dossier = act(submit_for_signature, dossier, cast.unit_head, 4)
        dossier = act(forward, dossier, cast.leader, 5)
        dossier = act(resolve, dossier, cast.clerk, 6, days=8)
        act(return_result, dossier, cast.desk_officer, 7, days=8)


def in_piles(world: World, number: int, when: Callable[..., datetime] = at) -> None:
    """The same acts, each for all dossiers in one call."""
    cast = world.cast

    def act(do: Callable[..., list[Dossier]], what: Sequence[Any], who: Any, hour: int, **how: Any) -> list[Dossier]:
        days = how.pop("days", 0)
        own = [when(hour, no, days=days) for no in range(number)]
        with clock.set_to(own[0]):
            return do(what, actor=who, at=own, **how)

    filings = [a_filing(world, owner=a_party(f"Lê Văn {'ABCDEF'[no]}")) for no in range(number)]
    pile = act(accept_all, filings, cast.desk_officer, 0)
    pile = act(forward_all, pile, cast.desk_officer, 1)
    pile = act(take_all, pile, cast.unit_head, 2)
    pile = act(forward_all, pile, cast.unit_head, 2, person_id=cast.handler.id)
    pile = act(forward_all, pile, cast.handler, 3)
    pile = act(submit_all_for_signature, pile, cast.unit_head, 4)
    pile = act(forward_all, pile, cast.leader, 5)
    pile = act(resolve_all, pile, cast.clerk, 6, days=8)
    act(return_all, pile, cast.desk_officer, 7, days=8)


def test_a_pile_writes_in_every_table_what_is_written_one_by_one(world: World) -> None:
    """Over two days, to the end and beyond the date: numbers, instants of recording, facts, stays, duties, receipts."""
    found = []
    for way in (one_by_one, in_piles):
        with transaction.atomic():
            way(world, 5)
            found.append(stored())
            transaction.set_rollback(True)
    assert found[0].keys() == found[1].keys()
    for table, rows in found[0].items():
        assert rows == found[1][table], table
    assert {table: len(rows) for table, rows in found[0].items()} | {"DossierUnit": 0} == {
        "Dossier": 5, "DossierUnit": 0, "Applicant": 5, "DossierComponent": 10, "DossierEvent": 45, "DossierFact": 25,
        "StepFact": 35, "Apology": 5, "Outbox": 40, "IssuedPaper": 5, "PaperContent": 5,
    }  # fmt: skip


def test_a_larger_pile_asks_no_more_statements(world: World) -> None:
    def of_one_day(hour: int, number: int, *, days: int) -> datetime:
        return MORNING + timedelta(hours=hour, minutes=number)

    in_piles(world, 1, of_one_day)
    counted = []
    for number in (2, 6):
        with CaptureQueriesContext(connection) as queries:
            in_piles(world, number, of_one_day)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_a_dossier_that_somebody_moved_meanwhile_stops_the_pile_and_is_named(world: World) -> None:
    own = [at(0, no) for no in range(3)]
    pile = accept_all([a_filing(world)] * 3, actor=world.cast.desk_officer, at=own)
    forward(Dossier.objects.get(pk=pile[1].pk), actor=world.cast.desk_officer, at=at(1, 1))
    with pytest.raises(DossierChanged, match=pile[1].code), transaction.atomic():
        forward_all(pile, actor=world.cast.desk_officer, at=at(2, 0))
    assert [d.step_no for d in Dossier.objects.order_by("pk")] == [1, 2, 1]


def test_there_is_an_instant_for_each_dossier(world: World) -> None:
    with pytest.raises(ValueError, match="2 instants for 1 acts"):
        accept_all([a_filing(world)], actor=world.cast.desk_officer, at=[at(0, 0), at(0, 1)])
