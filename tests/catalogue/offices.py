"""Offerings of the cast's commune, opened through the real service."""

from datetime import date

from motcua.catalogue.models import Offering, ProcedureVersion
from motcua.catalogue.services.open_offering import open_offering
from tests.cast import AT, FOUNDED, Cast

BIRTH = "1.001193"
"""Đăng ký khai sinh."""


def version_of(code: str = BIRTH) -> ProcedureVersion:
    return ProcedureVersion.objects.get(procedure__code=code, valid_to__isnull=True)


def offer(cast: Cast, code: str = BIRTH, valid_from: date = FOUNDED) -> Offering:
    return open_offering(
        unit_id=cast.commune.one_stop,
        competent_unit_id=cast.commune.id,
        executing_unit_id=cast.commune.office,
        procedure_version_id=version_of(code).pk,
        valid_from=valid_from,
        actor=cast.procedure_controller,
        at=AT,
    )
