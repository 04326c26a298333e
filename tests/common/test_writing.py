"""Rows written by prepared statements are the rows that Django itself would write."""

import uuid
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from motcua.common import writing
from motcua.documents.models import IssuedPaper, NumberSeries
from motcua.dossiers.models import Applicant, Dossier, DossierComponent, DossierEvent, DossierFact, DossierUnit
from tests.cast import AT, Cast
from tests.factories import a_world, an_accepted, later

pytestmark = [pytest.mark.django_db, pytest.mark.database]

APART: dict[type[models.Model], dict[str, Any]] = {
    Dossier: {"code": "X", "public_id": uuid.UUID(int=7), "public_token": "t" * 22},
    Applicant: {"role": "submitter"},
    DossierComponent: {"no": 77},
    DossierEvent: {"seq": 77, "data": {"từ": ["đ", 1, None]}},
    DossierFact: {"recorded_to": AT},
    IssuedPaper: {"sequence": 77, "public_id": uuid.UUID(int=8)},
}
"""What keeps a copy of a row apart from the row."""


def copies(model: type[models.Model], number: int = 1) -> list[models.Model]:
    """Unsaved copies of a row that a service wrote."""
    source = model._default_manager.order_by("pk").values().first()
    assert source is not None
    del source["id"]
    return [model(**{**source, **APART[model]}) for _ in range(number)]


def written(model: type[models.Model], *, by_django: bool) -> dict[str, Any]:
    """The stored columns of a copy, which is then taken away again."""
    with transaction.atomic():
        (row,) = copies(model)
        if by_django:
            model._default_manager.bulk_create([row])
        else:
            writing.insert([row])
        assert (row.pk is None, row._state.adding, row._state.db) == (False, False, "default")
        stored = model._default_manager.values().get(pk=row.pk)
        transaction.set_rollback(True)
    del stored["id"]
    return stored


@pytest.mark.parametrize("model", APART, ids=lambda model: model.__name__)
def test_a_row_is_written_as_django_writes_it(cast: Cast, model: type[models.Model]) -> None:
    an_accepted(a_world(cast))
    assert written(model, by_django=False) == written(model, by_django=True)


def test_many_rows_get_their_keys_in_order() -> None:
    rows = [NumberSeries(key=f"series {number:05}") for number in range(4000)]
    writing.insert(rows)
    stored = dict(NumberSeries.objects.values_list("pk", "key"))
    assert [stored[row.pk] for row in rows] == [row.key for row in rows]
    writing.insert([])


def test_a_row_that_is_there_is_refused_or_passed_over(cast: Cast) -> None:
    dossier = an_accepted(a_world(cast))
    known = dossier.units.values_list("unit_id", flat=True).order_by("id").first()
    assert known is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        writing.insert([DossierUnit(dossier=dossier, unit_id=known)])
    number = dossier.units.count()
    fresh = cast.commune.economy
    writing.insert([DossierUnit(dossier=dossier, unit_id=unit) for unit in (known, fresh)], unless_there=True)
    assert dossier.units.count() == number + 1


def test_a_row_is_changed_only_while_it_holds_what_was_read(cast: Cast) -> None:
    dossier = an_accepted(a_world(cast))
    values = {"sort_at": later(AT), "holder_id": None, "holder_unit": cast.commune.economy, "summary": "đã đổi"}
    assert not writing.update_if(dossier, {"version": dossier.version + 1}, values)
    assert writing.update_if(dossier, {"version": dossier.version}, values)
    stored = Dossier.objects.get(pk=dossier.pk)
    assert (stored.sort_at, stored.holder_id, stored.holder_unit_id) == (later(AT), None, cast.commune.economy)
    assert (stored.summary, dossier.summary) == ("đã đổi", "")


def test_many_rows_are_changed_together_or_not_at_all(cast: Cast) -> None:
    """Rows with different columns too; one that holds something else keeps all the others as they were."""
    world = a_world(cast)
    first, second, third = (an_accepted(world) for _ in range(3))
    changed = [
        writing.Update(first, {"version": first.version}, {"summary": "một", "asked_units": [1]}),
        writing.Update(second, {"version": second.version}, {"summary": "hai", "asked_units": []}),
        writing.Update(third, {"version": third.version}, {"sort_at": later(AT)}),
    ]
    stale = writing.Update(third, {"version": third.version + 1}, {"sort_at": later(AT)})
    kept = list(Dossier.objects.order_by("pk").values())
    assert not writing.update_all_if([*changed[:2], stale])
    assert list(Dossier.objects.order_by("pk").values()) == kept
    assert writing.update_all_if(changed)
    stored = Dossier.objects.order_by("pk")
    assert [row.summary for row in stored] == ["một", "hai", ""]
    assert [row.asked_units for row in stored] == [[1], [], []]
    assert stored[2].sort_at == later(AT)


@pytest.mark.parametrize("model", APART, ids=lambda model: model.__name__)
def test_a_new_row_is_what_the_constructor_makes(cast: Cast, model: type[models.Model]) -> None:
    """Values by attribute and by relation, defaults (made anew where they are made), state: all the same."""
    an_accepted(a_world(cast))
    (source,) = copies(model)
    values = {**source.__dict__}
    del values["_state"], values["id"]
    if "dossier_id" in values:
        del values["dossier_id"]
        values["dossier"] = Dossier.objects.get()
    ours, theirs = writing.new(model, **values), model(**values)
    assert {**ours.__dict__, "_state": None} == {**theirs.__dict__, "_state": None}
    assert (ours._state.fields_cache, ours._state.adding) == (theirs._state.fields_cache, theirs._state.adding)
    bare, other = writing.new(model).__dict__, writing.new(model).__dict__
    fresh = {"_state", "public_id"}
    assert {k: v for k, v in bare.items() if k not in fresh} == {
        k: v for k, v in model().__dict__.items() if k not in fresh
    }
    assert "public_id" not in bare or bare["public_id"] != other["public_id"]
