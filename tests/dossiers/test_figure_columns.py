"""The plain rows that definitions read mirror the fact table: no column of one is unknown to the other."""

from dataclasses import fields

from motcua.domain.indicators.values import AWAITED, DossierFigures
from motcua.dossiers.models import DossierFact


def test_the_rows_of_figures_are_the_columns_of_the_fact_table() -> None:
    columns = {field.attname for field in DossierFact._meta.concrete_fields} - {"id"}
    assert {field.name for field in fields(DossierFigures)} - AWAITED == columns


def test_what_is_awaited_has_no_column_yet() -> None:
    assert not AWAITED & {field.attname for field in DossierFact._meta.concrete_fields}
    assert {field.name for field in fields(DossierFigures)} >= AWAITED
