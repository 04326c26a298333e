"""Rows with the figures they stand in: the same rows as each figure opens, told once."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import given, settings

from motcua.domain.indicators import registry
from motcua.domain.indicators.definitions import rows_of
from motcua.domain.indicators.values import COLUMN_OF, Dimension, DossierFigures
from motcua.figures.memberships import memberships
from tests.domain.indicators.rows import PERIOD, stores
from tests.figures.engines import fill
from tests.figures.test_readings import ASKED, CODES, ENGINES

BY = (Dimension.LEVEL, Dimension.CHANNEL)


@settings(max_examples=10, deadline=None)
@given(stores)
def test_members_are_the_rows_of_each_figure(rows: list[DossierFigures]) -> None:
    by_id = {row.dossier_id: row for row in rows}
    for engine in ENGINES:
        fill(engine, DossierFigures, rows)
        found = defaultdict(list)
        for member in memberships(CODES, ASKED, BY, engine=engine):
            assert member.keys == tuple(getattr(by_id[member.id], COLUMN_OF[dimension]) for dimension in BY)
            for code in member.codes:
                found[code].append(member.id)
        for code, definition in registry.OF_DOSSIERS.items():
            assert sorted(found[code]) == sorted(row.dossier_id for row in rows_of(definition, rows, PERIOD))
