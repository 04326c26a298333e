"""Rows with the figures they stand in: the same rows as each figure opens, told once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from motcua.domain.indicators import registry
from motcua.domain.indicators.definitions import rows_of
from motcua.domain.indicators.values import COLUMN_OF, Dimension, DossierFigures
from motcua.figures.engines import live
from motcua.figures.memberships import memberships
from motcua.figures.queries import row_ids
from motcua.figures.questions import Part
from tests.domain.indicators.rows import PERIOD, stores
from tests.figures.engines import fill
from tests.figures.test_readings import ASKED, CODES, ENGINES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytest_django.fixtures import DjangoAssertNumQueries

BY = (Dimension.LEVEL, Dimension.CHANNEL)


@settings(max_examples=10, deadline=None)
@given(stores)
def test_members_are_the_rows_of_each_figure(rows: list[DossierFigures]) -> None:
    by_id = {row.dossier_id: row for row in rows}
    for engine in ENGINES:
        fill(engine, DossierFigures, rows)
        found, divided = defaultdict(list), defaultdict(list)
        for member in memberships(CODES, ASKED, BY, bases=True, engine=engine):
            assert member.keys == tuple(getattr(by_id[member.id], COLUMN_OF[dimension]) for dimension in BY)
            for code in member.codes:
                found[code].append(member.id)
            for code in member.bases:
                divided[code].append(member.id)
        assert all(ids == sorted(ids) for ids in (*found.values(), *divided.values()))
        for code, definition in registry.OF_DOSSIERS.items():
            assert sorted(found[code]) == sorted(row.dossier_id for row in rows_of(definition, rows, PERIOD))
            assert divided[code] == row_ids(code, ASKED, part=Part.BASE, engine=engine)


@dataclass
class Endless:
    """An engine whose answer never ends; it tells how many rows were asked of it."""

    dialect: str = "sqlite"
    given: list[int] = field(default_factory=list)

    def rows(self, sql: str) -> Sequence[Sequence[Any]]:
        raise AssertionError("all rows at once")

    def streamed(self, sql: str) -> Iterator[Sequence[Any]]:
        while True:
            self.given.append(len(self.given) + 1)
            yield (self.given[-1], *(1 for _ in CODES))


def test_no_more_rows_are_held_than_are_looked_at() -> None:
    engine = Endless()
    assert [member.id for member in islice(memberships(CODES, ASKED, engine=engine), 7)] == engine.given
    assert len(engine.given) == 7


@pytest.mark.django_db
@pytest.mark.database
def test_the_store_gives_its_rows_by_one_statement_portion_by_portion(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    monkeypatch.setattr(live, "PORTION", 3)
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10) SELECT i FROM n"
    with django_assert_num_queries(1):
        assert [row[0] for row in live.Live().streamed(numbers)] == list(range(1, 11))
