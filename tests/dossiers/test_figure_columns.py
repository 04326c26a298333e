"""The plain rows that definitions read mirror the fact tables: no column of one is unknown to the other."""

from dataclasses import fields

from motcua.domain.indicators.values import DossierFigures, StepFigures
from motcua.dossiers.models import DossierFact, StepFact


def test_the_rows_of_figures_are_the_columns_of_the_fact_table() -> None:
    columns = {field.attname for field in DossierFact._meta.concrete_fields} - {"id"}
    assert {field.name for field in fields(DossierFigures)} == columns


def test_the_rows_of_stays_are_the_columns_of_their_table() -> None:
    columns = {field.attname for field in StepFact._meta.concrete_fields} - {"id", "seq"}
    assert {field.name for field in fields(StepFigures)} == columns
